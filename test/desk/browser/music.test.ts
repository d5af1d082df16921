import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addSound } from '../../firmware-bridge/audio/music-folder.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * The music pages: the list, what plays, a skip, and how loud every file is.
 *
 * To see it red: let musicView() in src/music/actions.ts leave out `now`.
 */
const LONG_MS = 60_000;
let browser: Browser;
let desk: TestDesk;
let screen: Screen;
let folder = '';

const title = () => screen.page.locator('.tune b').textContent();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-music-page-'));
  for (const list of ['morning', 'noon', 'evening', 'weekend']) {
    addSound(folder, `${list}/溪.wav`, sine(440, 48_000 * 60, 0.3));
    addSound(folder, `${list}/山.wav`, sine(330, 48_000 * 60, 0.05));
  }
  writeFileSync(join(folder, 'morning/坏.mp3'), 'no music');
  const music = `    simulated: true\n    musicFolder: ${folder}\n`;
  [browser, desk] = await Promise.all([
    openChromium(),
    openDesk({ config: (yaml) => yaml.replace('    simulated: true\n', music) }),
  ]);
  screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/broadcast/music');
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('plays the list of this hour and says until when; one touch goes to the next track', {
  timeout: LONG_MS,
}, async () => {
  await screen.touch(screen.button('播放'));
  await eventually(title).toMatch(/^[溪山]$/);
  expect(await screen.page.locator('.plan').textContent()).toMatch(/(早晨|周末)列表\s*到 1\d:30，然后换.+列表/);
  const before = await title();
  screen.countFromHere();
  await screen.touch(screen.button('下一首'));
  await eventually(title).not.toBe(before);
  expect(await screen.touches()).toBe(1);
});

it('shows how loud every file is, and the one that cannot be played', { timeout: LONG_MS }, async () => {
  await screen.go('/broadcast/music/tracks');
  const rows = () => screen.page.locator('.tracks .row').allInnerTexts();
  await eventually(async () => (await rows()).join('\n')).toMatch(/溪[\s\S]*1:00[\s\S]*−11\.1 LUFS[\s\S]*−8\.9 dB/);
  expect((await rows()).filter((row) => row.includes('放不了'))).toHaveLength(1);
  expect(screen.complaints).toEqual([]);
});
