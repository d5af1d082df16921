import { afterEach, describe, expect, it } from 'vitest';
import {
  type BenchedDevice,
  benchViews,
  deviceViews,
  moveDoor,
  openDevicesRoom,
  presentCard,
  startDevices,
  switchFault,
  tearPaper,
} from '../../../src/devices/actions.ts';
import { deviceRoutes } from '../../../src/devices/routes.ts';
import { followTroubles } from '../../../src/devices/rules.ts';
import type { SimulatedFault } from '../../../src/ports/device.ts';
import type { ReceiptPrinterSimulator } from '../../../src/ports/receipt-printer.ts';
import type { UmbrellaCabinetSimulator } from '../../../src/ports/umbrella-cabinet.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { createFakeCabinet } from '../../fake-cabinet.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { openHttp } from '../../http-fixture.ts';

let desk: TestDesk | undefined;
afterEach(() => {
  desk?.dispose();
  desk = undefined;
});

function printerBench(): ReceiptPrinterSimulator & { print(): void } {
  const listeners = new Set<() => void>();
  let sheets = 0;
  let faults: readonly SimulatedFault[] = [{ id: 'paper-out', says: { zh: '缺纸', en: 'Paper out' }, active: false }];
  return {
    faults: () => faults,
    setFault: (id, active) => {
      faults = faults.map((fault) => (fault.id === id ? { ...fault, active } : fault));
    },
    papers: () => Array.from({ length: sheets }, () => ({ columns: 48, lines: [] })),
    tearOff: () => {
      sheets = 0;
      for (const listener of listeners) listener();
    },
    drawerIsOpen: () => false,
    drawerKicks: () => 0,
    onPaper: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    print: () => {
      sheets += 1;
      for (const listener of listeners) listener();
    },
  };
}

function room() {
  const opened = openTestDesk();
  desk = opened;
  const printer = fakePrinter();
  const paper = printerBench();
  const cabinet = createFakeCabinet(2);
  const hands: string[] = [];
  const doors: UmbrellaCabinetSimulator = {
    faults: () => [],
    setFault: () => undefined,
    doors: () => cabinet.doors(),
    pull: (door) => {
      hands.push(`pull ${door}`);
      cabinet.move(door, 'open');
    },
    push: (door) => {
      hands.push(`push ${door}`);
      cabinet.move(door, 'closed');
    },
  };
  const reported: unknown[] = [];
  const all: BenchedDevice[] = [
    { device: printer, simulator: paper },
    { device: cabinet, simulator: doors },
  ];
  const devices = openDevicesRoom(opened, all, (error) => reported.push(error));
  const names = () => opened.events.map(({ name }) => name);
  const kinds = () => opened.journal.page({ limit: 50 }).map(({ kind, subject }) => `${kind} ${subject}`);
  return { desk: opened, printer, paper, cabinet, devices, hands, reported, names, kinds };
}

