import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * A desk whose reader types numbers.
 *
 * QINGYU_LOOK=folder keeps a picture of each step.
 */
const KEEP = process.env.QINGYU_LOOK;

const LONG_MS = 60_000;
const PERSON = '4A00001024';
/** Of that card, as it is printed on it. */
const FACE = '0000004132';

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  const typing = (yaml: string) => yaml.replace('model: rdm6300', 'model: hid-keyboard\n    format: 8H-10D');
  [browser, desk] = await Promise.all([openChromium(), openDesk({ config: typing })]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

async function keep(page: Page, name: string): Promise<void> {
  if (KEEP === undefined) return;
  mkdirSync(KEEP, { recursive: true });
  await page.screenshot({ path: join(KEEP, `${name}.png`) });
}

it.each([
  { width: 800, height: 480, language: 'zh' },
  { width: 800, height: 480, language: 'en' },
  { width: 1280, height: 800, language: 'zh' },
  { width: 1280, height: 800, language: 'en' },
] as const)(
  'a reader that was switched to another format is taught it by a card that is known ($width, $language)',
  { timeout: LONG_MS },
  async (size) => {
    await desk.ask('DELETE', '/devices/reader-1/lesson');
    await desk.setFault('reader-1', 'other-format', true);
    await desk.present(PERSON);
    const screen = await openScreen(browser, desk.address, size);
    const { page } = screen;
    const flaws: string[] = [];
    const look = async (what: string) => {
      await screen.settled();
      await keep(page, `${size.width}-${size.language} ${what}`);
      flaws.push(...(await lookOver(page)).map((flaw) => `${what} ${flaw}`));
    };
    await screen.signIn('1018');
    await screen.go('/devices');
    await page.locator('.devices .dev.sick, .devices .dev').first().waitFor();
    await screen.touch(page.locator('.devices .dev').first());
    await look('devices');
    await screen.touch(screen.link(/教读卡器|Teach reader/));
    await page.locator('.learn code').waitFor();
    await look('learn empty');
    await page.locator('.learn input').fill(FACE);
    await screen.touch(page.locator('.keyboard .close'));
    await page.locator('.learn .part').last().locator('.pick').waitFor();
    await look('learn fits');
    await screen.touch(page.locator('.btn.main'));
    await page.locator('.learn .kept').waitFor();
    await look('learn kept');
    await screen.touch(page.locator('.learn .picks .pick').nth(1));
    await page.locator('.learn .picks').nth(1).locator('.pick').first().waitFor();
    await look('learn people');
    expect((await desk.ask('GET', '/devices/reader-1/lesson')).current).toEqual({ format: '6H-8D' });
    expect([flaws, screen.complaints]).toEqual([[], []]);
    await screen.close();
  },
);
