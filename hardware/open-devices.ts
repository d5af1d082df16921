import { join } from 'node:path';
import type { DeviceConfig } from '../config/schema.ts';
import type { CaptureSettings } from '../firmware-bridge/audio/capture.ts';
import type { LineInSettings } from '../firmware-bridge/audio/line-in.ts';
import { createSerialTransport } from '../firmware-bridge/transport/serial.ts';
import type { CardReader, CardReaderSimulator } from '../src/ports/card-reader.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Contacts, ContactsSimulator } from '../src/ports/contacts.ts';
import type { PublicAddress, PublicAddressSimulator } from '../src/ports/public-address.ts';
import type { ReceiptPrinter, ReceiptPrinterSimulator } from '../src/ports/receipt-printer.ts';
import type { SlipScanner, SlipScannerSimulator } from '../src/ports/slip-scanner.ts';
import type { UmbrellaCabinet, UmbrellaCabinetSimulator } from '../src/ports/umbrella-cabinet.ts';
import { openCardReader } from './card-reader/open-card-reader.ts';
import { openContacts } from './contacts/open-contacts.ts';
import { createPublicAddress } from './public-address/create-public-address.ts';
import { configuredZones } from './public-address/zones/configured-zones.ts';
import { openPrinter } from './receipt-printer/open-printer.ts';
import { openSlipScanner } from './slip-scanner/open-slip-scanner.ts';
import { createCabinetSimulator } from './umbrella-cabinet/cabinet-simulator.ts';
import { createGpioBackend } from './umbrella-cabinet/gpio-backend.ts';
import { createHidRelayBackend } from './umbrella-cabinet/hid-relay-backend.ts';
import { createHidRelaySimulator } from './umbrella-cabinet/hid-relay-simulator.ts';
import { createLockBoardBackend } from './umbrella-cabinet/lock-board-backend.ts';
import { createLockBoardSimulator } from './umbrella-cabinet/lock-board-simulator.ts';
import { createUmbrellaCabinet } from './umbrella-cabinet/umbrella-cabinet.ts';

/** A device as configured, and the far end of its wire when that is simulated. */
export type OpenedDevice =
  | { readonly device: CardReader; readonly simulator?: CardReaderSimulator }
  | { readonly device: ReceiptPrinter; readonly simulator?: ReceiptPrinterSimulator }
  | { readonly device: UmbrellaCabinet; readonly simulator?: UmbrellaCabinetSimulator }
  | { readonly device: PublicAddress; readonly simulator?: PublicAddressSimulator }
  | { readonly device: SlipScanner; readonly simulator?: SlipScannerSimulator }
  | { readonly device: Contacts; readonly simulator?: ContactsSimulator };

type Entry<Kind extends DeviceConfig['kind']> = Extract<DeviceConfig, { kind: Kind }>;

/**
 * Makes the devices a configuration names; nothing is opened before their `start()`. A new kind of device is one more case here.
 *
 * @param dataFolder where devices keep what they make themselves (the demo track, the list of lock lines)
 */
export function openDevices(entries: readonly DeviceConfig[], clock: Clock, dataFolder: string): OpenedDevice[] {
  return entries.map((entry) => openDevice(entry, clock, dataFolder));
}

function openDevice(entry: DeviceConfig, clock: Clock, dataFolder: string): OpenedDevice {
  switch (entry.kind) {
    case 'card-reader': {
      const { reader, simulator } = openCardReader(entry, clock);
      return simulator === undefined ? { device: reader } : { device: reader, simulator };
    }
    case 'receipt-printer':
      return openPrinter(entry, clock);
    case 'umbrella-cabinet':
      return openCabinet(entry, clock, dataFolder);
    case 'public-address':
      return openPublicAddress(entry, clock, dataFolder);
    case 'slip-scanner':
      return openSlipScanner(entry, clock);
    case 'contacts':
      return openContacts(entry, clock);
  }
}

