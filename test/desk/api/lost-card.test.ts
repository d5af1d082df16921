import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoPeople } from '../../../src/staff/actions.ts';
import { openTappedDesk, type TappedDesk } from './tapped-desk.ts';

// A card reported lost amid its owner's shift, from the bytes of the reader on. Breaking it on purpose: leave `blocked` out of decide() in
// src/taps/actions.ts.

const LONG_MS = 60_000;
const ZHANG_WEI = '4A00002087';

let desk: TappedDesk;
beforeEach(async () => {
  desk = await openTappedDesk('2026-11-19T08:20');
  const pin = demoPeople.find(({ staffNo }) => staffNo === '1018')?.pin;
  await desk.screen.post('/session', { staffNo: '1018', pin });
});
afterEach(() => desk.close());

it('is refused at the very next tap, and nobody is on or off duty by it', { timeout: LONG_MS }, async () => {
  const punches = () => desk.desk.database.prepare<{ direction: string }>('SELECT direction FROM punches').all();
  await desk.tap('2026-11-19T08:25', ZHANG_WEI);
  expect(punches()).toMatchObject([{ direction: 'in' }]);
  const lost = await desk.screen.post(`/cards/${ZHANG_WEI}/lost`, { reason: '挤车时丢了' });
  expect(lost.status).toBe(200);
  await desk.tap('2026-11-19T08:28', ZHANG_WEI);
  expect(punches()).toHaveLength(1);
  expect(desk.desk.journal.page({ limit: 5, subject: `card:${ZHANG_WEI}` })[0]).toMatchObject({
    kind: 'taps/card-rejected',
    body: expect.stringContaining('"why":"blocked"'),
  });
});
