import { expect, it } from 'vitest';
import type { DeviceView } from '../../src/devices/rules.ts';
import { byUrgency, nameOf } from '../../src/ui/pages/devices-order.ts';
import { inShort, sinceWhen } from '../../src/ui/words/device-words.ts';

const device = (id: string, state: DeviceView['state'], code?: string): DeviceView => ({
  id,
  kind: id.startsWith('reader') ? 'card-reader' : 'receipt-printer',
  model: 'any',
  simulated: false,
  state,
  faults: code === undefined ? [] : [{ code, says: { zh: code, en: code }, sinceMs: 0 }],
  counters: {},
  lastGoodMs: null,
  silentUntilUsed: false,
});

it('puts first what does not work and a clerk can mend, then what a technician must, then what will stop soon', () => {
  const ordered = byUrgency([
    device('reader-1', 'ready'),
    device('printer-1', 'waiting', 'printer/paper-near-end'),
    device('reader-2', 'fault', 'link/no-permission'),
    device('reader-3', 'starting'),
    device('printer-2', 'fault', 'printer/paper-out'),
  ]);
  expect(ordered.map(({ id }) => id)).toEqual(['printer-2', 'reader-2', 'printer-1', 'reader-3', 'reader-1']);
});

it('numbers devices only where there are several of a kind', () => {
  const all = [device('reader-1', 'ready'), device('printer-1', 'ready'), device('reader-2', 'ready')];
  expect(all.map((one) => nameOf(one, all))).toEqual(['读卡器 1', '打印机', '读卡器 2']);
});

it('says an unplugged or silent device in one sentence with its time, and each fault in a few words', () => {
  expect(sinceWhen('link/not-found', '读卡器', '10:32')).toBe('读卡器从 10:32 起没接上');
  expect(sinceWhen('osdp/off-line', '读卡器', '10:32')).toBe('读卡器从 10:32 起没有回应');
  expect(sinceWhen('printer/paper-out', '打印机', '10:32')).toBeUndefined();
  expect(['printer/paper-out', 'printer/paper-near-end', 'link/closed', 'link/busy'].map(inShort)).toEqual([
    '没纸了',
    '纸快完了',
    '没接上',
    '找技术员',
  ]);
});
