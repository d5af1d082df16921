import { describe, expect, it } from 'vitest';
import { createEscposPrinter } from '../../../hardware/receipt-printer/escpos-printer.ts';
import { printerProfileNames } from '../../../hardware/receipt-printer/load-profile.ts';
import { openPrinter } from '../../../hardware/receipt-printer/open-printer.ts';
import { defaultPrinterSettings as timing } from '../../../hardware/receipt-printer/printer-settings.ts';
import { createPrinterSimulator } from '../../../hardware/receipt-printer/printer-simulator.ts';
import { DRAWER_OPEN_MS } from '../../../hardware/receipt-printer/simulated-printer-faults.ts';
import { FakeClock } from '../../fake-clock.ts';
import { depositSlip } from './golden-papers.ts';
import { note, printerBench, profile, tenLines } from './printer-bench.ts';

async function bench(name: string, drawerOpenIs: 'high' | 'low' | undefined = 'high') {
  const clock = new FakeClock();
  const of = profile(name);
  const { transport, simulator } = createPrinterSimulator({ clock, profile: of, drawerOpenIs });
  const parts = { id: 'printer-1', transport, profile: of, clock, simulated: true };
  const printer = createEscposPrinter({ ...parts, drawerOpenIs });
  const moves: string[] = [];
  printer.onDrawer(({ state, asked }) => moves.push(asked ? state : `${state} unasked`));
  await printer.start();
  await clock.advance(timing.statusTimeoutMs);
  return { clock, simulator, printer, moves };
}

const sensing = printerProfileNames().filter((name) => profile(name).drawer.reportsSwitch);

describe.each(sensing)('the drawer behind %s', (name) => {
  it.each(['high', 'low'] as const)(
    'kicked: opens once, is asked for, and is seen shut again (pin %s)',
    async (openIs) => {
      const { clock, simulator, printer, moves } = await bench(name, openIs);
      expect(printer.drawer()).toBe('closed');
      const outcome = printer.kickDrawer('kick-1');
      await clock.advance(timing.settleMs + 200);
      expect(await outcome).toEqual({ state: 'confirmed' });
      expect(await printer.kickDrawer('kick-1')).toEqual({ state: 'confirmed' });
      expect(simulator.drawerKicks()).toBe(1);
      expect(simulator.papers()).toEqual([]);
      expect(printer.drawer()).toBe('open');
      await clock.advance(DRAWER_OPEN_MS + timing.idlePollMs);
      expect(moves).toEqual(['open', 'closed']);
    },
  );

  it('kicked by a receipt is asked for', async () => {
    const { clock, printer, moves } = await bench(name);
    void printer.print('a', depositSlip);
    await clock.advance(DRAWER_OPEN_MS + timing.idlePollMs + 2_000);
    expect(moves).toEqual(['open', 'closed']);
  });

  // Break it: let pin() in drawer-watch.ts call every opening asked.
  it('pulled open by hand is not, also long after a kick', async () => {
    const { clock, simulator, printer, moves } = await bench(name);
    void printer.kickDrawer('kick-1');
    await clock.advance(60_000);
    simulator.setFault('drawer-forced', true);
    await clock.advance(timing.idlePollMs);
    expect(moves).toEqual(['open', 'closed', 'open unasked']);
    expect(printer.drawer()).toBe('open');
  });
});

describe('a drawer', () => {
  it('is not opened while a paper is printed, and nothing is kept for later', async () => {
    const { clock, simulator, printer } = await bench('generic-80');
    simulator.setFault('slow', true);
    const paper = printer.print('a', tenLines);
    await clock.advance(500);
    expect(await printer.kickDrawer('kick-1')).toEqual({ state: 'failed', code: 'printer/busy' });
    await clock.advance(20_000);
    expect((await paper).state).toBe('confirmed');
    expect(simulator.drawerKicks()).toBe(0);
  });

  it('is not opened by a printer that is out of paper, nor when the paper is back', async () => {
    const { clock, simulator, printer } = await bench('generic-80');
    simulator.setFault('paper-out', true);
    const kick = printer.kickDrawer('kick-1');
    await clock.advance(1_000);
    expect(await kick).toEqual({ state: 'failed', code: 'printer/paper-out' });
    simulator.setFault('paper-out', false);
    await clock.advance(20_000);
    expect(simulator.drawerKicks()).toBe(0);
  });

  it('of a receipt that waits in the printer for paper is asked for when it opens', async () => {
    const { clock, simulator, printer, moves } = await bench('epson-tm-t82iii');
    simulator.setFault('slow', true);
    void printer.print('a', { ...note('一\n二\n三'), blocks: [...note('一\n二\n三').blocks, { kind: 'drawer' }] });
    await clock.advance(500);
    simulator.setFault('paper-out', true);
    await clock.advance(60_000);
    simulator.setFault('paper-out', false);
    await clock.advance(2_000);
    expect(moves).toEqual(['open']);
  });

  it('whose switch is not wired says nothing', async () => {
    const { printer } = await printerBench(profile('epson-tm-t82iii'));
    expect(printer.drawer()).toBe('unknown');
  });

  it('is wired by the configuration: pin, pulse, switch', async () => {
    const clock = new FakeClock();
    const { device, simulator } = openPrinter(
      {
        id: 'printer-1',
        profile: 'zj-8220',
        answers: true,
        drawer: { pin: 1, onMs: 100, openIs: 'low' },
        link: 'simulated',
      },
      clock,
    );
    await device.start();
    await clock.advance(timing.statusTimeoutMs);
    expect(device.drawer()).toBe('closed');
    void device.kickDrawer('kick-1');
    await clock.advance(timing.settleMs + 200);
    expect(device.drawer()).toBe('open');
    expect(simulator?.drawerIsOpen()).toBe(true);
  });
});
