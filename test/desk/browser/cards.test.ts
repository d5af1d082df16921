import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { looker } from './looker.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * An employee card lost, replaced for its fee with a receipt, and paid for by somebody who left; in both languages and sizes.
 *
 * To see it red: send `saidFeeFen: 0` from card-change.tsx, or take the fee row away.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const LONG_MS = 180_000;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it.each([
  ['zh', { id: 6, newCard: '4A77770001', leaves: 4 }],
  ['en', { id: 5, newCard: '4A77770002', leaves: 3 }],
] as const)(
  'a lost card is replaced for its fee, and one that is kept is paid for (%s)',
  { timeout: LONG_MS },
  async (language, { id, newCard, leaves }) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const main = page.locator('.acts .btn.main');
    const look = looker(screen, 'cards', language, flaws);
    const held = async (): Promise<number> => (await desk.ask('GET', '/cash')).income.balanceFen;
    const before = await held();
    await screen.signIn('3002');
    await screen.go(`/staff/cards?person=${id}`);
    await page.locator('.cardone').waitFor();
    await screen.touch(page.locator('.acts .btn').nth(1));
    await screen.touch(page.locator('.acts .btn').nth(1));
    await page.locator('.cardone .lamp.need').waitFor();
    await look('lost');
    await screen.touch(main);
    await page.locator('.btn.waiting').waitFor();
    await desk.present(newCard);
    await main.waitFor();
    await page.locator('.cardone .say').waitFor();
    await look('paid');
    await screen.touch(main);
    await eventually(held).toBe(before + 1000);
    await eventually(async () => (await desk.papers()).some((paper) => paper.includes('工牌工本费'))).toBe(true);
    await look('replaced');

    await screen.go(`/staff/${leaves}`);
    await page.locator('.person').waitFor();
    await screen.touch(page.locator('.acts .btn').nth(1));
    await screen.touch(page.locator('.acts .btn').nth(1));
    await page.locator('.acts .btn').nth(1).waitFor();
    await screen.go(`/staff/cards?person=${leaves}`);
    await page.locator('.cardone .need').first().waitFor();
    await look('kept');
    await screen.touch(main);
    await screen.touch(main);
    await eventually(held).toBe(before + 2000);
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);
