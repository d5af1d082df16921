import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * The live microphone: a key that is held, a second screen that has to wait, a screen that dies, and a recording that is aired then.
 *
 * To see it red: take the timer out of watch() in src/live/actions.ts, or the pointer events off the key in src/ui/pages/live-key.tsx.
 */
let browser: Browser;
let desk: TestDesk;
let screen: Screen;
let other: Screen;
/** Chime, speech and a browser on a busy machine. */
const LONG_MS = 90_000;

const key = ({ page }: Screen) => page.locator('.talkkey');
const press = async ({ page }: Screen): Promise<void> => {
  const box = await page.locator('.talkkey').boundingBox();
  if (box === null) throw new Error('no key');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
};
const talk = async () => (await desk.ask('GET', '/live')).talk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  screen = await openScreen(browser, desk.address);
  other = await openScreen(browser, desk.address, { width: 1280, height: 800, language: 'en' });
  for (const one of [screen, other]) {
    await one.signIn('1018');
    await one.go('/broadcast/live');
    await key(one).waitFor();
  }
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('is held: chime, ready light, the level of the voice, and silence when the hand leaves', {
  timeout: LONG_MS,
}, async () => {
  await press(screen);
  await screen.page.getByText('请讲').waitFor();
  await eventually(async () => (await desk.levels()).speech.at(-1) ?? 0).toBeGreaterThan(0);
  expect(await key(screen).locator('small').textContent()).toMatch(/^还能说 1[0-2]\d 秒$/);
  // The other screen sees that somebody talks, and that it has to wait.
  await other.page.getByText('Somebody is talking').waitFor();
  await screen.page.mouse.up();
  await screen.page.getByText('按住说话').waitFor();
  await eventually(talk).toBeNull();
});

// Red without the dead-man's switch: the plaza would hear the desk for two minutes.
it('is closed two seconds after a screen that dies with the key held', { timeout: LONG_MS }, async () => {
  const third = await openScreen(browser, desk.address);
  await third.signIn('1018');
  await third.go('/broadcast/live');
  await eventually(async () => (await desk.ask('GET', '/live')).busy).toBeNull();
  await press(third);
  await third.page.getByText('请讲').waitFor();
  // No network any more: not even a last word gets out.
  await third.context.setOffline(true);
  await eventually(talk).toBeNull();
  await screen.page.getByText('屏幕没有反应').waitFor();
  await third.close();
});

it('records first: heard by nobody, kept under a name, and aired then', { timeout: LONG_MS }, async () => {
  await screen.touch(screen.page.getByRole('button', { name: '录音' }));
  await screen.page.getByText('正在录').waitFor();
  await eventually(async () => (await desk.ask('GET', '/recordings')).take?.lengthMs ?? 0).toBeGreaterThan(1_000);
  await screen.touch(screen.page.getByRole('button', { name: '停下' }));
  await screen.page.getByText(/录好 \d+ 秒/).waitFor();
  await screen.touch(screen.page.getByRole('button', { name: '存起来' }));
  await screen.page.locator('.kept li').waitFor();
  await screen.touch(screen.page.locator('.kept').getByRole('button', { name: '播' }));
  await screen.page.getByText('已送去播').waitFor();
  await eventually(async () => (await desk.ask('GET', '/air')).onAir?.title.zh ?? '').toMatch(/^录音/);
  await screen.page.getByText('现在不能说').waitFor();
});
