import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { looker } from './looker.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * The roster by touch: a day changed and taken back, a transfer, a nursing hour, a day of the calendar; in both languages and sizes.
 *
 * To see it red: save a changed day without asking what it breaks (the row is missing), or let undo send [] where the pattern stood.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const LONG_MS = 180_000;
/** Wang Fang, of the service desk. */
const WANG = 3;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await desk.ask('POST', '/session', { staffNo: '3002', pin: '300211' });
  const hired = { from: '2026-01-05', department: '客服中心', grade: 'staff', isFirstDay: false };
  for (const [id, postId, patternId] of [
    [WANG, 'front-desk', 'reception'],
    [4, 'hotline', 'hotline-night'],
    [5, 'hotline', 'split'],
  ])
    await desk.ask('POST', `/roster/people/${id}/employments`, { ...hired, postId, patternId });
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it.each(['zh', 'en'] as const)(
  'a day is changed after its breaks are seen, and put back with one touch (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const look = looker(screen, 'roster', language, flaws);
    const main = page.locator('.acts .btn.main');
    await screen.signIn('3002');
    await screen.go('/roster');
    await page.locator('.roster .cell').first().waitFor();
    await look('week');
    await screen.touch(page.locator('.roster .rule:not(:disabled)').first());
    await page.locator('.log li').first().waitFor();
    await look('rules of a day');
    await screen.touch(page.locator('.acts .btn').first());
    // The first working day of Wang Fang, who alone holds the service desk.
    const cell = page.locator('.roster .cell[aria-label^="王芳"]').first();
    const before = await cell.getAttribute('aria-label');
    await screen.touch(cell);
    await page.locator('.cellone .what').waitFor();
    expect(await main.isDisabled()).toBe(true);
    const picks = page.locator('.cellone .picks').first().locator('.pick');
    await screen.touch(picks.nth((await picks.count()) - 2));
    await page.locator('.log li .lamp.need').first().waitFor();
    await screen.touch(page.locator('.cellone .picks').nth(1).locator('.pick').first());
    await look('cell');
    await screen.touch(main);
    await page.locator('.roster .cell.changed').waitFor();
    await eventually(() => cell.getAttribute('aria-label')).not.toBe(before);
    await look('changed');
    await screen.touch(main);
    await eventually(() => cell.getAttribute('aria-label')).toBe(before);
    expect(await page.locator('.roster .cell.changed').count()).toBe(0);
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);

it.each(['zh', 'en'] as const)(
  'a transfer, a nursing hour and a day of the calendar are written down (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const look = looker(screen, 'roster', language, flaws);
    const main = page.locator('.acts .btn.main');
    const told = page.locator('.roster .told li');
    await screen.signIn('3002');
    await screen.go(`/roster/people/${WANG}`);
    await told.first().waitFor();
    const had = await told.count();
    await look('person');
    await screen.touch(main);
    await page.locator('.daypick').waitFor();
    await screen.touch(page.locator('.daypick .pick').last());
    await look('transfer');
    await screen.touch(main);
    await eventually(() => told.count()).toBe(had + 1);
    await screen.touch(page.locator('.acts .btn').nth(1));
    await page.locator('.daypick').first().waitFor();
    await look('nursing');
    await screen.touch(main);
    await eventually(() => told.count()).toBe(had + 2);
    await screen.touch(told.last().locator('.btn'));
    await eventually(() => told.count()).toBe(had + 3);
    await look('person told');

    await screen.go('/roster/calendar');
    await page.locator('.days button').first().waitFor();
    await look('calendar');
    await screen.touch(main);
    await page.locator('.daypick').waitFor();
    await screen.touch(page.locator('.daypick .pick').nth(2));
    await page.locator('.roster .box').fill('国办发明电〔2026〕1 号');
    await page.keyboard.press('Tab');
    await page.locator('.keyboard').waitFor({ state: 'detached' });
    await look('calendar day');
    await screen.touch(main);
    await page.locator('.roster .days').waitFor();
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);

it.each(['zh', 'en'] as const)(
  'a table is looked at, put right, and written (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const look = looker(screen, 'roster', language, flaws);
    const main = page.locator('.acts .btn.main');
    const choose = (name: string, ...rows: string[]) =>
      page.locator('input[type=file]').setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(['工号,姓名,日期,班次', ...rows].join('\r\n')),
      });
    await screen.signIn('3002');
    await screen.go('/roster/import');
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
    await look('import');
    await choose('十二月.csv', '1042,周婷,2026-12-14,夜班', '1042,周婷,2026-02-29,休', '7777,,2026-12-14,白班');
    await page.locator('.lines li').first().waitFor();
    expect(await main.isDisabled()).toBe(true);
    await look('import refused');
    const shift = language === 'zh' ? '夜班' : '白班';
    await choose('十二月 2.csv', `1042,周婷,2026-12-14,${shift}`, '1042,周婷,2026-12-15,休');
    await eventually(() => main.isDisabled()).toBe(false);
    await look('import good');
    await screen.touch(main);
    await page.locator('.lines').waitFor({ state: 'detached' });
    await look('import written');
    const { rows } = await desk.ask('GET', '/roster?from=2026-12-14&days=1');
    const zhou = rows.find(({ name }: { readonly name: string }) => name === '周婷');
    expect(zhou.lines[0].source).toMatchObject({ kind: 'change', how: 'import', reason: '十二月 2.csv' });
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);

it('is read by anybody signed in, and changed by leads only', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.go('/roster');
  await screen.page.getByText('请先登录').waitFor();
  await screen.signIn('1042');
  await screen.go('/roster');
  await screen.page.locator('.roster .cell').first().waitFor();
  expect(await screen.page.locator('.roster .cell:not(:disabled)').count()).toBe(0);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
