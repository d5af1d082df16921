import type { GuestClock } from '../../hardware/rig/run-guest.ts';
import type { World } from './world.ts';

/** A disk of the guest, empty or with a fresh ext4 on it. */
export interface RigDisk {
  readonly name: string;
  readonly megabytes: number;
  readonly fileSystem?: boolean;
}

/** One story of the desk on the guest's devices, told in a guest of its own. */
export interface Scenario {
  /** Further devices, as YAML list entries for the configuration. */
  readonly devices?: string;
  /** Changes the example configuration, where the story is of another wiring. */
  readonly configured?: (yaml: string) => string;
  /** The service runs as the user of its systemd unit instead of root. */
  readonly asServiceUser?: boolean;
  /** Disks of the guest: `/dev/ubdb`, `/dev/ubdc` …, in this order. */
  readonly disks?: readonly RigDisk[];
  /** The service has reason to complain here: the scenario looks at what it wrote to stderr itself. */
  readonly judgesComplaints?: boolean;
  readonly run: (world: World) => Promise<void>;
}

/** A scenario as the rig knows it before it is loaded. */
export interface Listed {
  readonly name: string;
  /** Shown while it runs. */
  readonly says: string;
  readonly clock: GuestClock;
  /** The guest is switched off after this many seconds; without `short` it is no part of the short version. */
  readonly deadlineS: { readonly short?: number; readonly full: number };
  readonly load: () => Promise<Scenario>;
}

/** Every scenario, in the order they run. A new one is a file in `scenarios/` and an entry here. */
export const SCENARIOS: readonly Listed[] = [
  {
    name: 'taps',
    says: 'taps over usb-serial and USB keyboard: each one punch, in order',
    clock: 'exact',
    deadlineS: { short: 600, full: 1_800 },
    load: async () => (await import('./scenarios/taps.ts')).taps,
  },
  {
    name: 'latency',
    says: 'how long a tap takes, in real time',
    clock: 'real',
    deadlineS: { full: 1_200 },
    load: async () => (await import('./scenarios/latency.ts')).latency,
  },
  {
    name: 'umbrella',
    says: 'an umbrella out and back through GPIO lock and door contact',
    clock: 'exact',
    deadlineS: { short: 600, full: 600 },
    load: async () => (await import('./scenarios/umbrella.ts')).umbrella,
  },
  {
    name: 'lock',
    says: 'the service killed and stopped inside a lock pulse (F9)',
    clock: 'exact',
    deadlineS: { short: 600, full: 1_800 },
    load: async () => (await import('./scenarios/lock.ts')).lock,
  },
  {
    name: 'rights',
    says: 'every device under the user of the systemd unit, by the udev rules',
    clock: 'exact',
    deadlineS: { short: 600, full: 600 },
    load: async () => (await import('./scenarios/rights.ts')).rights,
  },
  {
    name: 'receipt',
    says: 'receipts on paper: as previewed, and through paper out, open cover, pulled cable and kill',
    clock: 'exact',
    deadlineS: { short: 600, full: 1_800 },
    load: async () => (await import('./scenarios/receipt.ts')).receipt,
  },
  {
    name: 'receipt-usb',
    says: 'the same over libusb, which takes the printer from the kernel’s driver',
    clock: 'exact',
    deadlineS: { full: 1_800 },
    load: async () => (await import('./scenarios/receipt.ts')).receiptUsb,
  },
  {
    name: 'announcement',
    says: 'an announcement recorded at the sound loop: chime, ducking, and the music back',
    clock: 'exact',
    deadlineS: { short: 600, full: 600 },
    load: async () => (await import('./scenarios/announcement.ts')).announcement,
  },
  {
    name: 'pre-emption',
    says: 'a lost-person call cuts a notice at the sound loop and the notice is heard again; the relay of its zone',
    clock: 'exact',
    deadlineS: { full: 600 },
    load: async () => (await import('./scenarios/pre-emption.ts')).preEmption,
  },
  {
    name: 'power-cut',
    says: 'power cuts under the service, on a disk that logs every write (F2)',
    clock: 'real',
    deadlineS: { short: 600, full: 1_800 },
    load: async () => (await import('./scenarios/power-cut.ts')).powerCut,
  },
  {
    name: 'full-disk',
    says: 'the disk under the desk full, and with room again (F4)',
    clock: 'real',
    deadlineS: { short: 600, full: 600 },
    load: async () => (await import('./scenarios/full-disk.ts')).fullDisk,
  },
  {
    name: 'replug',
    says: 'every cable pulled and put in again',
    clock: 'exact',
    deadlineS: { short: 600, full: 1_800 },
    load: async () => (await import('./scenarios/replug.ts')).replug,
  },
];
