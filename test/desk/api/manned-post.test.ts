import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoPeople } from '../../../src/staff/actions.ts';
import { openTappedDesk, type TappedDesk } from './tapped-desk.ts';

// From the bytes of the reader to what HTTP answers, on a clock the test turns. Breaking it on purpose: let reliefFor() answer undefined.

const ZHOU_TING = { id: 5, cardId: '4A00001042' };
const ZHAO_LEI = { id: 4, cardId: '4A00001033' };
const LONG_MS = 60_000;
/** A day on which the pattern of the hotline has a night. */
const DAY = '2026-11-24';

let desk: TappedDesk;
let screen: TappedDesk['screen'];
beforeEach(async () => {
  desk = await openTappedDesk(`${DAY}T08:00`);
  screen = desk.screen;
  for (const { id, pattern } of [
    { id: ZHOU_TING.id, pattern: 'hotline-day' },
    { id: ZHAO_LEI.id, pattern: 'hotline-night' },
  ])
    desk.desk.database
      .prepare(
        `INSERT INTO employments (person_id, from_day, department, post_id, grade, pattern_id, cancelled, set_by, set_at_ms)
         VALUES (@id, '2026-01-01', '热线中心', 'hotline', 'staff', @pattern, 0, 'test', 0)`,
      )
      .run({ id, pattern });
});
afterEach(() => desk.close());

const tap = (time: string, { cardId }: { readonly cardId: string }): Promise<void> =>
  desk.tap(`${DAY}T${time}`, cardId);

const today = async () =>
  (await screen.get('/punches/today')).body.map((punch: Record<string, unknown>) => [
    punch.staffNo,
    punch.direction,
    punch.relief,
  ]);

it('a leaving at a manned post waits for its relief, is seen, and a supervisor may let go', {
  timeout: LONG_MS,
}, async () => {
  await tap('08:25', ZHOU_TING);
  await tap('16:31', ZHOU_TING);
  expect(await today()).toEqual([
    ['1042', 'in', null],
    ['1042', 'out', 'waiting'],
  ]);
  const { body: waiting } = await screen.get('/punches/waiting');
  expect(waiting).toMatchObject([
    { name: '周*', post: { zh: '热线台' }, readyByMs: Date.parse(`${DAY}T16:20:00+08:00`) },
  ]);
  expect((await screen.get('/presence')).body).toMatchObject([{ staffNo: '1042' }]);
  const path = `/punches/${waiting[0].punchId}/let-go`;
  expect((await screen.post(path, { reason: '接班人来不了' })).status).toBe(401);
  const pin = demoPeople.find(({ staffNo }) => staffNo === '1001')?.pin;
  await screen.post('/session', { staffNo: '1001', pin });
  expect((await screen.post(path, { reason: '' })).status).toBe(400);
  expect(await screen.post(path, { reason: '接班人来不了' })).toMatchObject({ status: 200 });
  expect(await today()).toContainEqual(['1042', 'out', 'overridden']);
  expect((await screen.get('/presence')).body).toEqual([]);
  expect((await screen.post(path, { reason: '接班人来不了' })).body).toMatchObject({ code: 'attendance/nobody-waits' });
});

it('the relief’s card makes it the clock-out', { timeout: LONG_MS }, async () => {
  await tap('08:25', ZHOU_TING);
  await tap('16:31', ZHOU_TING);
  await tap('16:36', ZHAO_LEI);
  expect(await today()).toEqual([
    ['1042', 'in', null],
    ['1042', 'out', 'relieved'],
    ['1033', 'in', null],
  ]);
  expect((await screen.get('/punches/waiting')).body).toEqual([]);
});
