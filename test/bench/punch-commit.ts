import { join } from 'node:path';
import { openAttendance, recordPunch } from '../../src/attendance/actions.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import { createDesk } from '../../src/journal/desk.ts';
import { openJournal } from '../../src/journal/journal.ts';
import type { Person } from '../../src/staff/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openBareStore } from './bare-store.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { alternate, type BenchRow, compare } from './measure.ts';

const ROUNDS = 2_000;

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
    let people = 0;
    const somebody = (): Person => {
      people += 1;
      return {
        id: people,
        staffNo: String(people),
        name: '张伟',
        roles: ['employee'],
        department: '物业部',
        shiftId: 'reception',
        active: true,
      };
    };
    const punch = () =>
      recordPunch(attendance, { person: somebody(), cardId: '4A00002087', readerId: 'reader-1', at: clock.read() });
    await alternate(200, bare.insertTwo, punch);
    const samples = await alternate(ROUNDS, bare.insertTwo, punch);
    bare.close();
    database.close();
    return [
      compare('P1', 'punch commit, p50, against a bare two-insert transaction', samples, 0.5, 1.5),
      compare('P1', 'punch commit, p99', samples, 0.99, 2),
    ];
  });
}
