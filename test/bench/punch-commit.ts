import { join } from 'node:path';
import { openAttendance, recordPunch } from '../../src/attendance/actions.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import { createDesk } from '../../src/journal/desk.ts';
import { openJournal } from '../../src/journal/journal.ts';
import type { ClockReading } from '../../src/ports/clock.ts';
import type { Person } from '../../src/staff/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openBareStore } from './bare-store.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const ROUNDS = 2_000;
/** Until the compiler and the caches are as in a service that has run for a day. */
const WARM_UP = 3_000;
const STAFF = 120;
const BETWEEN_TAPS_MS = 61_000;

/** P1: the commit of a punch against a bare two-insert transaction. */
export function benchPunchCommit(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const { rules } = benchSettings(folder);
    const database = openDatabase(join(folder, 'qingyu.db'));
    const clock = createSystemClock();
    const live = { publish: () => undefined };
    const journal = openJournal(database, new Uint8Array(32));
    const desk = createDesk({
      clock,
      database,
      journal,
      timeZone: 'Asia/Shanghai',
      live,
      requestKey: new Uint8Array(32),
    });
    const attendance = openAttendance(desk, { rules: rules.attendance, live });
    const bare = openBareStore(join(folder, 'bare.db'));
    // A plaza's staff taps all day: every tap a minute and a second after the last, so that none is a repeat.
    const staff = Array.from({ length: STAFF }, (_, index) => somebody(index + 1));
    let taps = 0;
    const tap = () => {
      taps += 1;
      const at = clock.read();
      const person = staff[taps % STAFF];
      if (person === undefined) throw new Error('nobody taps');
      return { person, cardId: '4A00002087', readerId: 'reader-1', at: later(at, taps * BETWEEN_TAPS_MS) };
    };
    const punch = () => recordPunch(attendance, tap());
    await alternate(WARM_UP, bare.insertTwo, punch);
    const samples = await alternate(ROUNDS, bare.insertTwo, punch);
    bare.close();
    database.close();
    return [
      compare('P1', 'punch commit, p50, against a bare two-insert transaction', samples, 0.5, 1.5),
      compare('P1', 'punch commit, p99', samples, 0.99, 2),
    ];
  });
}

function somebody(id: number): Person {
  return {
    id,
    staffNo: String(id),
    name: '张伟',
    roles: ['employee'],
    department: '物业部',
    shiftId: 'reception',
    active: true,
  };
}

function later(at: ClockReading, ms: number): ClockReading {
  return { ...at, wallMs: at.wallMs + ms, monotonicMs: at.monotonicMs + ms };
}
