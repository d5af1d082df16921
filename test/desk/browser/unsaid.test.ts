import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * A call while the speech program is broken: the clerk knows before the air, and on it reads what to do.
 *
 * To see it red: leave UnsaidLine out of the check page.
 *
 * QINGYU_LOOK=folder keeps a picture of each state.
 */
const KEEP = process.env.QINGYU_LOOK;
const TOUR_MS = 120_000;
let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

describe('a call that no engine can say', () => {
  it.each([
    { language: 'zh', width: 800, height: 480, before: '只有提示音', onAir: '请用话筒喊话' },
    { language: 'en', width: 1280, height: 800, before: 'only a tone', onAir: 'Use the microphone' },
  ] as const)(
    'is told of before the air and on it ($width, $language)',
    { timeout: TOUR_MS },
    async ({ language, width, height, before, onAir }) => {
      await desk.setFault('pa-1', 'speech-dead', true);
      const screen = await openScreen(browser, desk.address, { width, height, language });
      await screen.signIn('1018');
      const { page } = screen;
      const flaws: string[] = [];
      const look = async (state: string) => {
        await screen.settled();
        for (const flaw of await lookOver(page)) flaws.push(`${state} ${flaw}`);
        if (KEEP !== undefined) await page.screenshot({ path: join(KEEP, `unsaid-${width}-${language}-${state}.png`) });
      };
      await screen.go('/broadcast');
      await screen.touch(page.locator('.formrow .pick').nth(1));
      await screen.touch(page.locator('.swatches').first().locator('.swatch').first());
      await screen.touch(page.locator('.places .pick').nth(1));
      await page.locator('.draft mark').first().waitFor();
      await screen.touch(page.locator('.btn.main'));
      await screen.touch(page.locator('.opts.to .pick').nth(1));
      await page.locator('.errorline', { hasText: before }).waitFor();
      await look('check');
      await screen.touch(page.locator('.btn.main'));
      await page.locator('.broadcast.onair .big', { hasText: onAir }).waitFor();
      await look('on air');
      await screen.touch(page.locator('.rail .stop'));
      await page.locator('.broadcast.open').waitFor();
      await screen.touch(page.locator('.acts .btn').first());
      expect(flaws).toEqual([]);
      await screen.close();
    },
  );
});
