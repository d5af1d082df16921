import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * A desk whose reader types numbers, and whose scanner reads slips.
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

/** Lends an umbrella by its steps and answers its loan and the code on its slip. */
async function lend(): Promise<{ readonly id: number; readonly code: string }> {
  // One from behind the counter: the locks rest between two pulses.
  const { items } = await desk.ask('GET', '/loans/stock');
  const free = items.find(
    (item: { kind: string; door: number | null; condition: string }) =>
      item.kind === 'umbrella' && item.door === null && item.condition === 'in-stock',
  );
  const { id } = await desk.ask('POST', '/loans/umbrella', { itemId: free.id });
  await desk.ask('POST', `/loans/${id}/deposit-taken`, {});
  await desk.ask('POST', `/loans/${id}/finish`, {});
  const code = async () =>
    (await desk.papers()).flatMap((paper) => /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(paper)?.[0] ?? []).at(-1) ?? '';
  await eventually(code).not.toBe('');
  return { id, code: await code() };
}

const scan = (text: string) => desk.ask('POST', '/bench/scan', { text });

it('a scanned slip opens its return, which is refunded with two touches at most', { timeout: LONG_MS }, async () => {
  const { id, code } = await lend();
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.settled();
  screen.countFromHere();
  await scan(code);
  await page.locator('.inspect').waitFor();
  await screen.settled();
  await keep(page, 'slip inspect');
  expect(page.url()).toMatch(new RegExp(`/return/${id}$`));
  await screen.touch(page.locator('.btn.main'));
  await eventually(async () => (await desk.ask('GET', `/loans/${id}`)).depositHeld).toBe(false);
  expect(await screen.touches()).toBeLessThanOrEqual(2);
  await page.locator('.cabinet .open').waitFor();
  await desk.pushShut((await desk.ask('GET', `/loans/${id}`)).door);
  await page.locator('.outcome').waitFor();

  await screen.go('/');
  await page.locator('main.home').waitFor();
  await screen.settled();
  // The scanner takes the same code so soon after for the same scan.
  await scan('https://pay.example/1');
  await page.getByText('不认识的码').waitFor();
  await scan(code);
  await page.getByText('还过的单子').waitFor();
  await keep(page, 'slip ended');
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('a scan never types into a field, and over a half-filled form it only offers', { timeout: LONG_MS }, async () => {
  const { code } = await lend();
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.go('/broadcast/notice');
  await screen.touch(screen.button('自己写'));
  const field = page.locator('.stage input, .stage textarea').first();
  await screen.touch(field);
  await field.fill('请');
  await screen.touch(page.locator('.keyboard .close'));
  await scan(code);
  await page.locator('.offer').waitFor();
  await screen.settled();
  await keep(page, 'slip offer');
  expect(new URL(page.url()).pathname).toBe('/broadcast/notice');
  expect(await field.inputValue()).toBe('请');
  await scan('https://pay.example/1');
  await page.getByText('不认识的码').waitFor();
  await keep(page, 'slip unknown');
  expect(await field.inputValue()).toBe('请');
  await screen.touch(page.locator('.offer .pick').first());
  await page.locator('.inspect').waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('the bench scans what hangs out of the printer', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.go('/bench');
  await page.locator('.bench .hands').waitFor();
  await screen.settled();
  await keep(page, 'bench hands');
  expect(await lookOver(page)).toEqual([]);
  await screen.go('/devices');
  await page.locator('.devices .dev').nth(4).waitFor();
  await screen.settled();
  await keep(page, 'five devices');
  expect(await lookOver(page)).toEqual([]);
  await screen.close();
});
