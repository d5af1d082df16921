import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * What the screen shows while a fire contact is closed.
 *
 * To see it red: leave FireLine out of src/ui/app.tsx, or `refuseMuted` out of `arm` in src/broadcast/air.ts.
 */
const KEEP = process.env.QINGYU_LOOK;
let browser: Browser;
let desk: TestDesk;
let screen: Screen;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

const hand = (contact: string, verb: 'press' | 'release') => desk.ask('POST', `/bench/contacts/${contact}/${verb}`);
const fireLine = () => screen.page.locator('.fireline');
const PATHS = ['/', '/lend', '/broadcast', '/broadcast/music', '/services', '/devices', '/bench', '/more'];

describe('a closed fire contact', () => {
  beforeAll(() => hand('fire', 'press'));
  afterAll(() => hand('fire', 'release'));

  it.each([
    { width: 800, height: 480, language: 'zh', muted: '消防联动：广播已静音', no: '不是消防应急广播' },
    { width: 800, height: 480, language: 'en', muted: 'speakers muted', no: 'Not a voice-alarm system' },
    { width: 1280, height: 800, language: 'zh', muted: '消防联动：广播已静音', no: '不是消防应急广播' },
  ] as const)('is said on every page, $width wide, $language, and pushes nothing off the screen', async (view) => {
    const { width, height, language } = view;
    const looked = await openScreen(browser, desk.address, { width, height, language });
    for (const path of PATHS) {
      await looked.go(path);
      const line = looked.page.locator('.fireline');
      await line.waitFor();
      const said = (await line.textContent()) ?? '';
      expect(said).toContain(view.muted);
      expect(said).toContain(view.no);
      if (KEEP !== undefined)
        await looked.page.screenshot({
          path: join(KEEP, `fire-${width}-${language}-${path.replaceAll('/', '_')}.png`),
        });
      expect(await lookOver(looked.page), path).toEqual([]);
    }
    await looked.page.close();
  });

  it('lets nothing on the air, and says why', async () => {
    await screen.go('/broadcast/music');
    await screen.touch(screen.page.getByRole('button', { name: /播放|开始/ }).first());
    await screen.page.getByText('消防触点复位后会自动恢复').waitFor();
  });

  it('is gone from the screen when it is released', async () => {
    await screen.go('/');
    await fireLine().waitFor();
    await hand('fire', 'release');
    await eventually(() => fireLine().count()).toBe(0);
    await hand('fire', 'press');
    await fireLine().waitFor();
  });
});

it('the hands at the contacts are on the bench', async () => {
  await screen.go('/bench');
  const contact = screen.page.getByRole('button', { name: '消防触点' });
  await screen.touch(contact);
  await fireLine().waitFor();
  await screen.page.getByRole('button', { name: '消防触点', pressed: true }).waitFor();
  await screen.touch(contact);
  await eventually(() => fireLine().count()).toBe(0);
});