function openCabinet(entry: Entry<'umbrella-cabinet'>, clock: Clock, dataFolder: string): OpenedDevice {
  const { id, link, pulseMs } = entry;
  const timings = { openWithinMs: entry.openWithinMs, leftOpenAfterMs: entry.leftOpenAfterMs };
  if ('simulatedDoors' in link) {
    const simulator = simulatedCabinet(link, clock);
    return { device: createUmbrellaCabinet({ id, clock, backend: simulator.backend, pulseMs, timings }), simulator };
  }
  if ('lockBoard' in link) {
    const { serial, baudRate, lockBoard, ...wiring } = link;
    const transport = createSerialTransport({ path: serial, baudRate });
    const backend = createLockBoardBackend({ wiring: { ...wiring, model: lockBoard }, transport, clock });
    return { device: createUmbrellaCabinet({ id, clock, backend, pulseMs, timings }) };
  }
  const lockLinesFile = join(dataFolder, 'lock-lines');
  if ('hidRelay' in link) {
    const named = link.relayBoard === undefined ? {} : { serial: link.relayBoard };
    const backend = createHidRelayBackend({ doors: link.hidRelay, clock, lockLinesFile, ...named });
    return { device: createUmbrellaCabinet({ id, clock, backend, pulseMs, timings }) };
  }
  const backend = createGpioBackend({ doors: link.gpio, clock, lockLinesFile });
  return { device: createUmbrellaCabinet({ id, clock, backend, pulseMs, timings }) };
}

type SimulatedCabinet = Extract<Entry<'umbrella-cabinet'>['link'], { simulatedDoors: number }>;

function simulatedCabinet({ simulatedDoors: doors, lockBoard: model, hidRelay }: SimulatedCabinet, clock: Clock) {
  // As the stock of the demo plaza has it.
  const holds = (door: number): boolean => door === 1 || door % 3 !== 1;
  if (model !== undefined) return createLockBoardSimulator({ model, doors, clock, holds });
  return hidRelay === true ? createHidRelaySimulator({ doors, clock }) : createCabinetSimulator({ doors, clock });
}

function openPublicAddress(entry: Entry<'public-address'>, clock: Clock, dataFolder: string): OpenedDevice {
  const { id, musicFolder, recordingsFolder, phrasesFolder, speech } = entry;
  const { device, simulator } = createPublicAddress({
    id,
    clock,
    sink: sinkOf(entry.sink),
    ...(musicFolder === undefined ? {} : { musicFolder }),
    ...(recordingsFolder === undefined ? {} : { recordingsFolder }),
    ...(phrasesFolder === undefined ? {} : { phrasesFolder }),
    dataFolder,
    demoTrack: entry.simulated,
    speech: {
      voices: speech.voices,
      reads: speech.reads,
      ...(speech.command === undefined ? {} : { command: speech.command }),
    },
    ...(entry.microphone === undefined ? {} : { microphone: captureOf(entry.microphone) }),
    ...(entry.lineIn === undefined ? {} : { lineIn: lineInOf(entry.lineIn) }),
    ...(entry.zones === undefined ? {} : { zones: configuredZones(entry.zones) }),
    settings: { musicVolume: entry.musicVolume, duckDb: -entry.duckDb },
  });
  return simulator === undefined ? { device } : { device, simulator };
}

function captureOf(capture: NonNullable<Entry<'public-address'>['microphone']>): CaptureSettings {
  if (capture === 'simulated') return { kind: 'simulated' };
  return 'file' in capture ? { kind: 'file', path: capture.file } : { kind: 'alsa', device: capture.alsa };
}

function lineInOf(lineIn: NonNullable<Entry<'public-address'>['lineIn']>): LineInSettings {
  if (lineIn === 'simulated') return { capture: { kind: 'loopback' }, thresholdDb: SIMULATED_THRESHOLD_DB };
  return { capture: captureOf(lineIn), thresholdDb: lineIn.thresholdDb };
}

/** What the mixer's own output exceeds while somebody speaks. */
const SIMULATED_THRESHOLD_DB = -45;

function sinkOf(sink: Entry<'public-address'>['sink']) {
  if (sink === 'none') return { kind: 'none' } as const;
  return 'file' in sink ? ({ kind: 'file', path: sink.file } as const) : ({ kind: 'alsa', device: sink.alsa } as const);
}
