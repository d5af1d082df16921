import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NumberFormat } from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import type { PanelSettings } from '../../../firmware-bridge/osdp/panel-state.ts';
import { createMemoryCable } from '../../../firmware-bridge/transport/memory-cable.ts';
import type { CardFrequency } from '../../../hardware/card-reader/card-announcer.ts';
import { createOsdpReader } from '../../../hardware/card-reader/osdp-reader.ts';
import { createOsdpSimulator } from '../../../hardware/card-reader/osdp-simulator.ts';
import { FakeClock } from '../../fake-clock.ts';

export const siteKeyHex = '0F1E2D3C4B5A69788796A5B4C3D2E1F0';

/** Counting instead of random: every run has the same handshakes, and no two handshakes are the same. */
export function counting(): () => Uint8Array {
  let count = 0;
  return () => {
    count++;
    return Uint8Array.from({ length: 8 }, (_, index) => (count * 31 + index * 7) & 0xff);
  };
}

export function siteKeyFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'qingyu-osdp-')), 'reader-1.key');
  writeFileSync(file, `${siteKeyHex}\n`);
  return file;
}

interface Wanted {
  readonly secure?: PanelSettings['secure'];
  /** Which key the panel has, and which the reader. */
  readonly panelKey?: 'install' | 'site';
  readonly readerKey?: 'install' | 'site';
  readonly address?: number;
  readonly readerAddress?: number;
  readonly format?: NumberFormat;
  readonly frequency?: CardFrequency;
}

/** The driver, a cable, and a reader at its far end; with the clock turned to where the reader is on-line. */
export async function osdpDesk({
  secure = 'required',
  panelKey = 'site',
  readerKey = panelKey,
  address = 5,
  readerAddress = address,
  ...read
}: Wanted = {}) {
  const clock = new FakeClock();
  const cable = createMemoryCable('rs-485');
  const simulator = createOsdpSimulator({
    cable,
    clock,
    address: readerAddress,
    siteKey: readerKey === 'site' ? Uint8Array.from(Buffer.from(siteKeyHex, 'hex')) : undefined,
    random: counting(),
  });
  const sent: Uint8Array[] = [];
  cable.far.onBytes((chunk) => sent.push(chunk));
  const reader = createOsdpReader({
    id: 'reader-1',
    transport: cable.near,
    clock,
    address,
    key: panelKey === 'site' ? { file: siteKeyFile() } : 'install',
    secure,
    ...read,
    simulated: true,
    random: counting(),
  });
  const cards: string[] = [];
  const health: string[] = [];
  reader.onCard((event) => cards.push(event.cardId));
  reader.onHealth(({ state, faults }) => health.push([state, ...faults.map((fault) => fault.code)].join(' ')));
  await reader.start();
  await clock.advance(1_000);
  return { clock, cable, reader, simulator, cards, health, sent };
}
