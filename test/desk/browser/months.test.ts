import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';
import { plantMonth, WANG } from './planted-month.ts';

// Breaking it on purpose: draw every day as `ok` in month-cells.ts, or show the sums whatever day was touched (red).
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

it('a lead reads a department’s month, touches a person and a day, and sees punches, roster line and clause', {
  timeout: LONG_MS,
}, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.go('/attendance/months');
  await screen.touch(page.locator('.months .picks .pick').nth(1));
  const row = page.locator('.matrix a', { hasText: '王芳' });
  await row.locator('.late').waitFor();
  expect(await row.locator('.late').count()).toBe(1);
  expect(await row.locator('.absent').count()).toBe(1);
  expect(await row.locator('i').nth(9).getAttribute('class')).toBe('late');
  expect(await row.locator('i').nth(10).getAttribute('class')).toBe('absent');
  await screen.touch(row);
  const day = (number: number) => page.locator('.month .d').nth(number - 1);
  await day(10).waitFor();
  expect(await day(10).textContent()).toBe('10迟25');
  expect(await day(11).textContent()).toBe('11缺');
  expect(await page.locator('.domes').textContent()).toContain('25');
  screen.countFromHere();
  await screen.touch(day(10));
  const detail = page.locator('.monthpage article');
  await detail.getByText('上班 08:55').waitFor();
  for (const shown of ['前台班 08:30–18:00', '下班 18:00', '迟到 25 分', '扣 60 分', 'R2 3(3)', '有调整：排班'])
    expect(await detail.textContent()).toContain(shown);
  await screen.touch(day(11));
  await detail.getByText('没有打卡').first().waitFor();
  expect(await detail.textContent()).toContain('R2 3(5)');
  await screen.touch(page.getByRole('button', { name: '看合计' }));
  await page.locator('.domes').waitFor();
  expect(await screen.touches()).toBe(3);
  await screen.touch(page.getByRole('button', { name: '上月' }));
  await eventually(() => page.locator('.month .ok, .month .wait, .month .need').count()).toBe(0);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('HR saves the month as a workbook and as a table', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('3002');
  await screen.go('/attendance/months');
  await screen.touch(page.locator('.months .picks .pick').nth(1));
  await screen.touch(page.getByRole('button', { name: '导出' }));
  for (const format of ['xlsx', 'csv']) {
    const saved = page.waitForEvent('download');
    await screen.touch(page.locator(`.monthsave .file[href*=".${format}"]`));
    expect((await saved).suggestedFilename()).toMatch(new RegExp(`^考勤-\\d{4}-\\d{2}\\.${format}$`));
    expect(await (await saved).failure()).toBeNull();
  }
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('the trend draws half a year of late minutes, missed punches and absence', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('3002');
  await screen.go('/attendance/trends');
  const pillars = page.locator('.charts a', { hasText: '王芳' }).locator('.pillar');
  await pillars.first().waitFor();
  expect(await pillars.allTextContents()).toEqual(['0', '0', '0', '0', '25', '0']);
  const height = (at: number) =>
    pillars
      .nth(at)
      .locator('i')
      .evaluate((bar: { offsetHeight: number }) => bar.offsetHeight);
  expect(await height(4)).toBeGreaterThan(8 * (await height(3)));
  await screen.touch(page.getByRole('button', { name: '旷工（天）' }));
  await page.locator('.charts a', { hasText: '王芳' }).getByText('1', { exact: true }).waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('somebody signed in sees their own month, and nobody else’s', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1024');
  await screen.go('/attendance');
  await screen.touch(page.getByRole('link', { name: '我的本月' }));
  await page.locator('.month .d').first().waitFor();
  expect(page.url()).toContain(`/attendance/month/${WANG}/`);
  // Break it: leave the clause out of the week's hours in MonthSums.
  expect(await page.locator('.domes').textContent()).toContain('一周 40 小时 · R2 5');
  await screen.go(
    page
      .url()
      .replace(/^.*(\/attendance)/, '$1')
      .replace(`/${WANG}/`, '/4/'),
  );
  await page.getByText('只能看自己的考勤').waitFor();
  await screen.close();
});

it('who tapped sees their own month over the page, for a short time, and until somebody else taps', {
  timeout: LONG_MS,
}, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.go('/strollers');
  const month = page.locator('.tapmonth');
  const tapAndLook = async (card: string, name: string) => {
    await desk.present(card);
    await page.locator('aside.banner', { hasText: name }).waitFor();
    await screen.touch(page.locator('aside.banner .monthkey'));
    await month.locator('.month .d').first().waitFor();
  };
  await tapAndLook('4A00001024', '王芳');
  expect(await month.locator('h1').textContent()).toMatch(/^王芳 · /);
  expect(await month.locator('.month .now').count()).toBe(1);
  expect(await lookOver(page)).toEqual([]);
  await screen.touch(month.locator('.month .now'));
  await month.locator('article').getByText('上班').waitFor();
  await desk.present('4A00002087');
  await month.waitFor({ state: 'detached' });
  const [first] = await desk.ask('GET', '/punches/today');
  expect((await desk.client.ask('GET', `/outcomes/taps/${first.punchId}/month`)).status).toBe(404);
  await page.route('**/api/outcomes/taps/*/month', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), leftMs: 900 } });
  });
  await tapAndLook('4A00001024', '王芳');
  await month.waitFor({ state: 'detached' });
  expect(page.url()).toContain('/strollers');
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