describe('Faults of devices', () => {
  it('are journalled once when they come and once when they go, and shown both times', () => {
    const { printer, desk: opened, kinds } = room();
    printer.report('fault', 'printer/paper-out');
    printer.report('fault', 'printer/paper-out');
    printer.report('ready');
    expect(kinds()).toEqual(['devices/fault-cleared device:printer-1', 'devices/fault-raised device:printer-1']);
    const shown = opened.events.filter(({ name }) => name === 'device').map(({ payload }) => payload);
    expect(shown).toMatchObject([{ state: 'fault' }, { state: 'fault' }, { state: 'ready', faults: [] }]);
  });

  it('tells which are new and which are gone when both happen at once', () => {
    const fault = (code: string, sinceMs = 0) => ({ code, says: { zh: code, en: code }, sinceMs });
    const before = followTroubles([], [fault('printer/cover'), fault('link/closed')]);
    const change = followTroubles(before.troubles, [fault('link/closed'), fault('printer/paper-out', 5)]);
    expect(change).toMatchObject({ raised: ['printer/paper-out'], cleared: ['printer/cover'] });
  });

  it('that are only better understood neither come nor go, and end under the code they came with', () => {
    const fault = (code: string, sinceMs: number) => ({ code, says: { zh: code, en: code }, sinceMs });
    const pulled = followTroubles([], [fault('link/closed', 7)]);
    const missing = followTroubles(pulled.troubles, [fault('link/not-found', 7)]);
    expect(missing).toMatchObject({ raised: [], cleared: [] });
    expect(followTroubles(missing.troubles, [])).toMatchObject({ raised: [], cleared: ['link/closed'] });
    const other = followTroubles(missing.troubles, [fault('link/not-found', 9), fault('printer/cover', 7)]);
    expect(other).toMatchObject({ raised: ['printer/cover'], cleared: [] });
  });

  it('are shown even when they cannot be journalled, and the device does not notice', () => {
    const { printer, desk: opened, reported, names } = room();
    opened.database.close();
    expect(() => printer.report('fault', 'printer/paper-out')).not.toThrow();
    expect(reported).toHaveLength(1);
    expect(names()).toContain('device');
  });

  it('are followed no longer after the stop', async () => {
    const { printer, paper, devices, names } = room();
    await devices.stop();
    printer.report('fault', 'printer/paper-out');
    paper.print();
    expect(names()).toEqual([]);
  });

  it('of one device that does not start do not keep the others from starting', async () => {
    const { devices, printer, cabinet } = room();
    const started: string[] = [];
    printer.start = () => Promise.reject(new Error('no such port'));
    cabinet.start = async () => void started.push('cabinet');
    await expect(startDevices(devices)).resolves.toBeUndefined();
    expect(started).toEqual(['cabinet']);
  });
});

describe('The bench', () => {
  it('shows only simulated devices', () => {
    const opened = openTestDesk();
    desk = opened;
    const devices = openDevicesRoom(opened, [{ device: fakePrinter() }], () => undefined);
    expect(deviceViews(devices)).toHaveLength(1);
    expect(benchViews(devices)).toEqual([]);
    expect(() => tearPaper(devices)).toThrowError(expect.objectContaining({ code: 'bench/not-simulated' }));
    expect(() => presentCard(devices, '4A00001001')).toThrowError(
      expect.objectContaining({ code: 'bench/not-simulated' }),
    );
  });

  it('tells the screen when paper comes out, a door moves or a fault is switched', () => {
    const { paper, devices, names, hands } = room();
    paper.print();
    moveDoor(devices, 2, 'pull');
    switchFault(devices, 'printer-1', 'paper-out', true);
    expect(hands).toEqual(['pull 2']);
    expect(names().filter((name) => name === 'bench').length).toBeGreaterThanOrEqual(3);
    const [shown] = benchViews(devices);
    expect(shown).toMatchObject({ kind: 'receipt-printer', papers: [{}], faults: [{ active: true }] });
  });

  it('refuses a door, a fault or a device that there is not', () => {
    const { devices } = room();
    const code = (act: () => void) => {
      try {
        act();
        return 'done';
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error;
      }
    };
    expect(code(() => moveDoor(devices, 9, 'pull'))).toBe('bench/no-such-door');
    expect(code(() => switchFault(devices, 'printer-1', 'on-fire', true))).toBe('bench/no-such-fault');
    expect(code(() => switchFault(devices, 'printer-9', 'paper-out', true))).toBe('bench/not-simulated');
  });

  it('answers over HTTP: 400 for a wrong card, 404 for what is not there', async () => {
    const { devices } = room();
    const http = await openHttp(deviceRoutes(devices));
    try {
      const screen = http.screen();
      expect((await screen.get('/devices')).body).toMatchObject([{ id: 'printer-1' }, { id: 'cabinet-1' }]);
      expect(await screen.post('/bench/card', { cardId: 'xyz' })).toMatchObject({ status: 400 });
      expect(await screen.post('/bench/card', { cardId: '4A00001001' })).toMatchObject({ status: 404 });
      expect(await screen.post('/bench/doors/9/pull')).toMatchObject({ status: 404 });
      expect(await screen.post('/bench/doors/1/kick')).toMatchObject({ status: 400 });
      expect(await screen.post('/bench/doors/1/pull')).toMatchObject({ status: 200 });
      expect(http.reported).toEqual([]);
    } finally {
      await http.close();
    }
  });
});
