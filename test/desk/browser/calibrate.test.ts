import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/* A shift lead calibrates a cabinet whose contacts are wired the other way round, with one of them stuck. QINGYU_LOOK=folder keeps pictures. */

const KEEP = process.env.QINGYU_LOOK;
const CABINET = 'cabinet-1';
let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  const config = (yaml: string) => yaml.replace('simulatedDoors: 12', 'simulatedDoors: 3, lockBoard: cu48');
  [browser, desk] = await Promise.all([openChromium(), openDesk({ config })]);
  await desk.setFault(CABINET, 'contacts-turned', true);
  await desk.setFault(CABINET, 'door-2:sensor-stuck', true);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** With the key. */
async function pull(door: number) {
  await desk.setFault(CABINET, `door-${door}:bolt-broken`, true);
  await desk.ask('POST', `/bench/doors/${door}/pull`);
  await desk.setFault(CABINET, `door-${door}:bolt-broken`, false);
}

it.each([
  { language: 'zh', width: 800, height: 480 },
  { language: 'en', width: 800, height: 480 },
  { language: 'zh', width: 1280, height: 800 },
] as const)(
  'door by door, keeps it, and tries a door by its lock ($language, $width)',
  { timeout: 60_000 },
  async (size) => {
    const { language, width } = size;
    const screen = await openScreen(browser, desk.address, size);
    const { page } = screen;
    const main = page.locator('.acts .btn.main');
    const heading = page.locator('.calibrate h2');
    const flaws: string[] = [];
    const look = async (name: string) => {
      await screen.settled();
      for (const flaw of await lookOver(page)) flaws.push(`${name} ${flaw}`);
      if (KEEP === undefined) return;
      mkdirSync(KEEP, { recursive: true });
      await page.screenshot({ path: join(KEEP, `calibrate-${name}-${width}-${language}.png`) });
    };
    await screen.signIn('1018');
    await screen.go('/devices');
    await screen.touch(page.locator('.dev', { hasText: language === 'zh' ? '伞柜' : 'Cabinet' }));
    await screen.touch(page.locator(`a[href="/devices/calibrate/${CABINET}"]`));
    await page.locator('.contacts').waitFor();
    await look('rest');
    await screen.touch(main);
    await heading.waitFor();
    await look('shut');

    for (const door of [1, 2, 3]) {
      await screen.touch(main);
      await page.getByText(language === 'zh' ? `打开 ${door} 号门` : `Open door ${door}`).waitFor();
      if (door === 1) await look('open');
      await pull(door);
      await screen.touch(main);
      if (door === 2) {
        await page.locator('.hitch').waitFor();
        await look('stuck');
        await screen.touch(page.locator('.acts .btn:not(.main):not(.quiet)').last());
      }
      const next = door === 3 ? page.locator('.findings') : heading.filter({ hasText: String(door + 1) });
      await next.waitFor();
      await desk.ask('POST', `/bench/doors/${door}/push`);
    }
    await look('done');
    await screen.touch(main);
    await page.locator('.calibrate .log').waitFor();
    await look('kept');
    await page.locator('.contacts .lamp').first().waitFor();
    await screen.touch(page.locator('.contacts button').nth(2));
    await page.locator('.calibrate .log .lamp:not(.wait)').nth(1).waitFor();
    await look('tried');
    await desk.doorIs(3, 'open');
    await desk.pushShut(3);

    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await desk.ask('DELETE', `/devices/${CABINET}/lesson`);
    await screen.close();
  },
);
