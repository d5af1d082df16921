import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormDay, Named } from '../../../src/forms/view.rules.ts';
import type { SwapPartner } from '../../../src/swaps/actions.ts';
import { lookOver } from './look-over.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * “I want to swap with Li Min”: a colleague is found by name, and each of their days can be touched or says why not.
 *
 * And wherever people stand in a list, they are found by pinyin, initials or number.
 *
 * To see it red: leave `onDone()` out of forms-by-name.tsx, let tellsOf() in offers.rules.ts drop what fails, or let a page show its
 * whole list whatever is typed.
 *
 * QINGYU_LOOK=folder keeps a picture of each page.
 */
const KEEP = process.env.QINGYU_LOOK;
const LONG_MS = 120_000;

let browser: Browser;
let desk: TestDesk;
let personId: number;
beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  const people: readonly Named[] = await desk.ask('GET', '/forms/people');
  personId = people.find(({ staffNo }) => staffNo === '2087')?.id ?? 0;
}, LONG_MS);
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** `2027-02`: the month after next. */
const month = (() => {
  const today = new Date();
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 2, 1)).toISOString().slice(0, 7);
})();

interface Offered {
  readonly day: string;
  readonly partner: SwapPartner;
}

/** The first day of 张伟 in the month, from a day on, that somebody could take for one in the same month. */
async function offered(from: string): Promise<Offered> {
  const days: readonly FormDay[] = await desk.ask('GET', `/forms/days?personId=${personId}&month=${month}`);
  for (const { day } of days.filter(({ day: one, shifts }) => one >= from && shifts.length > 0)) {
    const { partners } = await desk.ask('GET', `/swaps/${personId}/${day}/partners`);
    const partner = partners.find(({ otherDay }: SwapPartner) => otherDay.startsWith(month));
    if (partner !== undefined) return { day, partner };
  }
  throw new Error(`nobody is offered from ${from} on`);
}

/** A day as the screen writes it. */
const words = (day: string, language: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'UTC',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(Date.parse(`${day}T00:00:00Z`));

const keep = async ({ page }: Screen, name: string): Promise<void> => {
  if (KEEP === undefined) return;
  mkdirSync(KEEP, { recursive: true });
  await page.screenshot({ path: join(KEEP, `${name}.png`) });
};

/** Begins a swap of 张伟's and chooses the day that is given away. */
async function giveAway(screen: Screen, day: string, language: 'zh' | 'en'): Promise<void> {
  const { page } = screen;
  await screen.go('/forms/new');
  await screen.touch(page.locator('.people').getByText('2087'));
  await screen.touch(page.locator('.kinds .pick').nth(3));
  const key = page.locator(`.day[aria-label^="${words(day, language)}"]:not([disabled])`);
  await page.locator('.day:not([disabled])').first().waitFor();
  while ((await page.locator(`.day[aria-label^="${words(day, language)}"]`).count()) === 0) {
    await screen.touch(page.locator('.turn .pick').last());
    await screen.settled();
  }
  await screen.touch(key);
  await screen.settled();
}

it('a swap with a colleague who is named is touched up to the printed form', { timeout: LONG_MS }, async () => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  const { day, partner } = await offered(`${month}-03`);
  await screen.signIn('1018');
  await giveAway(screen, day, 'zh');
  screen.countFromHere();
  await screen.touch(screen.button('按姓名找'));
  await screen.touch(page.locator('.byname .people').getByText(partner.name));
  const theirDay = page.locator('.theirs .pick').filter({ hasText: words(partner.otherDay, 'zh') });
  await theirDay.waitFor();
  await keep(screen, 'by-name');
  // What cannot be taken is not to be touched, and says why.
  expect(await page.locator('.theirs li:has(b) .need p .label').count()).toBeGreaterThan(0);
  expect(await page.locator('.theirs li:has(b) button').count()).toBe(0);
  await screen.settled();
  await screen.touch(theirDay);
  // What is proposed comes again and pushes the reasons down: a finger waits for that, too.
  await screen.settled();
  await screen.touch(screen.button('考试'));
  await screen.touch(screen.button('填好并打印'));
  await page
    .getByText(/^S-\d{8}-2087$/)
    .first()
    .waitFor();
  expect(await screen.touches()).toBe(5);
  const [sheet] = await desk.ask('GET', '/forms?kinds=swap');
  expect(await desk.ask('GET', `/forms/${sheet.formId}`)).toMatchObject({
    asked: { day, withPersonId: partner.personId, otherDay: partner.otherDay },
  });
  const paper = (await desk.papers()).find((one) => one.includes(sheet.number)) ?? '';
  expect(paper).toContain(partner.name);
  expect(screen.complaints).toEqual([]);
  await screen.close();
});

