import { join } from 'node:path';
import { recordPunch } from '../../src/attendance/actions.ts';
import { openBareStore } from './bare-store.ts';
import { benchPeople, later, openBenchAttendance } from './bench-attendance.ts';
import { withFolder } from './bench-service.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const ROUNDS = 2_000;
/** Until the compiler and the caches are as in a service that has run for a day. */
const WARM_UP = 3_000;
const STAFF = 120;
const BETWEEN_TAPS_MS = 61_000;

/** P1: the commit of a punch against a bare two-insert transaction. */
export function benchPunchCommit(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const staff = benchPeople(STAFF);
    const { attendance, clock, close } = openBenchAttendance(folder, join(folder, 'qingyu.db'), staff);
    const bare = openBareStore(join(folder, 'bare.db'));
    // A plaza's staff taps all day: every tap a minute and a second after the last, so that none is a repeat.
    let taps = 0;
    const punch = () => {
      taps += 1;
      const person = staff[taps % STAFF];
      if (person === undefined) throw new Error('nobody taps');
      const at = later(clock.read(), taps * BETWEEN_TAPS_MS);
      return recordPunch(attendance, { person, cardId: '4A00002087', readerId: 'reader-1', at });
    };
    await alternate(WARM_UP, bare.insertTwo, punch);
    const samples = await alternate(ROUNDS, bare.insertTwo, punch);
    bare.close();
    close();
    return [
      compare('P1', 'punch commit, p50, against a bare two-insert transaction', samples, 0.5, 1.5),
      compare('P1', 'punch commit, p99', samples, 0.99, 2),
    ];
  });
}
