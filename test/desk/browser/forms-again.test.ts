import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormDay, Named } from '../../../src/forms/view.rules.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

// To see it red: leave `replaces` or `allowedBy` out of beginAgain() in forms-state.ts: the old form stays, or nobody allowed it.

const LONG_MS = 120_000;

let browser: Browser;
let desk: TestDesk;
beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** The form of a punch out that was missed on the last day 张伟 worked in the month before. */
async function missedPunch(): Promise<{ formId: number; number: string }> {
  const people: readonly Named[] = await desk.ask('GET', '/forms/people');
  const personId = people.find(({ staffNo }) => staffNo === '2087')?.id;
  const { today } = await desk.ask('GET', '/forms/options');
  const month = new Date(Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`) - 1).toISOString().slice(0, 7);
  const days: readonly FormDay[] = await desk.ask('GET', `/forms/days?personId=${personId}&month=${month}`);
  const last = days.findLast(({ shifts }) => shifts.length > 0);
  const shiftId = last?.shifts[0]?.shiftId;
  const asked = { kind: 'exception', day: last?.day, shiftId, direction: 'out' };
  return desk.ask('POST', '/forms', { personId, asked, reason: '忘记打卡' });
}

it('a form that was filled in wrongly is filled in again as it was, and the old one is taken back', {
  timeout: LONG_MS,
}, async () => {
  const { formId, number } = await missedPunch();
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.go(`/forms/${formId}`);
  await screen.touch(screen.button('撤回'));
  await screen.touch(screen.button('更正，重填一张'));
  await page.locator('.day[aria-pressed="true"]').waitFor();
  expect(await screen.button('下班').getAttribute('aria-pressed')).toBe('true');
  await screen.touch(screen.button('上班'));
  await screen.touch(screen.button('填好并打印'));
  await page.getByText(`代替 ${number}`).waitFor();
  await page.getByText(`${number}-2`).first().waitFor();
  expect(await desk.ask('GET', `/forms/${formId}`)).toMatchObject({ state: 'withdrawn' });
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('what was allowed by phone is still allowed on the form that corrects it', { timeout: LONG_MS }, async () => {
  const people: readonly Named[] = await desk.ask('GET', '/forms/people');
  const personId = people.find(({ staffNo }) => staffNo === '2087')?.id;
  const [superior]: readonly Named[] = await desk.ask('GET', `/forms/superiors?personId=${personId}`);
  const { today } = await desk.ask('GET', '/forms/options');
  const month = new Date(Date.parse(`${today.slice(0, 7)}-01T00:00:00Z`) + 45 * 86_400_000).toISOString().slice(0, 7);
  const days: readonly FormDay[] = await desk.ask('GET', `/forms/days?personId=${personId}&month=${month}`);
  const day = days.find(({ shifts }) => shifts.length > 0)?.day;
  const asked = { kind: 'business', day, from: '14:00', until: '15:00' };
  const { formId } = await desk.ask('POST', '/forms', {
    personId,
    asked,
    reason: '外出开会',
    allowedBy: superior?.id,
  });
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.go(`/forms/${formId}`);
  await screen.touch(screen.button('撤回'));
  await screen.touch(screen.button('更正，重填一张'));
  const allowed = page.locator('.fields .pick').filter({ hasText: superior?.name ?? '' });
  await allowed.waitFor();
  expect(await allowed.getAttribute('aria-pressed')).toBe('true');
  await screen.touch(page.locator('.acts .btn.main:not([disabled])'));
  await page.locator('.forms.one .trail').getByText('口头批准').waitFor();
  const [again] = await desk.ask('GET', '/forms?kinds=business&limit=1');
  expect(again.formId).not.toBe(formId);
  expect((await desk.ask('GET', `/forms/${again.formId}`)).steps).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'oral', person: superior })]),
  );
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
