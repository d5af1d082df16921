import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * An emergency from the screen to the loudspeakers, and what the screen says of it.
 *
 * To see it red: leave EmergencyLine out of src/ui/app.tsx, NoVoiceAlarm out of one state of the page, or let a short touch arm it.
 *
 * QINGYU_LOOK=folder keeps a picture of each state.
 */
const KEEP = process.env.QINGYU_LOOK;
const TOUR_MS = 90_000;
const CARD = { clerk: '4A00001024', supervisor: '4A00001001', administrator: '4A00009000' } as const;
const PATHS = ['/', '/lend', '/broadcast', '/broadcast/music', '/services', '/devices', '/bench', '/more'];
let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** By turns: the same card again within ten seconds is a card held on, and starts nothing. */
const VIEWS = [
  { width: 800, height: 480, language: 'zh', card: CARD.supervisor, no: '本系统不是消防应急广播' },
  { width: 800, height: 480, language: 'en', card: CARD.administrator, no: 'This is no voice-alarm system' },
  { width: 1280, height: 800, language: 'zh', card: CARD.supervisor, no: '本系统不是消防应急广播' },
] as const;

describe('an emergency', () => {
  it.each(VIEWS)(
    'is held, carded, on every page, and stopped by one touch ($width, $language)',
    { timeout: TOUR_MS },
    async ({ width, height, language, card, no }) => {
      const screen = await openScreen(browser, desk.address, { width, height, language });
      const { page } = screen;
      const flaws: string[] = [];
      const look = async (state: string) => {
        await screen.settled();
        for (const flaw of await lookOver(page)) flaws.push(`${state} ${flaw}`);
        if (KEEP !== undefined)
          await page.screenshot({ path: join(KEEP, `emergency-${width}-${language}-${state}.png`) });
      };
      const says = async (state: string) => {
        await page.locator('.nova').waitFor();
        expect(await page.locator('.nova').textContent(), state).toContain(no);
        await look(state);
      };
      await screen.go('/broadcast/emergency');
      const kinds = page.locator('.emergency .kind');
      await kinds.first().waitFor();
      await says('choose');
      await screen.touch(kinds.first());
      await says('chosen');
      const hold = page.locator('.btn.hold');
      await screen.touch(hold);
      expect((await desk.ask('GET', '/emergencies')).armed).toBeNull();
      await holdDown(screen);
      await page.locator('.emergency.armed').waitFor();
      await says('armed');
      await desk.present(CARD.clerk);
      await page.locator('.refused').waitFor();
      await says('refused');
      await screen.touch(page.locator('.acts .btn').nth(1));
      await page.locator('.pinpad').waitFor();
      await says('by number');
      await screen.touch(page.locator('.acts .btn').nth(1));
      await desk.present(card);
      await page.locator('.emergency.live').waitFor();
      await says('live');
      expect((await desk.ask('GET', '/air')).onAir).toMatchObject({ class: 'emergency' });
      for (const path of PATHS) {
        await screen.go(path);
        await page.locator('.emergencyline').waitFor();
        await look(`line ${path.replaceAll('/', '_')}`);
      }
      screen.countFromHere();
      await screen.touch(page.locator('.rail .stop'));
      await page.locator('.emergencyline').waitFor({ state: 'detached' });
      expect(await screen.touches()).toBe(1);
      await eventually(async () => (await desk.ask('GET', '/air')).onAir).toBeNull();
      expect(flaws).toEqual([]);
      expect(screen.complaints).toEqual([]);
      await screen.close();
    },
  );

  it('is no punch for the supervisor whose card it was', async () => {
    const { length } = (await desk.ask('GET', '/punches/today')).filter(
      ({ staffNo }: { staffNo: string }) => staffNo === '1001',
    );
    expect(length).toBe(0);
  });
});

/** A finger that stays on the key. */
async function holdDown({ page }: Screen): Promise<void> {
  const box = await page.locator('.btn.hold').boundingBox();
  if (box === null) throw new Error('there is no key to hold');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.locator('.emergency.armed').waitFor();
  await page.mouse.up();
}