it.each(['zh', 'en'] as const)(
  'the third of a month is refused in sight, with the count and its clause (%s)',
  { timeout: LONG_MS },
  async (language) => {
    const used = (await desk.ask('GET', '/forms?kinds=swap')).length;
    for (let n = used; n < 2; n++) {
      const { day, partner } = await offered(`${month}-${n === 0 ? '03' : '16'}`);
      const asked = { kind: 'swap', day, withPersonId: partner.personId, otherDay: partner.otherDay };
      await desk.ask('POST', '/forms', { personId, asked, reason: '考试' });
    }
    const days: readonly FormDay[] = await desk.ask('GET', `/forms/days?personId=${personId}&month=${month}`);
    const third = days.findLast(({ shifts }) => shifts.length > 0)?.day ?? '';
    const screen = await openScreen(browser, desk.address, { language });
    const { page } = screen;
    await screen.signIn('1018');
    await giveAway(screen, third, language);
    await screen.touch(page.locator('.fields .pick').first());
    await screen.touch(page.locator('.byname .people').getByText('周婷'));
    const count = Number(month.slice(5));
    const refused = page.locator('.theirs li .need p').filter({
      hasText: language === 'zh' ? `张伟 ${count} 月已换 2 / 2 次` : `2 of 2 used in ${month}`,
    });
    await refused.first().waitFor();
    expect(await refused.first().textContent()).toMatch(/R3$/);
    expect(await page.locator('.theirs .pick').count()).toBe(0);
    await screen.settled();
    expect(await lookOver(page)).toEqual([]);
    await keep(screen, `refused-${language}`);
    await screen.touch(page.locator('.acts .btn').first());
    await page.locator('.forms.fill').waitFor();
    expect(await page.locator('.acts .btn.main').isDisabled()).toBe(true);
    expect(screen.complaints).toEqual([]);
    await screen.close();
  },
);

it.each([
  '/forms/new',
  '/leave',
  '/attendance/months',
  '/attendance/decisions',
  '/attendance/trends',
  '/roster',
  '/staff',
  '/staff/cards',
])('somebody is found by initials on %s', { timeout: LONG_MS }, async (path) => {
  const screen = await openScreen(browser, desk.address);
  const { page } = screen;
  await screen.signIn('1018');
  await screen.go(path);
  const named = (name: string) => page.locator('.stage').getByText(name);
  await named('张伟').first().waitFor();
  await named('王芳').first().waitFor();
  await screen.touch(page.locator('.stage .box').first());
  for (const key of ['z', 'w']) await screen.touch(page.locator('.keyboard').getByText(key, { exact: true }));
  await keep(screen, `find${path.replaceAll('/', '-')}-keys`);
  await screen.touch(page.locator('.keyboard .close'));
  await screen.settled();
  await keep(screen, `find${path.replaceAll('/', '-')}`);
  expect(await named('张伟').first().isVisible()).toBe(true);
  expect(await named('王芳').count()).toBe(0);
  const box = page.locator('.stage .box').first();
  for (const [typed, name] of [
    ['wangfang', '王芳'],
    ['1024', '王芳'],
    ['张', '张伟'],
  ] as const) {
    await box.fill(typed);
    await named(name).first().waitFor();
    expect(await named(name === '王芳' ? '张伟' : '王芳').count(), typed).toBe(0);
  }
  await box.fill('qqqq');
  await named('没有').first().waitFor();
  expect(screen.complaints).toEqual([]);
  await screen.close();
});
