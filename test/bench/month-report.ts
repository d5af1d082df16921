import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Temporal } from 'temporal-polyfill';
import { firstPunchDay, punchesOf } from '../../src/attendance/actions.ts';
import { departmentMonth, openOutcomes } from '../../src/outcomes/actions.ts';
import { openDatabase } from '../../src/store/database.ts';
import { benchPeople, openBenchAttendance } from './bench-attendance.ts';
import { benchSettings, withFolder } from './bench-service.ts';
import { fillPunches, MANY_PUNCHES } from './many-punches.ts';
import { type BenchRow, compare, timed } from './measure.ts';

const STAFF = 500;
const ROUNDS = 30;
/** The first report judges everybody's month in slices; it is told apart, because nothing is remembered yet. */
const FIRST_GOAL = 15;

/** P6: the month of everybody out of ten years of punches, against the bare query for the same month over the same index. */
export function benchMonthReport(): Promise<BenchRow[]> {
  return withFolder(async (folder) => {
    const file = join(folder, 'qingyu.db');
    openDatabase(file).close();
    fillPunches(file, MANY_PUNCHES, STAFF);
    const month = Temporal.Now.plainDateISO().toPlainYearMonth().subtract({ months: 2 }).toString();
    const bare = openBareReport(file, month);
    const report = openReport(folder, file);
    const cold = { floor: [await timed(bare.read)], product: [await timed(() => report.read(month))] };
    const samples: { floor: number[]; product: number[] } = { floor: [], product: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      report.goOn();
      samples.floor.push(await timed(bare.read));
      samples.product.push(await timed(() => report.read(month)));
    }
    bare.close();
    report.close();
    return [
      compare('P6', 'a month report over 3.65 million punches, p50, against bare indexed SQL', samples, 0.5, 1.5),
      compare('P6', 'the first of a month after a start, which judges 500 people', cold, 0.5, FIRST_GOAL),
    ];
  });
}

function openReport(folder: string, file: string) {
  const people = benchPeople(STAFF);
  const { attendance, desk, roster, close } = openBenchAttendance(folder, file, people);
  const outcomes = openOutcomes(desk, {
    rules: benchSettings(folder).rules.attendance,
    roster,
    punchesOf: (personId, from, until) => punchesOf(attendance, personId, from, until),
    formsTouching: () => [],
    proxiesOf: () => [],
    people: () => people,
    personById: (id) => people[id - 1],
    firstPunchDay: () => firstPunchDay(attendance),
  });
  let round = 0;
  return {
    read: (month: string) => departmentMonth(outcomes, month, undefined),
    /** Everybody taps, and something of one person's past is changed: that month is to be judged again. */
    goOn() {
      round += 1;
      const shiftDay = Temporal.Now.plainDateISO().toString();
      desk.change('system', (change) => {
        for (const { id } of people)
          change.record({ kind: 'attendance/punch-recorded', subject: `staff:${id}`, body: { shiftDay } });
        change.record({ kind: 'roster/day-changed', subject: `staff:${round}`, body: {} });
      });
    },
    close,
  };
}

/** Every person's punches of the month through the index, as rows: what no report can do without. */
function openBareReport(file: string, month: string): { read(): void; close(): void } {
  const database = new Sqlite(file);
  const ofPerson = database.prepare(
    'SELECT shift_day, direction, at_ms FROM punches WHERE person_id = ? AND shift_day BETWEEN ? AND ? ORDER BY at_ms',
  );
  return {
    read() {
      for (let person = 1; person <= STAFF; person += 1) ofPerson.all(person, `${month}-01`, `${month}-31`);
    },
    close: () => database.close(),
  };
}
