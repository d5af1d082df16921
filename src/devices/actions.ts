import type { Desk } from '../journal/desk.ts';
import type { CardReader, CardReaderSimulator } from '../ports/card-reader.ts';
import type { Contacts, ContactsSimulator } from '../ports/contacts.ts';
import { DeskError } from '../ports/desk-error.ts';
import { DeviceError } from '../ports/device.ts';
import type { PublicAddress, PublicAddressSimulator } from '../ports/public-address.ts';
import type { ReceiptPrinter, ReceiptPrinterSimulator } from '../ports/receipt-printer.ts';
import type { SlipScanner, SlipScannerSimulator } from '../ports/slip-scanner.ts';
import type { UmbrellaCabinet, UmbrellaCabinetSimulator } from '../ports/umbrella-cabinet.ts';
import { type Calibrations, openCalibrations } from './calibrations.ts';
import { createLastGood, type LastGood } from './last-good.ts';
import { type Lessons, openLessons } from './lessons.ts';
import { type Numbers, openNumbers } from './numbers.ts';
import { type BenchDevice, type DeviceView, followTroubles, type Trouble } from './rules.ts';

export type { CalibrationView } from './calibration.rules.ts';
export type { Calibrations } from './calibrations.ts';
export type { LessonView } from './lessons.ts';
export type { NumberView } from './numbers.ts';
export type { BenchDevice, DeviceView } from './rules.ts';

/** A device and, when it is simulated, the far end of its wire. */
export type BenchedDevice =
  | { readonly device: CardReader; readonly simulator?: CardReaderSimulator }
  | { readonly device: ReceiptPrinter; readonly simulator?: ReceiptPrinterSimulator }
  | { readonly device: UmbrellaCabinet; readonly simulator?: UmbrellaCabinetSimulator }
  | { readonly device: PublicAddress; readonly simulator?: PublicAddressSimulator }
  | { readonly device: SlipScanner; readonly simulator?: SlipScannerSimulator }
  | { readonly device: Contacts; readonly simulator?: ContactsSimulator };

/** The devices of the desk. */
export interface Devices {
  readonly desk: Desk;
  readonly all: readonly BenchedDevice[];
  readonly lastGood: LastGood;
  readonly lessons: Lessons;
  readonly calibrations: Calibrations;
  readonly numbers: Numbers;
  stop(): Promise<void>;
}

/**
 * Follows every device's health: a fault that comes or goes is journalled, then shown. What cannot be journalled is shown all
 * the same and told to `report`: a device never hears of the desk's troubles.
 */
export function openDevicesRoom(desk: Desk, all: readonly BenchedDevice[], report: (error: unknown) => void): Devices {
  const lastGood = createLastGood(desk.clock);
  const known = new Map<string, readonly Trouble[]>();
  const unfollow = all.map(({ device }) =>
    device.onHealth((health) => {
      const { troubles, raised, cleared } = followTroubles(known.get(device.id) ?? [], health.faults);
      known.set(device.id, troubles);
      lastGood.hear(device.id, health);
      try {
        journalFaults(desk, device.id, raised, cleared);
      } catch (error) {
        report(new Error(`device ${device.id}: a fault was not journalled`, { cause: error }));
      }
      desk.announce({ name: 'device', payload: viewOf(device, lastGood) });
    }),
  );
  const unbench = all.flatMap((one) => followBench(desk, one));
  const named = all.map(({ device }) => device);
  const show = (id: string): void => {
    const device = named.find((one) => one.id === id);
    if (device !== undefined) desk.announce({ name: 'device', payload: viewOf(device, lastGood) });
  };
  const lessons = openLessons({ desk, devices: named, show, report });
  const calibrations = openCalibrations({ desk, devices: named, lessons, show });
  const numbers = openNumbers(desk, all);
  return {
    desk,
    all,
    lastGood,
    lessons,
    calibrations,
    numbers,
    async stop() {
      calibrations.stop();
      numbers.stop();
      for (const stop of [...unfollow, ...unbench]) stop();
      await Promise.all(all.map(({ device }) => device.stop()));
    },
  };
}

