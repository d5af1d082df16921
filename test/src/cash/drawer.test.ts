import { afterEach, describe, expect, test } from 'vitest';
import { askDrawer, type Drawer, drawerView, openDrawer } from '../../../src/cash/drawer.ts';
import { command, openTestDesk } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { fakePrinter } from '../../fake-printer.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end();
});

function counter(printer: ReturnType<typeof fakePrinter> | undefined) {
  const desk = openTestDesk();
  const drawer: Drawer = openDrawer(desk, printer);
  ends.push(desk.dispose, drawer.stop);
  const journalled = () => desk.journal.page({ limit: 10, subject: 'drawer' }).map(({ kind, actor }) => [kind, actor]);
  return { desk, drawer, journalled };
}

describe('the cash drawer', () => {
  test('opens for a reason, journalled before it is kicked, and once whatever is pressed', async () => {
    const printer = fakePrinter();
    const { drawer, journalled } = counter(printer);
    const again = command('open', {});
    expect(askDrawer(drawer, again, '换零钱').repeated).toBe(false);
    expect(journalled()).toEqual([['cash/drawer-asked', again.actor]]);
    expect(askDrawer(drawer, again, '换零钱').repeated).toBe(true);
    await settle();
    expect(printer.kicks.length).toBe(1);
    expect(drawerView(drawer).lastKick).toBe('sent');
  });

  test('that did not open is said and journalled, and not tried again by itself', async () => {
    const printer = fakePrinter();
    printer.outcomes.push({ state: 'failed', code: 'printer/busy' });
    const { drawer, journalled } = counter(printer);
    askDrawer(drawer, command('open', {}), '点钱');
    await settle();
    expect(drawerView(drawer).lastKick).toBe('refused');
    expect(journalled().map(([kind]) => kind)).toEqual(['cash/drawer-not-opened', 'cash/drawer-asked']);
    printer.report('fault', 'printer/paper-out');
    printer.report('ready');
    await settle();
    expect(printer.kicks.length).toBe(1);
  });

  test('is not asked of a printer that is away or missing, and nothing is written down then', () => {
    const away = counter(fakePrinter('fault'));
    expect(() => askDrawer(away.drawer, command('open', {}), '点钱')).toThrow(
      expect.objectContaining({ code: 'cash/drawer-away', refusal: 'unavailable' }),
    );
    expect(away.journalled()).toEqual([]);
    const none = counter(undefined);
    expect(() => askDrawer(none.drawer, command('open', {}), '点钱')).toThrow(
      expect.objectContaining({ code: 'cash/no-drawer' }),
    );
    expect(drawerView(none.drawer).state).toBe('none');
  });

  // Break it: journal every opening, or none, in openDrawer.
  test('that opens unasked is journalled and shown; one that was asked is not', () => {
    const printer = fakePrinter();
    const { desk, drawer, journalled } = counter(printer);
    printer.moveDrawer({ state: 'open', asked: true });
    printer.moveDrawer({ state: 'closed', asked: true });
    expect(journalled()).toEqual([]);
    printer.moveDrawer({ state: 'open', asked: false });
    expect(journalled()).toEqual([['cash/drawer-opened-unasked', 'device:printer-1']]);
    expect(drawerView(drawer)).toMatchObject({ state: 'open', lastUnaskedMs: desk.clock.read().wallMs });
    expect(desk.events.filter(({ name }) => name === 'cash').length).toBe(3);
  });
});
