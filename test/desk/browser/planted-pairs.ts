import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { openDatabase } from '../../../src/store/database.ts';
import { punchWriter } from '../../src/outcomes/room-fixture.ts';
import type { TestDesk } from './open-desk.ts';

/** 王芳, 张伟, 周婷 and 刘洋 of the demo plaza. */
export const WANG = 3;
export const ZHANG = 6;
const ZHOU = 5;
const LIU = 7;

/** On each of the last four days 王芳 and 张伟 came three seconds apart, and 周婷 and 刘洋 five. */
export async function plantPairs(desk: TestDesk): Promise<void> {
  const { timeZone } = await desk.ask('GET', '/desk');
  const today = Temporal.Now.plainDateISO(timeZone);
  await desk.kill();
  const database = openDatabase(join(desk.folder.dataFolder, 'qingyu.db'));
  const write = punchWriter({ database });
  database.transaction(() => {
    for (const back of [4, 3, 2, 1]) {
      const day = today.subtract({ days: back });
      for (const [personId, time] of [
        [WANG, '08:25:00'],
        [ZHANG, '08:25:03'],
        [ZHOU, '08:27:00'],
        [LIU, '08:27:05'],
      ] as const) {
        const atMs = day.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(timeZone).epochMilliseconds;
        write({ personId, atMs, direction: 'in', shiftId: 'reception', shiftDay: day.toString(), sure: true });
      }
    }
  });
  database.close();
  await desk.startAgain();
}
