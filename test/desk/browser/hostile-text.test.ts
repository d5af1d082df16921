import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * F13 on the screen: what a person types is shown as text on every page where it appears.
 *
 * To see it red: render a name with `dangerouslySetInnerHTML` on any page.
 */
const IMAGE = '<img src=x onerror=__xss=1>';
const SCRIPT = '<script>__xss=1</script>';
const SVG = '<svg onload=__xss=1>';
const QUOTES = `"'\u0027;--{name}`;
const RIGHT_TO_LEFT = '\u202e倒着';
/** Joined marks and overrides are not seen; what is left must be there as it was typed. */
const seen = (text: string) => text.replace(/[\p{Cf}\s]/gu, '');

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('hostile text is text on every page (F13)', async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const type = async (label: string, text: string) => {
    await field(label).fill(text);
    const away = screen.button('收起');
    if (await away.isVisible()) await screen.touch(away);
  };
  const shows = async (path: string, text: string) => {
    if (new URL(page.url()).pathname !== path) await screen.go(path);
    await eventually(async () => seen((await page.locator('#root').textContent()) ?? '')).toContain(seen(text));
  };
  const saidOnPaper = async (text: string) =>
    eventually(async () => seen((await desk.papers()).join('')).toLowerCase()).toContain(seen(text).toLowerCase());

  // Somebody's name and department, typed by HR.
  await screen.signIn('9000');
  await screen.go('/staff/new');
  await type('姓名', IMAGE);
  await type('工号', '4711');
  await type('部门', SCRIPT);
  await screen.touch(screen.button('保存'));
  await shows('/staff', IMAGE);
  const people = await desk.ask('GET', '/people');
  const person = people.find(({ staffNo }: { staffNo: string }) => staffNo === '4711');
  await shows(`/staff/${person.id}`, SCRIPT);
  await desk.ask('POST', '/session', { staffNo: '9000', pin: '900011' });
  await desk.ask('POST', '/cards', { cardId: '4A00004711', kind: 'employee', personId: person.id, label: QUOTES });
  await screen.go('/');
  await desk.present('4A00004711');
  await page.locator('aside.banner').getByText(IMAGE).waitFor();
  await shows('/staff/cards', QUOTES);
  await shows('/', IMAGE);

  // A stroller's borrower.
  await screen.go('/strollers');
  await screen.touch(page.locator('.prams button').first());
  await type('姓名', `${IMAGE}${RIGHT_TO_LEFT}`);
  await screen.touch(screen.button(/^借/));
  await page.locator('.still').waitFor();
  await screen.touch(page.locator('.prams button').first());
  await shows('/strollers', IMAGE);

  // A service by hand.
  await screen.go('/services');
  await screen.touch(screen.button(/^其他/));
  await type('做了什么', SVG);
  await type('单价，元', '1');
  await screen.touch(screen.button('收 1 元，出收据'));
  await screen.button('下一位').waitFor();
  // In its column on paper it stands on two lines.
  await saidOnPaper('onload=__xss=1>');
  const { number } = await desk.ask('GET', '/receipts/last');
  await shows(`/receipts/${number}`, 'onload=__xss=1>');

  // A call: feature, place, requester, the announcement's own words.
  await screen.go('/broadcast');
  await screen.touch(screen.button('男孩'));
  await screen.touch(page.getByRole('group', { name: '走失' }).getByRole('button', { name: '其他' }));
  await type('写地点', SVG);
  await screen.touch(screen.button('特征、姓名、申请人'));
  await type('特征', IMAGE);
  await type('姓名', SVG);
  await type('申请人', SVG);
  await screen.touch(screen.button('好'));
  await shows('/broadcast', IMAGE);
  await screen.touch(screen.button('核对稿子'));
  await page.locator('.broadcast.check .big').getByText(IMAGE).first().waitFor();
  await screen.touch(screen.button('播出'));
  const stop = page.getByRole('button', { name: '停播', exact: true });
  await stop.waitFor();
  await shows('/broadcast', 'onerror');
  await screen.touch(stop);
  await stop.waitFor({ state: 'detached' });
  await saidOnPaper(IMAGE);
  await shows('/broadcast/log', IMAGE);
  await screen.go('/broadcast/notice');
  await screen.touch(screen.button('自己写'));
  await type('广播内容', `${SCRIPT}${RIGHT_TO_LEFT}`);
  await screen.touch(screen.button('核对稿子'));
  await page.locator('.broadcast.check .big').getByText('script').first().waitFor();

  // Everything at once, and what came out of the printer.
  for (const path of ['/journal', '/papers', '/bench', '/receipts', '/money', '/more', '/devices']) {
    await screen.go(path);
    await page.locator('main.sheet').waitFor();
  }
  await shows('/journal', IMAGE);
  for (const entry of await page.locator('.journal .entry').all()) {
    await screen.touch(entry);
    await screen.touch(entry);
  }
  await screen.go('/bench');
  await page.locator('.bench .slip').first().waitFor();
  const onPaper = await page
    .locator('.bench')
    .getByRole('img')
    .evaluateAll((slips) => slips.map((slip) => slip.getAttribute('aria-label')));
  expect(seen(onPaper.join(''))).toContain(seen(IMAGE));
  expect(await page.evaluate('window.__xss')).toBeUndefined();
  expect(await page.locator('#root img, #root script').count()).toBe(0);
  expect(screen.complaints).toEqual([]);
}, 60_000);
