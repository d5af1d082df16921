import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { looker } from './looker.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';
import { plantMonth } from './planted-month.ts';

/*
 * The post room by touch: the board, a delivery ticked and taken back, a reminder, a cover sheet; every page fits in both languages and sizes.
 * Break it: leave `again()` out of post() in post-item.tsx, or give a delivery a name of ten characters.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const LONG_MS = 240_000;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it.each(['zh', 'en'] as const)(
  'a clerk ticks what came, takes it back, reminds and prints the cover (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const look = looker(screen, 'post', language, flaws);
    await screen.signIn('1024');
    await screen.go('/post-room');
    const rows = page.locator('.post tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(5);
    await look('board');
    const missed = rows.first().locator('td').nth(2);
    screen.countFromHere();
    await screen.touch(missed.locator('button'));
    const main = page.locator('.acts .btn.main');
    await screen.touch(main);
    await page.locator('.post .log').getByText('王芳').first().waitFor();
    expect(await screen.touches()).toBe(2);
    await look('item');
    await screen.touch(page.locator('.acts .btn').nth(1));
    await eventually(async () => (await desk.papers()).join('\n')).toContain('漏打卡名单');
    await screen.touch(page.locator('.acts .btn.quiet'));
    await eventually(() => missed.locator('.lamp').getAttribute('class')).toBe('lamp ');
    await screen.touch(missed.locator('button'));
    await screen.touch(screen.button(language === 'zh' ? '撤回' : 'Take back'));
    await main.waitFor();
    await screen.touch(screen.button(language === 'zh' ? '打印催交单' : 'Print reminder'));
    await eventually(async () => (await desk.papers()).join('\n')).toContain('催交单');
    await screen.touch(page.locator('.acts .btn.quiet'));
    await screen.touch(page.locator('.post thead button').nth(3));
    await look('round');
    await screen.touch(page.locator('.acts .btn').nth(1));
    await eventually(async () => (await desk.papers()).join('\n')).toContain('交接封面');
    await screen.touch(page.locator('.acts .btn.quiet'));
    await screen.touch(screen.button(language === 'zh' ? '下周' : 'After'));
    await screen.button(language === 'zh' ? '本周' : 'This week').waitFor();
    await look('next week');
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);

// Break it: leave the clause out of what is late, or show nothing of a department because another was ticked.
it('what is missing from the week before is listed with its clause', { timeout: LONG_MS }, async () => {
  const flaws: string[] = [];
  await plantMonth(desk);
  const { weekBefore } = await desk.ask('GET', '/post-room');
  const { rounds, departments } = await desk.ask('GET', `/post-room?day=${weekBefore}`);
  const { nominal } = rounds.find((one: { deliveryId: string }) => one.deliveryId === 'missed-punches');
  const [first, second] = departments.map(({ name }: { name: string }) => encodeURIComponent(name));
  await desk.ask('POST', `/post-room/rounds/missed-punches/${nominal}/departments/${first}/ticks`, { received: true });
  for (const language of ['zh', 'en'] as const) {
    const screen = await openScreen(browser, desk.address, { language });
    await screen.signIn('1024');
    await screen.go('/post-room');
    await screen.touch(screen.button(language === 'zh' ? /以前欠交/ : /late/));
    const row = screen.page.locator('.post .rows button', { hasText: decodeURIComponent(second) }).first();
    await row.waitFor();
    expect(await row.textContent()).toContain(`${nominal.slice(5)} · R2 6`);
    await looker(screen, 'post', language, flaws)('late');
    expect(screen.complaints).toEqual([]);
    await screen.close();
  }
  expect(flaws).toEqual([]);
});

it('is not for every employee', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.signIn('2087');
  await screen.go('/post-room');
  await screen.page.getByText('请先登录').waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
