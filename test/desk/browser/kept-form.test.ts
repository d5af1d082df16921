import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * An employee's tap never disturbs the clerk's half-filled form (experience.md).
 *
 * To see it red: give the banner `key` to the page in src/ui/app.tsx, or let it take the focus.
 */
const EMPLOYEE = '4A00002087';
const TYPED = '戴眼镜';

let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('a tap leaves a half-filled form, the caret and the keyboard as they are', async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/broadcast');
  await screen.touch(screen.button('女孩'));
  await screen.touch(screen.page.getByRole('group', { name: '上衣' }).getByRole('button', { name: '黄' }));
  await screen.touch(screen.button('特征、姓名、申请人'));
  const feature = screen.page.getByLabel('特征');
  await screen.touch(feature);
  await feature.pressSequentially(TYPED);
  const before = await feature.evaluate((field) => Reflect.get(field, 'selectionStart'));

  await desk.present(EMPLOYEE);
  const banner = screen.page.locator('aside.banner');
  await banner.waitFor();
  expect(await banner.textContent()).toContain('张伟');
  expect(await feature.inputValue()).toBe(TYPED);
  expect(await feature.evaluate((field) => field.matches(':focus'))).toBe(true);
  expect(await feature.evaluate((field) => Reflect.get(field, 'selectionStart'))).toBe(before);
  expect(await screen.page.getByRole('group', { name: '屏幕键盘' }).isVisible()).toBe(true);
  // The banner goes by itself and typing goes on where it was.
  await feature.pressSequentially('，哭');
  await banner.waitFor({ state: 'detached' });
  expect(await feature.inputValue()).toBe(`${TYPED}，哭`);

  await screen.touch(screen.button('收起'));
  await screen.touch(screen.button('好'));
  expect(await screen.button('女孩').getAttribute('aria-pressed')).toBe('true');
  const top = screen.page.getByRole('group', { name: '上衣' }).getByRole('button', { name: '黄' });
  expect(await top.getAttribute('aria-pressed')).toBe('true');
  expect(await desk.ask('GET', '/punches/today')).toHaveLength(1);
  expect(screen.complaints).toEqual([]);
});
