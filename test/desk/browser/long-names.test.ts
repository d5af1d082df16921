import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../../src/staff/rules.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';
import { plantMonth, WANG } from './planted-month.ts';

/*
 * Names as long as they come break no bar, no banner and no list, and can be read to their end somewhere.
 *
 * To see it red: take `overflow-wrap` from `.bar h1` in src/ui/look/kit.css, or from the banner's name.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const KEEP = process.env.QINGYU_LOOK;
const LONG_MS = 240_000;
const UYGHUR = '阿卜杜热合曼·买买提明江·吐尔逊';
const LATIN = 'Wolfeschlegelsteinhausenbergerdorffwelch';
/** The desk's lead, who is signed in; who taps; whose month was planted; who is chosen in lists. */
const NAMES = { '1018': UYGHUR, '2087': LATIN, '1024': UYGHUR, '1042': LATIN, '1001': LATIN } as const;
const ZHANG = 6;

let browser: Browser;
let desk: TestDesk;
let formId: number;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await plantMonth(desk);
  const people: readonly Person[] = await desk.ask('GET', '/people');
  await desk.ask('POST', '/session', { staffNo: '9000', pin: '900011' });
  for (const { id, staffNo } of people)
    if (staffNo in NAMES) await desk.ask('PUT', `/people/${id}`, { name: NAMES[staffNo as keyof typeof NAMES] });
  await desk.ask('POST', '/session', { staffNo: '1018', pin: '101811' });
  const half = { day: '2099-03-02', half: 'first' };
  const asked = { kind: 'leave', leaveKind: 'casual', from: half, until: { ...half, half: 'second' } };
  ({ formId } = await desk.ask('POST', '/forms', { personId: ZHANG, asked, reason: '家中有事' }));
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

const lastMonth = new Date(Date.now() - 31 * 86_400_000).toISOString().slice(0, 7);
const PATHS = [
  '/',
  '/sign-in',
  '/attendance',
  '/attendance/months',
  '/attendance/trends',
  `/attendance/month/${WANG}/${lastMonth}`,
  '/attendance/decisions',
  `/attendance/decisions/${WANG}/${lastMonth}`,
  '/attendance/audit',
  '/attendance/audit/week',
  '/forms',
  '/forms/new',
  '/leave',
  '/roster',
  `/roster/people/${ZHANG}`,
  '/post-room',
  '/staff',
  `/staff/${ZHANG}`,
  '/staff/cards',
  '/journal',
  '/bench',
] as const;

describe.each([
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
])('at $width×$height', ({ width, height }) => {
  it.each(['zh', 'en'] as const)(
    'every list of people holds long names (%s)',
    { timeout: LONG_MS },
    async (language) => {
      const flaws: string[] = [];
      const screen = await openScreen(browser, desk.address, { width, height, language });
      const { page } = screen;
      const look = async (name: string): Promise<void> => {
        await screen.settled();
        for (const flaw of await lookOver(page)) flaws.push(`${name} ${flaw}`);
        await keep(screen, `${width}-${language}-${name.replaceAll('/', '_')}`);
      };
      await screen.signIn('1018');
      for (const path of [...PATHS, `/forms/${formId}`]) {
        await screen.go(path);
        await page.locator('main.sheet, main.home').first().waitFor();
        await look(path);
      }
      await screen.go(`/forms/${formId}`);
      await screen.touch(page.locator('.acts .btn.main'));
      await page.locator('.forms.why').waitFor();
      await look('sign');
      await screen.go('/attendance');
      await desk.present('4A00002087');
      await page.locator('aside.banner').waitFor();
      await look('banner');
      expect(flaws).toEqual([]);
      expect(screen.complaints).toEqual([]);
      await screen.close();
    },
  );
});

const keep = async ({ page }: Screen, name: string): Promise<void> => {
  if (KEEP === undefined) return;
  mkdirSync(KEEP, { recursive: true });
  await page.screenshot({ path: join(KEEP, `${name}.png`) });
};
