import type { Change } from '../journal/desk.ts';
import type { ClockReading } from '../ports/clock.ts';
import { placeByRoster } from './known-month.ts';
import type { Attendance } from './open-attendance.ts';
import { datedMs } from './rules.ts';
import type { KnownPunch, StoredPunch } from './store.ts';

/** How soon after the clock is known its punches are found again where nobody taps meanwhile. */
const LOOK_EVERY_MS = 5_000;

/**
 * Finds the time of this boot's punches by an unsure clock again, once a reading is vouched for: by the monotonic clock, which never went
 * wrong. Each is put to its shift anew, in the order of the taps, as a record of its own; the punch keeps what it said, and nobody is late by
 * it. After a reboot nothing can be said, and they stay unsure.
 *
 * @returns how many
 */
export function datePunches(attendance: Attendance, known: ClockReading): number {
  if (attendance.undated.length === 0 || known.quality === 'unsure') return 0;
  const punches = attendance.undated.filter(({ at }) => at.bootId === known.bootId);
  const dated =
    punches.length === 0
      ? []
      : attendance.desk.change('system', (change) => writeDatings(attendance, change, punches, known));
  for (const punch of dated) {
    attendance.months.delete(punch.personId);
    const last = attendance.recent.get(punch.personId);
    if (last?.punch.punchId === punch.punchId) attendance.recent.set(punch.personId, { punch, view: undefined });
  }
  attendance.undated = [];
  attendance.stopWatch?.();
  attendance.stopWatch = undefined;
  return dated.length;
}

function writeDatings(
  attendance: Attendance,
  change: Change,
  punches: readonly StoredPunch[],
  known: ClockReading,
): StoredPunch[] {
  const inOrder = punches.toSorted((a, b) => a.at.monotonicMs - b.at.monotonicMs);
  const still = new Set(punches.map(({ punchId }) => punchId));
  return inOrder.map((punch) => {
    const atMs = datedMs(punch.at, known);
    const person = personOf(attendance, punch.personId);
    const placed = placeByRoster(attendance, person, atMs, punchesAround(attendance, punch.personId, atMs, still));
    still.delete(punch.punchId);
    const { punchId, personId } = punch;
    const place = { direction: placed.direction, shiftId: placed.shiftId, shiftDay: placed.day };
    attendance.store.insertDating({ punchId, personId, atMs, ...place, known });
    change.record({
      kind: 'attendance/punch-dated',
      subject: `staff:${personId}`,
      body: { punchId, atMs, saidMs: punch.at.wallMs, ...place },
    });
    change.publish({ name: 'attendance', payload: { personId } });
    return { ...punch, ...place, atMs, dated: true, minutesLate: 0, minutesEarly: 0 };
  });
}

function personOf({ parts }: Attendance, id: number) {
  return parts.roster.needs.personById(id) ?? { id, department: '', shiftId: '' };
}

/** As the store has them inside this transaction, without those that still stand where the unsure clock put them. */
function punchesAround(
  { calendar, store }: Attendance,
  personId: number,
  atMs: number,
  still: ReadonlySet<number>,
): ReadonlyMap<string, readonly KnownPunch[]> {
  const day = calendar.dayOf(atMs);
  const days = [calendar.dayBefore(day), day, calendar.dayAfter(day)] as const;
  const there = store.facts(personId, days[0], days[2]).filter(({ punchId }) => !still.has(punchId));
  return new Map(days.map((one) => [one, there.filter(({ shiftDay }) => shiftDay === one)]));
}

/** Looks for a clock somebody vouches for as long as punches wait for one. */
export function watchForTime(attendance: Attendance): void {
  if (attendance.stopWatch !== undefined || attendance.undated.length === 0) return;
  const { clock } = attendance.desk;
  attendance.stopWatch = clock.after(LOOK_EVERY_MS, () => {
    attendance.stopWatch = undefined;
    try {
      datePunches(attendance, clock.read());
    } catch (error) {
      attendance.parts.report(error);
    }
    watchForTime(attendance);
  });
}

/** Goes on looking for the time of punches after a restart in the same boot; returns what ends it. */
export function followClock(attendance: Attendance): () => void {
  watchForTime(attendance);
  return () => attendance.stopWatch?.();
}