// What moves on the bench is no record: the bench asks again when it hears of it. A door's own event is the loans' to tell.
function followBench(desk: Desk, one: BenchedDevice): (() => void)[] {
  const moved = (): void => desk.announce({ name: 'bench', payload: { device: one.device.id } });
  if (one.simulator === undefined) return [];
  if (isPrinter(one)) return [one.simulator.onPaper(moved)];
  if (isCabinet(one)) return [one.device.onDoor(moved)];
  return [];
}

/** Starts them all; one that does not start never stops the others. */
export async function startDevices(devices: Devices): Promise<void> {
  await Promise.allSettled(devices.all.map(({ device }) => device.start()));
}

/** Every device with its health, in the order of the configuration. */
export function deviceViews(devices: Devices): DeviceView[] {
  return devices.all.map(({ device }) => viewOf(device, devices.lastGood));
}

/** The far ends of the simulated wires. Empty on real hardware. */
export function benchViews(devices: Devices): BenchDevice[] {
  return devices.all.flatMap((one): BenchDevice[] => {
    const { id } = one.device;
    if (isReader(one))
      return one.simulator === undefined
        ? []
        : [{ kind: 'card-reader', id, faults: one.simulator.faults(), cardDigits: one.simulator.cardDigits }];
    if (isPrinter(one)) {
      if (one.simulator === undefined) return [];
      const { simulator } = one;
      return [
        {
          kind: 'receipt-printer',
          id,
          faults: simulator.faults(),
          papers: simulator.papers(),
          drawerKicks: simulator.drawerKicks(),
        },
      ];
    }
    if (isCabinet(one)) {
      return one.simulator === undefined
        ? []
        : [{ kind: 'umbrella-cabinet', id, faults: one.simulator.faults(), doors: one.simulator.doors() }];
    }
    if (isScanner(one))
      return one.simulator === undefined ? [] : [{ kind: 'slip-scanner', id, faults: one.simulator.faults() }];
    if (isContacts(one)) {
      return one.simulator === undefined
        ? []
        : [{ kind: 'contacts', id, faults: one.simulator.faults(), contacts: one.simulator.hands() }];
    }
    return one.simulator === undefined
      ? []
      : [
          {
            kind: 'public-address',
            id,
            faults: one.simulator.faults(),
            levels: one.simulator.levels(),
            zones: one.simulator.zones(),
          },
        ];
  });
}

/** For each simulated reader the lengths of the card ids it reads, in hex digits. */
export function simulatedCardDigits(devices: Devices): readonly (readonly number[])[] {
  return devices.all
    .filter(isReader)
    .flatMap(({ simulator }) => (simulator === undefined ? [] : [simulator.cardDigits]));
}

/**
 * Holds a card to a simulated reader.
 *
 * @param readerId absent: the first one
 * @throws DeskError `bench/not-simulated`; `bench/no-such-card` for a card that reader cannot see
 */
export function presentCard(devices: Devices, cardId: string, readerId?: string): void {
  const readers = devices.all.filter(isReader);
  const named = readerId === undefined ? readers : readers.filter(({ device }) => device.id === readerId);
  const simulator = simulated(named, readerId ?? 'reader');
  refusing('bench/no-such-card', 'cardId', () => simulator.present(cardId));
}

/** Holds a code under the simulated scanner. @throws DeskError `bench/not-simulated`, `bench/no-such-code` */
export function scanCode(devices: Devices, text: string): void {
  const simulator = simulated(devices.all.filter(isScanner), 'scanner');
  refusing('bench/no-such-code', 'text', () => simulator.scan(text));
}

/** What a simulator cannot be shown is a mistake of who asks, not a device that fails. */
function refusing(code: string, field: string, show: () => void): void {
  try {
    show();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    throw new DeskError('invalid', code, error.says, { field, cause: error });
  }
}

