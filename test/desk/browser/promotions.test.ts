import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * A shop asks, a lead approves, another is refused: by touch, with the paper, in both languages and sizes.
 *
 * To see it red: give the list one more step, or let whoever entered a promotion approve it.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const KEEP = process.env.QINGYU_LOOK;
const LONG_MS = 120_000;
const AD = '二楼清泉书店今天全场图书八折，最佳假日好去处，欢迎光临。';

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  await desk.ask('POST', '/promotions/shops', { name: '清泉书店', contact: '李经理', phone: '13812345678' });
  await desk.ask('POST', '/promotions/shops', { name: '阿满茶叶', contact: '周' });
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('a clerk registers with three touches beside the fields, and a lead approves with two', {
  timeout: LONG_MS,
}, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1024');
  await screen.go('/broadcast/promotions');
  await screen.link('登记').waitFor();
  screen.countFromHere();
  await screen.touch(screen.link('登记'));
  const boxes = page.locator('.promotions.who .box');
  await boxes.nth(0).fill('清泉书店');
  await boxes.nth(3).fill(AD);
  await boxes.nth(3).blur();
  await screen.touch(screen.button('选时间'));
  await page.locator('.comes .plan b').first().waitFor();
  expect(await page.locator('.comes').textContent()).toContain('最佳');
  await screen.touch(screen.button('登记'));
  await page.getByText('待答复').waitFor();
  expect(await screen.touches()).toBe(3);
  await screen.signIn('1018');
  await screen.go('/broadcast/promotions');
  screen.countFromHere();
  await screen.touch(page.locator('.promos a').first());
  await screen.touch(screen.button('批准'));
  await page.locator('.promotions .slip').waitFor();
  expect(await screen.touches()).toBe(2);
  await eventually(async () => (await desk.papers()).join('\n')).toContain('商户广播回复单');
  expect((await desk.papers()).join('\n')).toContain('同意播出 4 次');
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it('whoever entered it lets another approve by number and PIN', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { id } = await register('阿满茶叶');
  await screen.signIn('1018');
  await screen.go(`/broadcast/promotions/${id}`);
  await screen.touch(screen.button('批准'));
  await screen.page.getByText('值班长或主管工号').waitFor();
  for (const digit of '1001') await screen.touch(screen.page.locator('.pad').getByText(digit, { exact: true }));
  await screen.touch(screen.button('下一步'));
  for (const digit of '100111') await screen.touch(screen.page.locator('.pad').getByText(digit, { exact: true }));
  await screen.touch(screen.button('批准'));
  await screen.page.locator('.promotions .slip').waitFor();
  expect(await desk.ask('GET', `/promotions/${id}`)).toMatchObject({
    state: 'approved',
    decidedBy: { staffNo: '1001' },
  });
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

function register(shop: string, more: object = {}) {
  return desk.ask('POST', '/promotions', {
    shop,
    contact: '李经理',
    phone: '13812345678',
    zh: AD,
    from: '2099-11-21T10:30',
    until: '2099-11-23T20:30',
    times: 8,
    ...more,
  });
}

describe.each([
  { width: 800, height: 480 },
  { width: 1280, height: 800 },
])('at $width×$height', ({ width, height }) => {
  it.each(['zh', 'en'] as const)(
    'every page of it fits and can be read and touched (%s)',
    { timeout: LONG_MS },
    async (language) => {
      const flaws: string[] = [];
      const screen = await openScreen(browser, desk.address, { width, height, language });
      const { page } = screen;
      await screen.signIn('1001');
      const look = async (name: string) => {
        await screen.settled();
        for (const theme of ['day', 'night']) {
          await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
          for (const flaw of await lookOver(page)) flaws.push(`${name} (${theme}) ${flaw}`);
          if (KEEP === undefined) continue;
          const folder = join(KEEP, `${width}-${language}-${theme}`);
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: join(folder, `${name}.png`) });
        }
      };
      const refused = await register('阿满茶叶');
      const { id } = await register('清泉书店', {
        en: 'Books at Qingquan are twenty per cent off today on the second floor.',
      });
      await screen.go('/broadcast/promotions');
      await page.locator('.promos a').first().waitFor();
      await look('list');
      await screen.go('/broadcast/promotions/new');
      await page.locator('.promotions.who').waitFor();
      await look('who');
      await page.locator('.promotions.who .box').nth(0).fill('清泉书店');
      await page.locator('.promotions.who .box').nth(3).fill(AD);
      await page.locator('.promotions.who .box').nth(3).blur();
      await screen.touch(page.locator('.btn.main'));
      await page.locator('.comes .plan b').first().waitFor();
      await look('when');
      await screen.go(`/broadcast/promotions/${refused.id}`);
      await page.locator('.promotions.one').waitFor();
      await screen.touch(page.locator('.acts .btn').nth(2));
      await page.locator('.promotions.why').waitFor();
      await look('refuse');
      await screen.touch(page.locator('.btn.main'));
      await page.locator('.promotions .slip').waitFor();
      await look('refused');
      await screen.go(`/broadcast/promotions/${id}`);
      await page.locator('.promotions.one .words').first().waitFor();
      await look('requested');
      await screen.touch(page.locator('.acts .btn').nth(3));
      await page.locator('.promotions.why .until').waitFor();
      await look('defer');
      await screen.touch(page.locator('.acts .btn').first());
      await screen.touch(page.locator('.btn.main'));
      await page.locator('.promotions .slip').waitFor();
      await look('approved');
      expect(flaws).toEqual([]);
      expect(screen.complaints).toEqual([]);
      await screen.close();
    },
  );
});
