import { join } from 'node:path';
import { recordPunch } from '../../src/attendance/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { benchPeople, later, openBenchAttendance } from './bench-attendance.ts';
import { withFolder } from './bench-service.ts';
import { fillPunches, MANY_PUNCHES } from './many-punches.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const STAFF = 500;
const FEW = 3_650;
const ROUNDS = 2_000;
const WARM_UP = 1_000;
/** Who taps while the compiler warms up; everybody else's first tap, which reads a month, is measured. */
const WARM_STAFF = 100;
const BETWEEN_TAPS_MS = 61_000;

/** P7: a tap with ten years of a thousand punches a day stored, against one with a few days of them. */
export function benchTapAfterYears(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const staff = benchPeople(STAFF);
    const desks = [FEW, MANY_PUNCHES].map((count) => {
      const file = join(folder, `${count}.db`);
      openDatabase(file).close();
      fillPunches(file, count, STAFF);
      const { attendance, clock, close } = openBenchAttendance(folder, file, staff);
      let taps = 0;
      const tap = (): void => {
        taps += 1;
        const person = staff[taps % (taps > WARM_UP ? STAFF : WARM_STAFF)];
        if (person === undefined) throw new Error('nobody taps');
        const at = later(clock.read(), taps * BETWEEN_TAPS_MS);
        recordPunch(attendance, { person, cardId: '4A00002087', readerId: 'reader-1', at });
      };
      return { tap, close };
    });
    const [few, many] = desks;
    if (few === undefined || many === undefined) throw new Error('no desks');
    await alternate(WARM_UP, few.tap, many.tap);
    const samples = await alternate(ROUNDS, few.tap, many.tap);
    for (const desk of desks) desk.close();
    return [
      compare('P7', 'a tap with 3.65 million punches stored against one with 3,650, p50', samples, 0.5, 1.3),
      compare('P7', 'the same, p99', samples, 0.99, 1.3),
    ];
  });
}
