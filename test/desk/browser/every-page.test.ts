import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { PATHS } from './every-path.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';
import { plantMonth } from './planted-month.ts';

/*
 * Every page in both languages, by day and by night, on the smallest and the largest screen: experience.md, "Rules for every page".
 *
 * To see it red: set a button's height to 40px in src/ui/look/kit.css, or give a page one more long word.
 *
 * QINGYU_LOOK=folder keeps a picture of each.
 */
const KEEP = process.env.QINGYU_LOOK;
const DEPOSIT_CARD = '4D00000003';
const TOUR_MS = 240_000;

const WITHOUT_NAME = ['/', '/sign-in', '/lend', '/broadcast', '/journal', '/papers', '/staff', '/bench'] as const;

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await plantMonth(desk);
  await desk.present('4A00002087');
  await desk.present('4A00001024');
  await desk.ask('POST', '/receipts', {
    lines: [{ serviceId: 'copy-a4', quantity: 6 }],
    methodId: 'cash',
    saidTotalFen: 300,
  });
  const from = { day: '2099-11-23', half: 'first' };
  const until = { day: '2099-11-24', half: 'second' };
  await desk.ask('POST', '/forms', { asked: { kind: 'leave', leaveKind: 'sick', from, until }, reason: '感冒发烧' });
  const { items } = await desk.ask('GET', '/loans/stock');
  const stroller = items.find((item: { kind: string }) => item.kind === 'stroller');
  await desk.ask('POST', '/loans/stroller', { itemId: stroller.id, phone: '13812341234', note: '李女士' });
  await desk.ask('POST', '/pronunciations', {
    language: 'zh',
    word: '单雄信',
    pinyin: 'shan4 xiong2 xin4',
    soundsLike: '善雄信',
  });
  await desk.ask('POST', '/pronunciations', { language: 'en', word: 'Qingyu', soundsLike: 'Ching you' });
  const { callId } = await desk.ask('POST', '/calls', {
    form: { kind: 'lost-person', sex: 'female', age: 6, place: 'atrium', meeting: 'desk-1f' },
    times: 1,
    gapSeconds: 0,
  });
  await desk.ask('POST', '/air/stop');
  await desk.ask('POST', `/calls/${callId}/found`).catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

describe.each([
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
])('at $width×$height', ({ width, height }) => {
  it.each(['zh', 'en'] as const)(
    'every page fits and can be read and touched (%s)',
    { timeout: TOUR_MS },
    async (language) => {
      const flaws: string[] = [];
      const screen = await openScreen(browser, desk.address, { width, height, language });
      const { page } = screen;
      const look = async (name: string) => {
        await screen.settled();
        for (const theme of ['day', 'night']) {
          await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
          for (const flaw of await lookOver(page)) flaws.push(`${name} (${theme}) ${flaw}`);
          if (KEEP === undefined) continue;
          const folder = join(KEEP, `${width}-${language}-${theme}`);
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: join(folder, `${name.replaceAll('/', '_')}.png`) });
        }
      };
      const visit = async (path: string) => {
        await screen.go(path);
        await page.locator('main.sheet').waitFor();
        await screen.settled();
      };
      for (const path of WITHOUT_NAME) {
        await visit(path);
        await look(`nobody${path}`);
      }
      await screen.signIn('9000');
      for (const path of PATHS) {
        await visit(path);
        await look(path);
      }
      if (width === 800) await jobs(screen, visit, look);
      expect(flaws).toEqual([]);
      expect(screen.complaints).toEqual([]);
      await screen.close();
    },
  );
});

