import type { ContactsSimulator } from '../ports/contacts.ts';
import type { DeviceFault, DeviceKind, DeviceState, Sentence, SimulatedFault } from '../ports/device.ts';
import type { PaperPicture } from '../ports/receipt-printer.ts';
import type { Door } from '../ports/umbrella-cabinet.ts';

/** A device as the devices page shows it. */
export interface DeviceView {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly model: string;
  readonly simulated: boolean;
  readonly state: DeviceState;
  readonly faults: readonly DeviceFault[];
  readonly counters: Readonly<Record<string, number>>;
  /** When it was last well, UTC milliseconds; null: not since the start. */
  readonly lastGoodMs: number | null;
  /** It says nothing until it is used: a lamp that is green means no more than that its cable is in. */
  readonly silentUntilUsed: boolean;
}

/** What the bench shows of one simulated device. */
export type BenchDevice =
  | {
      readonly kind: 'card-reader';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
      /** Lengths of the card ids it reads, in hex digits. */
      readonly cardDigits: readonly number[];
    }
  | {
      readonly kind: 'slip-scanner';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
    }
  | {
      readonly kind: 'receipt-printer';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
      readonly papers: readonly PaperPicture[];
      readonly drawerKicks: number;
    }
  | {
      readonly kind: 'umbrella-cabinet';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
      readonly doors: readonly Door[];
    }
  | {
      readonly kind: 'public-address';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
      /** Which relays of zones are on, at the far end of their wires. */
      readonly zones: readonly { readonly id: string; readonly name: Sentence; readonly on: boolean }[];
      readonly levels: {
        readonly blockMs: number;
        readonly music: readonly number[];
        readonly speech: readonly number[];
      };
    }
  | {
      readonly kind: 'contacts';
      readonly id: string;
      readonly faults: readonly SimulatedFault[];
      readonly contacts: ReturnType<ContactsSimulator['hands']>;
    };

/** A fault that lasts, and the code it was journalled with when it began. */
export interface Trouble {
  readonly journalledAs: string;
  readonly fault: DeviceFault;
}

/** What {@link followTroubles} found: what lasts now, and the codes that go into the journal. */
export interface Followed {
  readonly troubles: readonly Trouble[];
  readonly raised: readonly string[];
  readonly cleared: readonly string[];
}

/**
 * What came and what went. A fault that took the place of another of the same part and the same beginning (`link/closed` became
 * `link/not-found`) is one trouble, now better understood: it neither comes nor goes, and ends under the code it came with.
 */
export function followTroubles(before: readonly Trouble[], faults: readonly DeviceFault[]): Followed {
  const isHeld = (code: string): boolean => faults.some((fault) => fault.code === code);
  const left = new Set(before);
  const raised: string[] = [];
  const troubles = faults.map((fault): Trouble => {
    const known =
      before.find((trouble) => trouble.fault.code === fault.code) ??
      [...left].find(
        ({ fault: old }) => old.sinceMs === fault.sinceMs && partOf(old) === partOf(fault) && !isHeld(old.code),
      );
    if (known === undefined) raised.push(fault.code);
    else left.delete(known);
    return { journalledAs: known?.journalledAs ?? fault.code, fault };
  });
  return { troubles, raised, cleared: [...left].map(({ journalledAs }) => journalledAs) };
}

const partOf = ({ code }: DeviceFault): string => code.slice(0, code.indexOf('/') + 1);
