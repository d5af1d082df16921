import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * The form of a scheduled broadcast, by touch.
 *
 * To see it red: leave `recording` out of soundOf() in src/ui/pages/schedule-draft.ts.
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
