import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from '../../../src/store/database.ts';
import { oldLedgers } from '../old-ledgers.ts';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * A destruction list by touch: listed, one entry kept, approved by two people, printed, signed, destroyed; in both languages and sizes.
 *
 * To see it red: offer “destroy” before the list is signed, or let the same person approve twice without asking for another's PIN.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const KEEP = process.env.QINGYU_LOOK;
const LONG_MS = 180_000;
const HELD_MS = 2_500;
/** The last one is how the desk stands. */
const LOOKS = [
  { width: 1280, height: 800, theme: 'night' },
  { width: 1280, height: 800, theme: 'day' },
  { width: 800, height: 480, theme: 'night' },
  { width: 800, height: 480, theme: 'day' },
] as const;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  browser = await openChromium();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  desk = await openDesk();
  await fill();
  await desk.ask('POST', '/schedule/clock-confirmed');
}, LONG_MS);
afterEach(() => desk?.close());

/** What is old is written while the desk is off. */
async function fill(): Promise<void> {
  await desk.kill();
  const database = openDatabase(join(desk.folder.dataFolder, 'qingyu.db'));
  oldLedgers(database, { calls: 4, days: 6, promotions: 3 });
  database.close();
  await desk.startAgain();
  await desk.ask('POST', '/session', { staffNo: '1018', pin: '101811' });
}

async function type(screen: Screen, digits: string): Promise<void> {
  for (const digit of digits) await screen.touch(screen.page.locator('.pad').getByText(digit, { exact: true }));
}

async function hold(screen: Screen): Promise<void> {
  const box = await screen.page.locator('.btn.hold').boundingBox();
  if (box === null) throw new Error('nothing to hold');
  await screen.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await screen.page.mouse.down();
  await screen.page.locator('.btn.hold').waitFor({ state: 'detached', timeout: HELD_MS * 4 });
  await screen.page.mouse.up();
}

it('is for supervisors and HR', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/retention');
  await screen.page.getByText('您的岗位看不了').waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it.each(['zh', 'en'] as const)(
  'a list goes from the proposal to the end, and every page of it fits at both sizes (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const flaws: string[] = [];
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    const main = page.locator('.acts .btn.main');
    const look = async (name: string) => {
      for (const { width, height, theme } of LOOKS) {
        await page.setViewportSize({ width, height });
        await screen.settled();
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        for (const flaw of await lookOver(page)) flaws.push(`${name} (${width} ${theme}) ${flaw}`);
        if (KEEP === undefined) continue;
        const folder = join(KEEP, `${width}-${language}-${theme}`);
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: join(folder, `retention ${name}.png`) });
      }
    };
    await screen.signIn('1001');
    await screen.go('/retention');
    await page.locator('.retention .rows').waitFor();
    await look('due');
    await screen.touch(main);
    await page.locator('.retention .entries').waitFor();
    const listed = await page.locator('.entries li').count();
    await look('proposed');
    await screen.touch(page.locator('.entries button').first());
    await page.locator('.retention.why').waitFor();
    await screen.touch(page.locator('.retention .pick').first());
    await look('keep');
    await screen.touch(main);
    await page.locator('.entries .held').waitFor();
    await screen.touch(main);
    await eventually(() => page.locator('.steps .past').count()).toBe(2);
    await look('approved once');
    // The same person again: another's number and PIN are asked for.
    await screen.touch(main);
    await page.locator('.pinsheet').waitFor();
    await type(screen, '1001');
    await screen.touch(main);
    await type(screen, '100111');
    await screen.touch(main);
    await page.locator('.pinsheet [role=alert]').waitFor();
    await look('pin refused');
    await screen.touch(page.locator('.acts .btn.quiet'));
    await screen.touch(main);
    await type(screen, '3002');
    await screen.touch(main);
    await type(screen, '300211');
    await screen.touch(main);
    await eventually(() => page.locator('.steps .past').count()).toBe(3);
    await eventually(() => main.isEnabled()).toBe(true);
    expect((await desk.papers()).join('\n')).toContain('销毁清单');
    await look('approved');
    await screen.touch(main);
    await page.locator('.btn.hold').waitFor();
    await look('signed');
    await hold(screen);
    await eventually(async () => page.locator('.entries .gone').count()).toBe(listed - 1);
    await look('destroyed');
    await screen.go('/retention/kept');
    await page.locator('.rows li').first().waitFor();
    await look('kept');
    for (let left = await page.locator('.rows .btn').count(); left > 0; left--) {
      await screen.touch(page.locator('.rows .btn').first());
      await eventually(() => page.locator('.rows .btn').count()).toBe(left - 1);
    }
    await look('none kept');
    await screen.go('/retention/past');
    await page.locator('.rows li').first().waitFor();
    await look('past');
    expect(flaws).toEqual([]);
    expect(screen.complaints.filter((one) => !/403|409/.test(one))).toEqual([]);
    await screen.close();
    // A new start wipes the traces.
    await desk.kill();
    await desk.startAgain();
    await desk.ask('POST', '/session', { staffNo: '1001', pin: '100111' });
    expect((await desk.ask('GET', '/retention/lists'))[0]).toMatchObject({ state: 'done' });
  },
);