/** Pulls a door open or pushes it shut, as a person would. */
export function moveDoor(devices: Devices, door: number, hand: 'pull' | 'push'): void {
  const simulator = simulated(devices.all.filter(isCabinet), 'cabinet');
  if (!simulator.doors().some((one) => one.number === door)) {
    throw new DeskError('not-found', 'bench/no-such-door', {
      zh: `没有 ${door} 号门。`,
      en: `There is no door ${door}.`,
    });
  }
  simulator[hand](door);
  devices.desk.announce({ name: 'bench', payload: { door } });
}

/** Presses a simulated contact or lets go of it. @throws DeskError `bench/…` */
export function moveContact(devices: Devices, contact: string, hand: 'press' | 'release'): void {
  const simulator = simulated(devices.all.filter(isContacts), 'contacts');
  if (!simulator.hands().some(({ id }) => id === contact)) {
    throw new DeskError('not-found', 'bench/no-such-contact', {
      zh: `没有“${contact}”这个触点。`,
      en: `There is no contact "${contact}".`,
    });
  }
  simulator[hand](contact);
  devices.desk.announce({ name: 'bench', payload: { contact } });
}

/** Tears off what hangs out of the printer. @throws DeskError `bench/not-simulated` */
export function tearPaper(devices: Devices): void {
  simulated(devices.all.filter(isPrinter), 'printer').tearOff();
}

/** Switches one named fault of one simulated device. @throws DeskError `bench/…` */
export function switchFault(devices: Devices, deviceId: string, fault: string, active: boolean): void {
  const one = devices.all.find(({ device }) => device.id === deviceId);
  if (one?.simulator === undefined) throw notSimulated(deviceId);
  if (!one.simulator.faults().some(({ id }) => id === fault)) {
    throw new DeskError('not-found', 'bench/no-such-fault', {
      zh: `没有“${fault}”这个故障。`,
      en: `There is no fault "${fault}".`,
    });
  }
  one.simulator.setFault(fault, active);
  devices.desk.announce({ name: 'bench', payload: { device: deviceId } });
}

function journalFaults(desk: Desk, id: string, raised: readonly string[], cleared: readonly string[]): void {
  if (raised.length === 0 && cleared.length === 0) return;
  desk.change(`device:${id}`, (change) => {
    for (const code of raised) change.record({ kind: 'devices/fault-raised', subject: `device:${id}`, body: { code } });
    for (const code of cleared)
      change.record({ kind: 'devices/fault-cleared', subject: `device:${id}`, body: { code } });
  });
}

function viewOf(device: BenchedDevice['device'], lastGood: LastGood): DeviceView {
  const { id, kind, model, simulated: isSimulated, silentUntilUsed = false } = device;
  const health = device.health();
  return { id, kind, model, simulated: isSimulated, ...health, lastGoodMs: lastGood.of(id, health), silentUntilUsed };
}

function simulated<S>(devices: readonly { readonly simulator?: S }[], what: string): S {
  const found = devices.find((one) => one.simulator !== undefined)?.simulator;
  if (found === undefined) throw notSimulated(what);
  return found;
}

function notSimulated(what: string): DeskError {
  return new DeskError(
    'not-found',
    'bench/not-simulated',
    { zh: '这是真的设备，练习台不管它。', en: 'This is a real device; the bench has no hand in it.' },
    { facts: { device: what } },
  );
}

type Of<Kind extends BenchedDevice['device']['kind']> = Extract<BenchedDevice, { device: { kind: Kind } }>;
const isReader = (one: BenchedDevice): one is Of<'card-reader'> => one.device.kind === 'card-reader';
const isPrinter = (one: BenchedDevice): one is Of<'receipt-printer'> => one.device.kind === 'receipt-printer';
const isCabinet = (one: BenchedDevice): one is Of<'umbrella-cabinet'> => one.device.kind === 'umbrella-cabinet';
const isScanner = (one: BenchedDevice): one is Of<'slip-scanner'> => one.device.kind === 'slip-scanner';
const isContacts = (one: BenchedDevice): one is Of<'contacts'> => one.device.kind === 'contacts';
