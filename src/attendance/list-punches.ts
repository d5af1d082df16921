import { maskName, personById, type Staff } from '../staff/actions.ts';
import { type Attendance, shiftOf } from './open-attendance.ts';
import type { PersonPresent, PunchListed } from './rules.ts';
import type { StoredPunch } from './store.ts';

/** Longest shift plus the time a leaving may come late: an arrival before that says nothing about now. */
const PRESENCE_LOOKS_BACK_MS = 36 * 3_600_000;

/** Who is asking: names are masked for a screen nobody is signed in at. */
export interface Viewer {
  readonly masked: boolean;
}

/** Today's punches in the desk's time zone, oldest first. */
export function punchesToday(attendance: Attendance, staff: Staff, viewer: Viewer): PunchListed[] {
  const { calendar, desk, store } = attendance;
  const { startMs, endMs } = calendar.dayBounds(calendar.dayOf(desk.clock.read().wallMs));
  return store.between(startMs, endMs, earliestShiftDay(attendance, startMs)).map((punch) => ({
    punchId: punch.punchId,
    personId: punch.personId,
    ...named(staff, punch.personId, viewer),
    direction: punch.direction,
    atMs: punch.at.wallMs,
    clockQuality: punch.at.quality,
    shiftName: shiftNow(attendance, punch).name,
    minutesLate: punch.minutesLate,
    minutesEarly: punch.minutesEarly,
  }));
}

/** Who is here: the last punch is an arrival, and its shift is not over for longer than a leaving may take. First come first. */
export function whoIsHere(attendance: Attendance, staff: Staff, viewer: Viewer): PersonPresent[] {
  const { calendar, desk, store } = attendance;
  const nowMs = desk.clock.read().wallMs;
  const last = new Map<number, StoredPunch>();
  const since = new Map<number, number>();
  const fromMs = nowMs - PRESENCE_LOOKS_BACK_MS;
  for (const punch of store.between(fromMs, nowMs + 1, earliestShiftDay(attendance, fromMs))) {
    const before = last.get(punch.personId);
    const goesOn = before?.direction === 'in' && before.shiftDay === punch.shiftDay;
    if (punch.direction === 'in' && !goesOn) since.set(punch.personId, punch.at.wallMs);
    last.set(punch.personId, punch);
  }
  return [...last.values()].flatMap((punch) => {
    const shift = shiftNow(attendance, punch);
    const rules = attendance.rulesOn(punch.shiftDay);
    const overMs = calendar.span(shift, punch.shiftDay).endMs + rules.latestOutMinutes.value * 60_000;
    if (punch.direction === 'out' || nowMs > overMs) return [];
    return [
      {
        personId: punch.personId,
        ...named(staff, punch.personId, viewer),
        sinceMs: since.get(punch.personId) ?? punch.at.wallMs,
        shiftName: shift.name,
      },
    ];
  });
}

/** A shift may have begun the day before its last punch, and the tap may come late. */
function earliestShiftDay({ calendar }: Attendance, atMs: number): string {
  return calendar.dayOf(atMs - PRESENCE_LOOKS_BACK_MS);
}

function shiftNow(attendance: Attendance, punch: StoredPunch) {
  return shiftOf(attendance.rulesOn(punch.shiftDay), punch.shiftId);
}

function named(staff: Staff, personId: number, { masked }: Viewer): { staffNo: string; name: string } {
  const person = personById(staff, personId);
  if (person === undefined) return { staffNo: '', name: '*' };
  return { staffNo: person.staffNo, name: masked ? maskName(person.name) : person.name };
}
