import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * The form of a scheduled broadcast, by touch.
 *
 * To see it red: leave `recording` out of soundOf() in src/ui/pages/schedule-draft.ts, or keep one choice of zones for all forms in
 * src/ui/pages/broadcast-state.ts.
 */
let browser: Browser;
let desk: TestDesk;
let screen: Screen;
const LONG_MS = 60_000;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/broadcast/schedule');
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('an item may be a recording alone, chosen from the list and changed again', { timeout: LONG_MS }, async () => {
  const { page } = screen;
  await screen.touch(screen.button('加一条'));
  await screen.touch(screen.button('写要播的话'));
  await page.locator('.schedule.what .box').first().fill('迎宾');
  await screen.touch(page.locator('.keyboard .close'));
  expect(await screen.button('从今天起播').isDisabled()).toBe(true);
  screen.countFromHere();
  await screen.touch(screen.button('不放录音'));
  await screen.touch(page.locator('.recordings li', { hasText: '迎宾曲' }).getByRole('button', { name: '选这段' }));
  await screen.touch(screen.button('从今天起播'));
  await page.locator('.schedule .dayline').waitFor();
  expect(await screen.touches()).toBe(3);
  const kept = async () =>
    (await desk.ask('GET', '/schedule/items')).find((one: { id: string }) => one.id === 'desk-1');
  expect(await kept()).toMatchObject({ title: { zh: '迎宾' }, recording: 'welcome', text: {} });
  expect(screen.complaints).toEqual([]);
});

it('an item is heard in the zones that are touched', { timeout: LONG_MS }, async () => {
  const { page } = screen;
  await screen.touch(screen.button('加一条'));
  await screen.touch(page.locator('.zones').getByRole('button', { name: '停车场' }));
  await screen.touch(screen.button('写要播的话'));
  await page.locator('.schedule.what .box').first().fill('停车提醒');
  await page.locator('.schedule.what .box').nth(1).fill('请锁好车门。');
  await screen.touch(page.locator('.keyboard .close'));
  await screen.touch(screen.button('从今天起播'));
  await page.locator('.schedule .dayline').waitFor();
  const items: { id: string; zones?: string[] }[] = await desk.ask('GET', '/schedule/items');
  expect(items.filter(({ id }) => id.startsWith('desk-')).map(({ zones }) => zones)).toEqual([undefined, ['car-park']]);
});

it('a notice for one zone does not take a lost child with it', { timeout: LONG_MS }, async () => {
  const { page } = screen;
  await screen.go('/broadcast/notice');
  await screen.touch(screen.button(/下雨借伞/));
  await screen.touch(screen.button('核对稿子'));
  await screen.touch(page.locator('.zones').getByRole('button', { name: '停车场' }));
  await screen.go('/broadcast');
  await screen.touch(page.locator('.formrow .pick').nth(1));
  await screen.touch(page.locator('.places .pick').nth(1));
  await page.locator('.draft mark').first().waitFor();
  await screen.touch(page.locator('.acts .btn.main'));
  expect(await page.locator('.zonekey').textContent()).toBe('全部区域');
  await screen.touch(page.locator('.zonekey .pick'));
  await screen.touch(page.locator('.zones').getByRole('button', { name: '一楼' }));
  await screen.touch(screen.button('选好了'));
  expect(await page.locator('.zonekey').textContent()).toBe('一楼');
  await screen.touch(page.locator('.acts .btn.main'));
  await page.locator('.broadcast.arm').waitFor();
  const { armed } = await desk.ask('GET', '/air');
  expect(armed.zones).toEqual(['floor-1']);
  await desk.ask('POST', '/air/stop');
  expect(screen.complaints).toEqual([]);
});
