import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { keepPicture } from './keep-picture.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen, type Screen } from './open-screen.ts';

/*
 * A morning at the desk with one finger. The ceilings are those of experience.md, "Touches per job".
 *
 * QINGYU_PICTURES=1 renews the README's pictures in .pictures/.
 *
 * To see it red: let a page ask "are you sure?" once more (touches); let the lend page forget `deposit-taken` (door, slip, purse).
 */
const CEILING = { lend: 3, takeBack: 2, onAir: 2, stop: 1, receipt: 3 } as const;
const CARD = { employee: '4A00002087', lead: '4A00001018', deposit: '4D00000001' } as const;
const PIN = '101811';
const CANCEL_WINDOW_MS = 3_000;
const ON_AIR_WITHIN_MS = 15_000;
/** A peak of full scale 1. */
const HEARD = 0.05;
/** Levels are told ten times a second. */
const BLOCKS_OF_SPEECH = 10;
const CHILD = '王小明';

let browser: Browser;
let desk: TestDesk;
let screen: Screen;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
  screen = await openScreen(browser, desk.address);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

/** One customer after the other at the same screen; a later step needs the earlier ones. */
describe('a morning at the desk', () => {
  it('an employee taps in without a touch', async () => {
    screen.countFromHere();
    await desk.present(CARD.employee);
    const banner = screen.page.locator('aside.banner');
    await banner.waitFor();
    const text = await banner.textContent();
    expect(text).toContain('张伟');
    expect(text).toMatch(/上班\s*\d\d:\d\d/);
    expect(await screen.touches()).toBe(0);
    const punches = await desk.ask('GET', '/punches/today');
    expect(JSON.stringify(punches)).toContain('"in"');
  });

  it('a clerk signs in by card and PIN', async () => {
    // Until the service knows that this page waits for a card, one would punch.
    const waits = screen.page.waitForResponse((response) => response.url().endsWith('/await-card') && response.ok());
    await screen.touch(screen.link(/^登录$/));
    await waits;
    await desk.present(CARD.lead);
    await screen.page.getByText('已认出工牌').waitFor();
    for (const digit of PIN)
      await screen.touch(screen.page.locator('.pad').getByRole('button', { name: digit, exact: true }));
    await screen.touch(screen.button('进入'));
    await screen.link('李敏').waitFor();
    await screen.page.locator('main.home').waitFor();
  });

  it('lends an umbrella against 50 yuan', async () => {
    screen.countFromHere();
    await screen.touch(screen.page.locator('main').getByRole('link', { name: '借伞' }));
    const take = screen.button('已收 50 元，开门');
    await take.waitFor();
    await screen.page.getByText('放到读卡器上').waitFor();
    await desk.present(CARD.deposit);
    await screen.page.getByText('001 号已读到').waitFor();
    const { active } = await desk.ask('GET', '/loans');
    const door = active[0].door;
    await screen.touch(take);
    await desk.doorIs(door, 'open');
    await screen.page.getByText(`${door} 号门开了`).first().waitFor();
    await keepPicture(screen, 'lend');
    await desk.pushShut(door);
    await screen.page.getByText('交给顾客').waitFor();
    await eventually(() => desk.papers()).toHaveLength(1);
    const [slip] = await desk.papers();
    const { slip: printed, item } = (await desk.ask('GET', '/loans')).active[0];
    expect(slip).toContain('爱心雨伞押金单');
    expect(slip).toContain(printed.number);
    await screen.page.getByRole('img', { name: '爱心雨伞押金单' }).waitFor();
    await screen.touch(screen.button('完成'));
    await screen.page.locator('main.home').waitFor();
    expect(await screen.touches()).toBeLessThanOrEqual(CEILING.lend);
    await screen.page.getByText('押金袋应有 = 在外 1 把 × 50').waitFor();
    const sum = screen.page.locator('.sum');
    expect(await sum.textContent()).toMatch(/50[\s\S]*相符/);
    expect((await desk.ask('GET', '/desk')).deposit).toMatchObject({
      outCount: 1,
      expectedFen: 5000,
      balanceFen: 5000,
    });
    expect((await stockOf(item.number)).condition).toBe('on-loan');
  });

  it('receipts a paid service of the list', async () => {
    const before = (await desk.papers()).length;
    screen.countFromHere();
    await screen.touch(screen.page.locator('nav.rail').getByRole('link', { name: '服务' }));
    await screen.touch(screen.button(/^复印/));
    await screen.touch(screen.button('收 0.50 元，出收据'));
    await screen.page.getByText('下一位').waitFor();
    expect(await screen.touches()).toBeLessThanOrEqual(CEILING.receipt);
    await eventually(async () => (await desk.papers()).length).toBe(before + 1);
    const receipt = (await desk.papers()).find((paper) => /收\s*据/.test(paper));
    expect(receipt).toMatch(/大写[\s\S]*伍角/);
    expect((await desk.ask('GET', '/cash')).income.balanceFen).toBe(50);
  });

  it('puts a lost child on the air, not the name', async () => {
    await screen.touch(screen.page.locator('nav.rail').getByRole('link', { name: '广播' }));
    await screen.touch(screen.link('音乐'));
    await screen.touch(screen.button('播放'));
    await eventually(async () => Math.max(...(await desk.levels()).music)).toBeGreaterThan(0);
    await screen.touch(screen.link('寻人'));
    await screen.button('男孩').waitFor();
    screen.countFromHere();
    const group = (name: string) => screen.page.getByRole('group', { name });
    let fields = 0;
    const fill = async (choice: ReturnType<Screen['button']>) => {
      await screen.touch(choice);
      fields += 1;
    };
    await fill(screen.button('男孩'));
    await fill(group('上衣').getByRole('button', { name: '红' }));
    await fill(group('走失').getByRole('button', { name: '一楼中庭' }));
    await screen.touch(screen.button('核对稿子'));
    const air = screen.button('播出');
    await air.waitFor();
    const sent = screen.page.waitForResponse(
      (response) => response.url().endsWith('/api/calls') && response.request().method() === 'POST',
    );
    await screen.touch(air);
    expect(await screen.touches()).toBeLessThanOrEqual(fields + CEILING.onAir);
    expect((await sent).status()).toBe(200);
    await screen.button(/撤回/).waitFor();
    const { armed, onAir } = await desk.ask('GET', '/air');
    expect(onAir).toBeNull();
    expect(armed.airAtMs - armed.requestedAtMs).toBe(CANCEL_WINDOW_MS);
    const before = await desk.levels();
    expect(Math.max(...before.speech)).toBe(0);
    await screen.page.getByRole('button', { name: '停播', exact: true }).waitFor({ timeout: ON_AIR_WITHIN_MS });
    expect((await desk.ask('GET', '/air')).onAir).toMatchObject({ class: 'lost-person' });
    // Speech is heard, and the music goes on softly under it.
    await expect
      .poll(
        async () => {
          const { music, speech } = await desk.levels();
          const under = music.filter((_, at) => (speech[at] ?? 0) > HEARD).slice(-BLOCKS_OF_SPEECH);
          return (
            under.length === BLOCKS_OF_SPEECH && Math.max(...under) > 0 && Math.max(...under) < Math.max(...music) / 2
          );
        },
        { timeout: ON_AIR_WITHIN_MS },
      )
      .toBe(true);
    await keepPicture(screen, 'on-air');
  });

  it('stops the air with one touch from any page', async () => {
    const stop = screen.page.getByRole('button', { name: '停播', exact: true });
    for (const path of [
      '/',
      '/lend',
      '/return',
      '/services',
      '/more',
      '/strollers',
      '/money',
      '/journal',
      '/devices',
      '/bench',
      '/staff',
      '/papers',
      '/nowhere',
    ]) {
      await screen.go(path);
      await screen.page.locator('main.sheet').waitFor();
      expect(await stop.isVisible(), path).toBe(true);
    }
    await screen.go('/bench');
    await screen.page.locator('.bench .slip').first().waitFor();
    await keepPicture(screen, 'bench');
    for (const path of ['/journal', '/services', '/']) {
      await screen.go(path);
      await stop.waitFor({ timeout: ON_AIR_WITHIN_MS });
      screen.countFromHere();
      await screen.touch(stop);
      await stop.waitFor({ state: 'detached' });
      expect(await screen.touches()).toBeLessThanOrEqual(CEILING.stop);
      expect((await desk.ask('GET', '/air')).onAir).toBeNull();
      const [{ id }] = await desk.ask('GET', '/calls');
      if (path === '/') await keepPicture(screen, 'home');
      else await desk.ask('POST', `/calls/${id}/again`);
    }
  });

  it('never says a child’s name', async () => {
    await screen.go('/broadcast');
    await screen.touch(screen.button('另登一条'));
    await screen.touch(screen.button('女孩'));
    await screen.touch(screen.page.getByRole('group', { name: '走失' }).getByRole('button', { name: '停车场' }));
    await screen.touch(screen.button('特征、姓名、申请人'));
    await screen.page.getByLabel('姓名').fill(CHILD);
    await screen.touch(screen.button('收起'));
    await screen.touch(screen.button('好'));
    await screen.page.getByText('儿童不播姓名').waitFor();
    await screen.touch(screen.button('核对稿子'));
    await screen.page.locator('.broadcast.check .big').waitFor();
    expect(await screen.page.locator('main').textContent()).not.toContain(CHILD);
    await screen.touch(screen.button('播出'));
    await screen.button(/撤回/).waitFor();
    const { armed } = await desk.ask('GET', '/air');
    expect(JSON.stringify(armed)).not.toContain(CHILD);
    await screen.touch(screen.button(/撤回/));
    await screen.button(/撤回/).waitFor({ state: 'detached' });
    expect((await desk.ask('GET', '/air')).armed).toBeNull();
    const [call] = await desk.ask('GET', '/calls');
    expect(call).toMatchObject({ state: 'withdrawn', nameAired: false });
    expect(call.script.zh).not.toContain(CHILD);
  });

  it('takes the umbrella back for its deposit card and gives the money back', async () => {
    await screen.touch(screen.page.locator('nav.rail').getByRole('link', { name: '首页' }));
    await screen.page.locator('main.home').waitFor();
    const [loan] = (await desk.ask('GET', '/loans')).out;
    screen.countFromHere();
    await desk.present(CARD.deposit);
    const cards = 1;
    const refund = screen.button('完好，退 50 元');
    await refund.waitFor();
    await screen.touch(refund);
    const inHand = async () => (await desk.ask('GET', `/loans/${loan.id}`)).door;
    await screen.page
      .getByText(/号门开了/)
      .first()
      .waitFor();
    const door = await inHand();
    await desk.doorIs(door, 'open');
    await desk.pushShut(door);
    await screen.page.getByText('押金 50 元已退').waitFor();
    expect(cards + (await screen.touches())).toBeLessThanOrEqual(CEILING.takeBack);
    expect((await desk.ask('GET', '/desk')).deposit).toMatchObject({ outCount: 0, expectedFen: 0, balanceFen: 0 });
    expect(await stockOf(loan.item.number)).toMatchObject({ condition: 'in-stock', door });
    await screen.page.locator('main.home').waitFor();
    await screen.page.getByText('押金袋应有 = 在外 0 把 × 50').waitFor();
  });

  it('nothing went wrong in the page, and it asked nobody but the desk', () => {
    expect(screen.complaints).toEqual([]);
  });
});

async function stockOf(number: string) {
  const { items } = await desk.ask('GET', '/loans/stock');
  return items.find((item: { kind: string; number: string }) => item.kind === 'umbrella' && item.number === number);
}
