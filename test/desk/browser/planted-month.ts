import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { openDatabase } from '../../../src/store/database.ts';
import { punchWriter } from '../../src/outcomes/room-fixture.ts';
import type { TestDesk } from './open-desk.ts';

/** 王芳 of the demo plaza. */
export const WANG = 3;

/** Last month at the desk: 王芳 is 25 minutes late on the 10th and never came on the 11th, and nothing else was rostered for her. */
export async function plantMonth(desk: TestDesk): Promise<void> {
  const { timeZone } = await desk.ask('GET', '/desk');
  const month = Temporal.Now.plainDateISO(timeZone).toPlainYearMonth().subtract({ months: 1 });
  const dayOf = (day: number): string => month.toPlainDate({ day }).toString();
  const at = (day: number, time: string): number =>
    Temporal.PlainDateTime.from(`${dayOf(day)}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  await desk.kill();
  const database = openDatabase(join(desk.folder.dataFolder, 'qingyu.db'));
  const write = punchWriter({ database });
  const punch = (direction: 'in' | 'out', time: string): void =>
    write({ personId: WANG, atMs: at(10, time), direction, shiftId: 'reception', shiftDay: dayOf(10), sure: true });
  database.transaction(() => {
    punch('in', '08:55');
    punch('out', '18:00');
    database
      .prepare(
        `INSERT INTO employments (person_id, from_day, department, post_id, grade, pattern_id, cancelled, set_by, set_at_ms)
         VALUES (@person, '2020-01-01', '客服中心', '', 'staff', 'rest', 0, 'system', 0)`,
      )
      .run({ person: WANG });
    const change = database.prepare(
      `INSERT INTO roster_changes (person_id, day, shift_ids, kind, reason, set_by, set_at_ms)
       VALUES (@person, @day, '["reception"]', 'edit', '排班', 'system', 0)`,
    );
    for (const day of [dayOf(10), dayOf(11)]) change.run({ person: WANG, day });
  });
  database.close();
  await desk.startAgain();
}
