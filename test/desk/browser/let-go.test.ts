import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * A supervisor lets somebody leave a manned post whose relief does not come. To see it red: leave `WaitingForRelief` out of attendance.tsx.
 *
 * QINGYU_LOOK=folder keeps a picture of each step.
 */
const KEEP = process.env.QINGYU_LOOK;
const LONG_MS = 120_000;
const ZHOU_TING = 5;
const ZHAO_LEI = 4;
const SUPERVISOR = '1001';

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await desk.present('4A00001024');
  await desk.kill();
  for (const person of [ZHOU_TING, ZHAO_LEI]) tapOut(person);
  await desk.startAgain();
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** As a tap leaves it where the clock is sure; the clock of the machine the tests run on may be none. */
function tapOut(personId: number): void {
  const database = new Sqlite(join(desk.folder.dataFolder, 'qingyu.db'));
  const now = Date.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id, shift_day,
       in_window, minutes_late, minutes_early, rules_from, clause)
       VALUES (?, 'card', 'reader-1', ?, 'synchronised', 'test', 0, 'out', 'hotline-day', ?, 1, 0, 0, '2026-01-01', 'R2 1')`,
    )
    .run(personId, now, day);
  database
    .prepare("INSERT INTO relief_waits VALUES (?, ?, ?, 'hotline-day', 'hotline', ?, ?, ?)")
    .run(lastInsertRowid, personId, day, now, now, now + 3_600_000);
  database.close();
}

describe.each([
  { width: 800, height: 480, language: 'zh', person: '周婷' },
  { width: 1280, height: 800, language: 'en', person: '赵磊' },
] as const)('at $width×$height in $language', ({ width, height, language, person }) => {
  it('the page says who waits, and lets them go in three touches', { timeout: LONG_MS }, async () => {
    const screen = await openScreen(browser, desk.address, { width, height, language });
    const { page } = screen;
    const flaws: string[] = [];
    const look = async (name: string) => {
      await screen.settled();
      for (const theme of ['day', 'night']) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        flaws.push(...(await lookOver(page)).map((flaw) => `${name} (${theme}) ${flaw}`));
        await keep(screen, `${name}-${width}-${language}-${theme}`);
      }
    };
    await screen.go('/attendance');
    await page.locator('.attendance .waiting').waitFor();
    await look('attendance-nobody');
    expect(await screen.button(/放行|Let go/).count()).toBe(0);
    await screen.signIn(SUPERVISOR);
    await screen.go('/attendance');
    const line = page.locator('.attendance .waiting li', { hasText: person });
    await line.waitFor();
    await look('attendance-supervisor');
    screen.countFromHere();
    await screen.touch(line.getByRole('button'));
    await page.locator('.letgo').waitFor();
    await screen.touch(page.locator('.letgo .pick').first());
    await look('let-go');
    await screen.touch(page.locator('.btn.main'));
    await line.waitFor({ state: 'detached' });
    expect(await screen.touches()).toBe(3);
    await page
      .locator('.attendance .punch', { hasText: person })
      .getByText(/主管放行|Let go/)
      .waitFor();
    await look('attendance-after');
    expect(flaws).toEqual([]);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
});

async function keep({ page }: Screen, name: string): Promise<void> {
  if (KEEP === undefined) return;
  mkdirSync(KEEP, { recursive: true });
  await page.screenshot({ path: join(KEEP, `${name}.png`) });
}
