import { rosterLineOf } from '../roster/actions.ts';
import { maskName, personById, type Staff } from '../staff/actions.ts';
import { type Attendance, shiftName } from './open-attendance.ts';
import { shownWait } from './relief.ts';
import type { PersonPresent, PunchListed, UndatedListed, WaitingListed } from './rules.ts';
import type { StoredPunch } from './store.ts';

/** Longest shift plus the time a leaving may come late: an arrival before that says nothing about now. */
const PRESENCE_LOOKS_BACK_MS = 36 * 3_600_000;
/** Punches whose time nobody knows, as many as a page shows. */
const UNDATED_SHOWN = 20;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Who is asking: names are masked for a screen nobody is signed in at. */
export interface Viewer {
  readonly masked: boolean;
}

/** Today's punches in the desk's time zone, oldest first. */
export function punchesToday(attendance: Attendance, staff: Staff, viewer: Viewer): PunchListed[] {
  const { calendar, desk, reliefs, store } = attendance;
  const { startMs, endMs } = calendar.dayBounds(calendar.dayOf(desk.clock.read().wallMs));
  const punches = store.between(startMs, endMs, earliestShiftDay(attendance, startMs));
  if (punches.length === 0) return [];
  const states = reliefs.states(Math.min(...punches.map(({ punchId }) => punchId)));
  return punches.map((punch) => ({
    punchId: punch.punchId,
    personId: punch.personId,
    ...named(staff, punch.personId, viewer),
    direction: punch.direction,
    atMs: punch.atMs,
    clockQuality: punch.at.quality,
    dated: punch.dated,
    shiftName: shiftName(attendance, punch),
    rest: punch.shiftId === '',
    minutesLate: punch.minutesLate,
    minutesEarly: punch.minutesEarly,
    away: punch.minutesEarly > attendance.rulesOn(punch.shiftDay).taps.value.leavingMinutes,
    relief: states.get(punch.punchId) ?? null,
  }));
}

/**
 * Who is here: the last punch is an arrival, or a leaving that waits for its relief, and its shift is not over for longer than a leaving may
 * take. First come first.
 */
export function whoIsHere(attendance: Attendance, staff: Staff, viewer: Viewer): PersonPresent[] {
  const { desk, store } = attendance;
  const nowMs = desk.clock.read().wallMs;
  const last = new Map<number, StoredPunch>();
  const since = new Map<number, number>();
  const fromMs = nowMs - PRESENCE_LOOKS_BACK_MS;
  for (const punch of store.between(fromMs, nowMs + 1, earliestShiftDay(attendance, fromMs))) {
    const before = last.get(punch.personId);
    const goesOn = before !== undefined && isHere(attendance, before) && isSameShift(before, punch);
    if (punch.direction === 'in' && !goesOn) since.set(punch.personId, punch.atMs);
    last.set(punch.personId, punch);
  }
  return [...last.values()].flatMap((punch) => {
    if (!isHere(attendance, punch) || nowMs > leftBy(attendance, punch)) return [];
    return [
      {
        personId: punch.personId,
        ...named(staff, punch.personId, viewer),
        sinceMs: since.get(punch.personId) ?? punch.atMs,
        shiftName: shiftName(attendance, punch),
      },
    ];
  });
}

/** The last punch of somebody who is here by the punches; `undefined`: not here. */
export function lastPunchHere(
  attendance: Attendance,
  staff: Staff,
  personId: number,
): Pick<StoredPunch, 'punchId' | 'shiftDay'> | undefined {
  const here = whoIsHere(attendance, staff, { masked: false });
  return here.some((one) => one.personId === personId) ? attendance.recent.get(personId)?.punch : undefined;
}

function isHere({ waits }: Attendance, { direction, punchId }: StoredPunch): boolean {
  return direction === 'in' || waits.has(punchId);
}

function isSameShift(a: StoredPunch, b: StoredPunch): boolean {
  return a.shiftDay === b.shiftDay && a.shiftId === b.shiftId;
}

/** When somebody has surely gone. */
function leftBy({ parts, rulesOn }: Attendance, { atMs, personId, shiftDay, shiftId }: StoredPunch): number {
  const { latestOutMinutes, taps } = rulesOn(shiftDay);
  const { shifts } = rosterLineOf(parts.roster, personId, shiftDay);
  const shift = shifts.find((one) => one.shiftId === shiftId);
  if (shift === undefined) return atMs + taps.value.restOutHours * HOUR_MS;
  return shift.endMs + latestOutMinutes.value * MINUTE_MS;
}

/** Leavings of yesterday and today that wait for their relief, oldest first. */
export function waitingForRelief(attendance: Attendance, staff: Staff, viewer: Viewer): WaitingListed[] {
  const { calendar, desk, parts, waits } = attendance;
  const since = calendar.dayBefore(calendar.dayOf(desk.clock.read().wallMs));
  return [...waits.values()]
    .filter(({ atMs }) => calendar.dayOf(atMs) >= since)
    .map((wait) => ({
      punchId: wait.punchId,
      personId: wait.personId,
      ...named(staff, wait.personId, viewer),
      shiftName: shiftName(attendance, wait),
      atMs: wait.atMs,
      ...shownWait(parts.roster, wait),
    }));
}

/** Punches whose time nobody knows, newest first. */
export function undatedPunches({ store }: Attendance, staff: Staff, viewer: Viewer): UndatedListed[] {
  return store.neverDated(UNDATED_SHOWN).map(({ at, direction, personId, punchId }) => ({
    punchId,
    personId,
    ...named(staff, personId, viewer),
    direction,
    saidMs: at.wallMs,
  }));
}

/** A shift may have begun the day before its last punch, and the tap may come late. */
function earliestShiftDay({ calendar }: Attendance, atMs: number): string {
  return calendar.dayOf(atMs - PRESENCE_LOOKS_BACK_MS);
}

function named(staff: Staff, personId: number, { masked }: Viewer): { staffNo: string; name: string } {
  const person = personById(staff, personId);
  if (person === undefined) return { staffNo: '', name: '*' };
  return { staffNo: person.staffNo, name: masked ? maskName(person.name) : person.name };
}