/** The pages as they stand in the middle of a job. */
async function jobs(screen: Screen, visit: (path: string) => Promise<void>, look: (name: string) => Promise<void>) {
  const { page } = screen;
  const acts = page.locator('.acts, .act').last();
  const main = page.locator('.btn.main');
  const nth = (selector: string, index = 0): Locator => page.locator(selector).nth(index);

  await visit('/lend');
  await main.waitFor();
  await desk.present(DEPOSIT_CARD);
  await page.getByText('003').first().waitFor();
  await look('lend money');
  const { id, door } = (await desk.ask('GET', '/loans')).active[0];
  await screen.touch(main);
  await desk.doorIs(door, 'open');
  await page.locator('.cabinet .open').waitFor();
  await look('lend door');
  await desk.pushShut(door);
  await page.locator('.hand').waitFor();
  await page.locator('.slip').waitFor();
  await look('lend hand-over');
  await screen.touch(main);
  await page.locator('main.home').waitFor();
  await screen.settled();
  await desk.present(DEPOSIT_CARD);
  await page.locator('.inspect').waitFor();
  await look('return inspect');
  await screen.touch(nth('.spots .pick'));
  await look('return damaged');
  await screen.touch(nth('.spots .pick'));
  await screen.touch(main);
  // The lock may still rest from the lending: then the way out is to try again.
  await eventually(async () => {
    if (await page.locator('.trouble').isVisible()) await main.tap({ timeout: 500 }).catch(() => undefined);
    return page.locator('.cabinet .open').count();
  }).toBe(1);
  await look('return door');
  const back = (await desk.ask('GET', `/loans/${id}`)).door;
  await desk.pushShut(back);
  await page.locator('.outcome').waitFor();
  await look('return ended');

  await visit('/services');
  await screen.touch(nth('.kinds .kind'));
  await page.locator('.slip').waitFor();
  await look('services chosen');
  await screen.touch(nth('.kinds .kind', 5));
  await page.locator('.byhand').waitFor();
  await look('services by hand');
  await screen.touch(page.locator('.byhand input').first());
  await page.locator('.keyboard').waitFor();
  await look('keyboard');
  await screen.touch(page.locator('.keyboard .close'));
  await screen.touch(nth('.kinds .kind', 2));
  await screen.touch(main);
  await page.locator('.issued .slip').waitFor();
  await look('services issued');

  await visit('/strollers');
  await screen.touch(page.locator('.prams button').last());
  await look('stroller lend');

  await visit('/money');
  await screen.touch(page.locator('.acts .btn').nth(3));
  await screen.touch(nth('.formrow .pick'));
  await look('money drawer');
  await screen.touch(main);
  await page.locator('.moves').waitFor();
  await look('money drawer opened');

  await visit('/staff/3');
  await screen.touch(main);
  await page.locator('.personform').waitFor();
  await look('person edit');

  await visit('/attendance/months');
  await screen.touch(nth('.months .picks .pick', 1));
  await page.locator('.matrix a').first().waitFor();
  await look('months of all');
  await screen.touch(nth('.acts .btn', 1));
  await look('months save');
  await screen.touch(nth('.acts .btn'));
  await screen.touch(page.locator('.matrix a', { hasText: '王' }));
  await page.locator('.month .need').waitFor();
  await look('month of one');
  for (const colour of ['need', 'wait', 'rest']) {
    await screen.touch(nth(`.month .${colour}`));
    await page.locator('.monthpage article').waitFor();
    await look(`month day ${colour}`);
  }
  await visit('/attendance/trial');
  for (let times = 0; times < 4; times += 1)
    await screen.touch(page.locator('.ruletrial .stepper').first().locator('.pick').last());
  await screen.touch(main);
  await page.locator('.ruletrial .rules').waitFor({ state: 'detached' });
  await look('trial found');
  await visit('/attendance/decisions');
  await screen.touch(nth('.outcomes .picks .pick', 1));
  await screen.touch(page.locator('.outcomes .people a', { hasText: '王' }));
  await page.locator('.outcomes article').waitFor();
  await look('decisions one');
  await screen.touch(page.locator('.acts .btn').nth(1));
  await look('decisions why');

  await visit('/sign-in');
  await desk.present('4A00001018');
  await page.locator('.people .man[aria-pressed=true]').waitFor();
  await look('sign-in card');

  await visit('/broadcast/schedule');
  await screen.touch(nth('.daylist button'));
  await page.locator('.schedule.one').waitFor();
  await look('schedule one');
  await screen.touch(page.locator('.acts .btn').first());
  await screen.touch(main);
  await page.locator('.schedule.form').waitFor();
  await look('schedule form');
  await screen.touch(main);
  await page.locator('.schedule.what').waitFor();
  await look('schedule words');
  await screen.touch(nth('.schedule .also .pick', 0));
  await page.locator('.schedule.recordings li').first().waitFor();
  await look('schedule recordings');
  await visit('/broadcast/words');
  await screen.touch(nth('.taught button', 1));
  await page.locator('.broadcast.lesson').waitFor();
  await look('word lesson');
  await visit('/broadcast/notice');
  await screen.touch(nth('.broadcast .keys button', 0));
  await page.locator('.broadcast .asks .box').first().fill('川A12345');
  await page.keyboard.press('Tab');
  await page.locator('.keyboard .close').tap();
  await look('prepared notice');
  await screen.touch(nth('.acts .btn', 0));
  await screen.touch(main);
  const notice = page.locator('.broadcast.notice .box');
  await notice.first().fill('请车牌号为京A·12345的车主单雄信先生到B2停车场，电话138-0013-8000。');
  await notice.nth(1).fill('The owner of car A·12345, please come to the car park on B2 before 18:05.');
  await page.keyboard.press('Tab');
  await screen.touch(main);
  await page.locator('.saidas ruby').waitFor();
  await look('notice check');

  await visit('/broadcast');
  await screen.touch(nth('.formrow .pick', 1));
  await screen.touch(page.locator('.swatches').first().locator('.swatch').first());
  await screen.touch(page.locator('.places .pick').nth(1));
  await page.locator('.draft mark').first().waitFor();
  await look('call form');
  await screen.touch(
    page.locator('.acts .btn:not(.quiet):not(.main)').or(acts.locator('.btn:not(.quiet):not(.main)')).first(),
  );
  await page.locator('.broadcast.more').waitFor();
  await look('call details');
  await screen.touch(main);
  await screen.touch(main);
  await page.locator('.broadcast.check').waitFor();
  await look('call check');
  await screen.touch(page.locator('.zonekey .pick'));
  await page.locator('.zonesheet .pick').first().waitFor();
  await look('call zones');
  await screen.touch(main);
  await screen.touch(main);
  await page.locator('.broadcast.arm').waitFor();
  await look('call armed');
  await page.locator('.broadcast.onair').waitFor();
  await look('call on the air');
  for (const path of ['/', '/bench', '/services', '/broadcast/object', '/broadcast/music', '/journal']) {
    await visit(path);
    await look(`on the air ${path}`);
  }
  await screen.touch(page.locator('.rail .stop'));
  await page.locator('.rail .stop').waitFor({ state: 'detached' });
  await visit('/broadcast');
  await page.locator('.broadcast.open').waitFor();
  await look('call open');
  const [call] = await desk.ask('GET', '/calls');
  await desk.ask('POST', `/calls/${call.id}/found`);
  await desk.ask('POST', `/calls/${call.id}/hand-over`, { place: 'elsewhere' });
  // The all-clear is not of this tour.
  await desk.ask('POST', '/air/stop');

  await visit('/');
  await desk.present('0F00C0FFEE');
  await page.locator('aside.banner').waitFor();
  await look('banner');
}
