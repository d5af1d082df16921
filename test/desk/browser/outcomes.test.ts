import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';
import { plantMonth, WANG } from './planted-month.ts';

/*
 * A changed rule is tried by HR, then a supervisor decides, by touch. Break it: hand the clerk’s month on without `undecided`, or let the trial
 * judge twice by the rules in force.
 */
const LONG_MS = 120_000;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await plantMonth(desk);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('HR sees what thirty forgiven minutes would have come to, with the clause', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('3002');
  await screen.go('/attendance/trial');
  const free = page.locator('.ruletrial .formrow', { hasText: '每月免扣' });
  for (let times = 0; times < 4; times += 1) await screen.touch(free.locator('.stepper .pick').last());
  await screen.touch(screen.button('试算'));
  const found = page.locator('.ruletrial .found li', { hasText: '王芳' });
  await found.waitFor();
  expect(await found.textContent()).toContain('扣 60 分 → 0 分');
  expect(await found.textContent()).toContain('R2 3(3)');
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('a supervisor excuses with a reason and lets stand, each with its clause, punches and roster line', {
  timeout: LONG_MS,
}, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1001');
  await screen.go('/attendance/decisions');
  await screen.touch(page.locator('.outcomes .picks .pick').nth(1));
  await screen.touch(page.locator('.outcomes .people a', { hasText: '王芳' }));
  const detail = page.locator('.outcomes article');
  await detail.getByText('迟到 25 分').first().waitFor();
  for (const shown of ['R2 3(3)', '08:30–18:00', '上班 08:55', '扣 60 分'])
    expect(await detail.textContent()).toContain(shown);
  screen.countFromHere();
  await screen.touch(screen.button('免除'));
  await screen.touch(page.getByRole('button', { name: '公共交通停运' }));
  await screen.touch(screen.button('免除'));
  await detail.getByText('全天没有打卡').first().waitFor();
  await screen.touch(screen.button('成立'));
  await detail.getByText('陈静').waitFor();
  expect(await screen.touches()).toBe(4);
  const rows = await desk.ask('GET', `/outcomes/people/${WANG}?month=${page.url().split('/').at(-1)}`);
  expect(rows.decisions).toMatchObject([
    { verdict: 'excused', reason: '公共交通停运', byName: '陈静' },
    { verdict: 'stands', reason: '' },
  ]);
  expect(rows.outcome).toMatchObject({ absentDays: 1, deductions: [] });
  await screen.go('/attendance/decisions');
  await screen.touch(page.locator('.outcomes .picks .pick').nth(1));
  await eventually(async () => page.locator('.outcomes .people a', { hasText: '王芳' }).textContent()).toContain(
    '已定',
  );
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
