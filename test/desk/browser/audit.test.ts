import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { looker } from './looker.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';
import { plantPairs, WANG, ZHANG } from './planted-pairs.ts';

/*
 * The punch audit by touch: looked through, one flag proposed, one dismissed, the week drawn and checked. Break it: offer the decision to a
 * shift lead, or answer a chosen incident without its number.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const LONG_MS = 240_000;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await plantPairs(desk);
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('is for leads, supervisors and HR', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.signIn('1024');
  await screen.go('/attendance/audit');
  await screen.page.getByText('打卡核查给值班长').waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('a supervisor proposes both as absent in five touches, and the month shows it', { timeout: LONG_MS }, async () => {
  const flaws: string[] = [];
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  const look = looker(screen, 'audit', 'zh', flaws);
  await screen.signIn('1001');
  await screen.go('/attendance/audit');
  await page.getByText('没有疑点').waitFor();
  await look('none');
  await screen.touch(screen.button('再查一遍'));
  const row = page.locator('.audit .rows a', { hasText: '王芳和张伟' });
  await row.waitFor();
  await look('flags');
  screen.countFromHere();
  await screen.touch(row);
  await page.locator('.audit article').getByText('相隔 3 秒').waitFor();
  for (const shown of ['R2 3(7)', 'reader-1', '时钟准', '排班：王芳', '08:25:03'])
    expect(await page.locator('.audit article').textContent()).toContain(shown);
  await screen.touch(page.locator('.incidents button').nth(1));
  await screen.touch(page.locator('.incidents button').nth(2));
  await look('flag');
  await screen.touch(screen.button('提请按旷工（2 次）'));
  await look('propose');
  await screen.touch(screen.button('提请'));
  await page.locator('.audit article').getByText('陈静').waitFor();
  expect(await screen.touches()).toBe(5);
  await look('proposed');
  for (const personId of [WANG, ZHANG]) {
    const months = await Promise.all(
      (await page.locator('.incidents time').allTextContents()).slice(1, 3).map(async (day) => {
        const year = new Date().getFullYear();
        const month = `${day > '06' && new Date().getMonth() < 2 ? year - 1 : year}-${day.slice(0, 2)}`;
        const { days } = await desk.ask('GET', `/outcomes/people/${personId}?month=${month}`);
        return days.find((one: { day: string }) => one.day.endsWith(day)).findings;
      }),
    );
    for (const findings of months)
      expect(findings).toContainEqual(expect.objectContaining({ kind: 'proxy', consequence: 'absence' }));
  }
  await screen.go('/attendance/audit');
  await screen.touch(page.locator('.audit .rows a', { hasText: '周婷' }));
  await screen.touch(screen.button('不成立'));
  await look('dismiss');
  await screen.touch(page.getByRole('button', { name: '同路同车上下班' }));
  await screen.touch(screen.button('不成立'));
  await page.locator('.audit article').getByText('同路同车上下班').waitFor();
  await screen.touch(screen.button('打印'));
  await eventually(async () => (await desk.papers()).join('\n')).toContain('代打卡核查单');
  await screen.touch(page.locator('.acts .btn.quiet'));
  await eventually(() => page.locator('.audit .rows .need').count()).toBe(0);
  expect(flaws).toEqual([]);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('the week is drawn once, printed and checked; every page of it fits in English too', {
  timeout: LONG_MS,
}, async () => {
  const flaws: string[] = [];
  const screen = await openScreen(browser, desk.address, { language: 'en' });
  const { page } = screen;
  const look = looker(screen, 'audit', 'en', flaws);
  await screen.signIn('9000');
  await screen.go('/attendance/audit/week');
  await screen.button('Draw 5 people').waitFor();
  await look('not drawn');
  await screen.touch(screen.button('Draw 5 people'));
  await page.locator('.audit .person').first().waitFor();
  await look('week');
  expect(await page.locator('.audit .drawn').textContent()).toContain('comes out the same');
  const first = page.locator('.audit .person', { has: page.locator('.pair') }).first();
  await screen.touch(first.getByRole('button', { name: 'There', exact: true }));
  await eventually(() => first.textContent()).toMatch(/\d\d:\d\d there/);
  await screen.touch(first.getByRole('button', { name: 'Not there' }));
  await eventually(() => first.textContent()).toMatch(/\d\d:\d\d not there/);
  await look('week checked');
  await screen.touch(screen.button('Print the list'));
  await eventually(async () => (await desk.papers()).join('\n')).toContain('打卡抽查名单');
  await screen.go('/attendance/audit');
  await page.locator('.audit .rows a').first().waitFor();
  await look('flags');
  await screen.touch(page.locator('.audit .rows a').first());
  await page.locator('.audit article').waitFor();
  await look('flag');
  await screen.touch(page.locator('.incidents button').first());
  await screen.touch(page.locator('.acts .btn.main'));
  await look('propose');
  await screen.touch(page.locator('.acts .btn.quiet'));
  await screen.touch(screen.button('Dismiss'));
  await look('dismiss');
  expect(flaws).toEqual([]);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
