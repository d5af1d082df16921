import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { openChromium } from './open-chromium.ts';
import { openDesk, type TestDesk } from './open-desk.ts';
import { openScreen } from './open-screen.ts';

/*
 * The service is killed while a door stands open for a loan. The screen comes back by itself to the same step and asks.
 *
 * To see it red: let src/loans/advance.ts open the door again after a restart, or let the outbox print what was sent.
 */
let browser: Browser;
let desk: TestDesk;

beforeAll(async () => {
  [browser, desk] = await Promise.all([openChromium(), openDesk()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.close();
});

it('resumes a loan at the door where it stood, asks, and does nothing twice', async () => {
  const screen = await openScreen(browser, desk.address);
  await screen.signIn('1018');
  await screen.go('/lend');
  const take = screen.button('已收 50 元，开门');
  await take.waitFor();
  const { id, door, item } = (await desk.ask('GET', '/loans')).active[0];
  // A stiff door keeps the step open for the kill.
  await desk.setFault('cabinet-1', `door-${door}:jammed`, true);
  await screen.touch(take);
  await screen.page.getByText(`${door} 号门在开`).waitFor();
  const balance = (await desk.ask('GET', '/desk')).deposit;
  await desk.kill();
  const lost = screen.page.getByText('与服务断开，正在重连');
  await lost.waitFor();

  await desk.startAgain();
  await lost.waitFor({ state: 'detached' });
  await screen.page.getByText(`${door} 号门开了吗？`).waitFor();
  expect(new URL(screen.page.url()).pathname).toBe('/lend');
  expect(await desk.ask('GET', `/loans/${id}`)).toMatchObject({
    step: 'door-unknown',
    door,
    item: { number: item.number },
  });
  const open = async () => (await desk.doors()).filter(({ position, pulsing }) => position === 'open' || pulsing);
  expect(await open()).toEqual([]);
  expect((await desk.ask('GET', '/desk')).deposit).toEqual(balance);

  await screen.touch(screen.button('门没开'));
  await screen.touch(screen.button('再开一次'));
  await desk.doorIs(door, 'open');
  expect(await open()).toHaveLength(1);
  await screen.page.getByText(`${door} 号门开了`).first().waitFor();

  // Once more, while the customer takes the umbrella: the doors stand shut afterwards, so it was taken.
  const slips = async () =>
    (await desk.ask('GET', '/print-jobs')).filter((job: { subject: string }) => job.subject === `loan:${id}`);
  await eventually(async () => (await slips()).every((job: { state: string }) => !/queued|sent/.test(job.state))).toBe(
    true,
  );
  const printed = (await slips()).length;
  await desk.kill();
  await lost.waitFor();
  await desk.startAgain();
  await lost.waitFor({ state: 'detached' });
  await screen.page.getByText('交给顾客').waitFor();
  expect(await open()).toEqual([]);
  expect(await desk.papers()).toEqual([]);
  expect(await slips()).toHaveLength(printed);
  expect((await desk.ask('GET', '/desk')).deposit).toEqual(balance);
  await screen.touch(screen.button('完成'));
  await screen.page.locator('main.home').waitFor();
  expect((await desk.ask('GET', `/loans/${id}`)).step).toBe('lent');
  // While it is gone the browser says so; nothing else went wrong.
  expect(screen.complaints.filter((said) => !/net::ERR_/.test(said))).toEqual([]);
}, 60_000);
