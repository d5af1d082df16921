import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoPeople } from '../../../src/staff/actions.ts';
import { openTappedDesk, type TappedDesk } from './tapped-desk.ts';

// From the bytes of the reader to the slip of a missed punch. Breaking it on purpose: leave watchPunches() out of open-attendance-rooms.ts.

const LONG_MS = 60_000;
const ZHANG_WEI = '4A00002087';

let desk: TappedDesk;
beforeEach(async () => {
  desk = await openTappedDesk('2026-11-19T08:00');
  const pin = demoPeople.find(({ staffNo }) => staffNo === '1018')?.pin;
  await desk.screen.post('/session', { staffNo: '1018', pin });
});
afterEach(() => desk.close());

it('comes with the next tap after a gap, filled in, and once', { timeout: LONG_MS }, async () => {
  const sheets = async () => (await desk.screen.get('/forms')).body;
  await desk.tap('2026-11-19T08:25', ZHANG_WEI);
  expect(await sheets()).toEqual([]);
  await desk.tap('2026-11-20T08:25', ZHANG_WEI);
  const [sheet] = await sheets();
  expect(sheet).toMatchObject({ number: 'E-20261119-2087', place: 'person' });
  expect(await desk.screen.get(`/forms/${sheet.formId}`)).toMatchObject({
    body: { origin: 'gap', reason: '', asked: { kind: 'exception', day: '2026-11-19', direction: 'out' } },
  });
  await desk.tap('2026-11-20T18:05', ZHANG_WEI);
  expect(await sheets()).toHaveLength(1);
});
