import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * The board: what is on the air, what waits, and a hand that changes the order; the bench, where the relays of the zones are drawn.
 *
 * To see it red: let target() in src/ui/pages/broadcast-queue.tsx look at every row instead of those of the class; draw every blade
 * of src/ui/pages/bench-zones.tsx shut.
 */
let browser: Browser;
let desk: TestDesk;
let screen: Screen;
/** A real cancel window, speech and a browser on a busy machine. */
const LONG_MS = 90_000;
const NOTICES = ['三楼电梯正在维护。', '外面下雨了，服务台可以借伞。', '商场二十二点关门。'];

const rows = () => screen.page.locator('.board .queue li');
const words = () => screen.page.locator('.board .queue li b').allInnerTexts();

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/broadcast/board');
  await screen.page.getByText('现在没有广播').waitFor();
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('shows what is on the air with the time it still takes, and what waits in its order', {
  timeout: LONG_MS,
}, async () => {
  await desk.ask('POST', '/calls', {
    form: { kind: 'lost-object', object: 'wallet', place: 'atrium', meeting: 'desk-1f' },
    times: 3,
    gapSeconds: 60,
  });
  await screen.page.getByText('就要播出').waitFor();
  for (const zh of NOTICES) await desk.ask('POST', '/announcements', { zh, times: 1, gapSeconds: 0 });
  await screen.page.getByText('正在播 · 第 1 遍，共 3 遍').waitFor();
  await eventually(() => screen.page.locator('.board .left b').textContent()).toMatch(/^[1-9]:\d\d$/);
  await eventually(words).toEqual(NOTICES);
  await eventually(async () => await rows().first().locator('.when').textContent()).toMatch(/^\d+ (秒|分钟)后播$/);
});

it('a row is dragged by its grip in front of another of its class', { timeout: LONG_MS }, async () => {
  const grip = async (at: number) => {
    const box = await screen.page.locator('.board .grip').nth(at).boundingBox();
    if (box === null) throw new Error('no grip');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const [first, second] = [await grip(0), await grip(1)];
  await screen.page.mouse.move(second.x, second.y);
  await screen.page.mouse.down();
  await screen.page.mouse.move(first.x, first.y - 10, { steps: 4 });
  await screen.page.mouse.up();
  await eventually(words).toEqual([NOTICES[1], NOTICES[0], NOTICES[2]]);
  const { queue } = await desk.ask('GET', '/air');
  expect(queue.map((one: { words: string }) => one.words)).toEqual([NOTICES[1], NOTICES[0], NOTICES[2]]);
});

it('one is taken back by one touch, and stop silences the rest', { timeout: LONG_MS }, async () => {
  await screen.touch(rows().first().getByRole('button', { name: '取消' }));
  await eventually(words).toEqual([NOTICES[0], NOTICES[2]]);
  await screen.touch(screen.button('停播'));
  await screen.page.getByText('现在没有广播').waitFor();
  await screen.page.getByText('后面没有排队的广播').waitFor();
  expect(await desk.ask('GET', '/air')).toMatchObject({ queue: [], onAir: null });
  expect(screen.complaints).toEqual([]);
});

it('the bench draws which relays of zones are on', { timeout: LONG_MS }, async () => {
  const drawn = (state: string) =>
    screen.page.locator('.relays li').evaluateAll((all, on) => {
      const blades = all.map((one) => [one.textContent, one.querySelector('.blade')?.getAttribute('d') === 'M8 12h16']);
      return blades.flatMap(([name, shut]) => (shut === (on === 'on') ? [name] : []));
    }, state);
  await desk.ask('PUT', '/music', { playing: false });
  await screen.go('/bench');
  await eventually(() => drawn('off')).toEqual(['一楼', '二楼', '停车场']);
  await desk.ask('POST', '/announcements', { zh: '停车场请注意。', times: 3, gapSeconds: 5, zones: ['car-park'] });
  await eventually(() => drawn('on')).toEqual(['停车场']);
  expect(await screen.page.getByLabel('停车场：继电器吸合').count()).toBe(1);
  await desk.ask('POST', '/air/stop');
  await eventually(() => drawn('on')).toEqual([]);
});
