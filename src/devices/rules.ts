import type { DeviceFault, DeviceKind, DeviceState, SimulatedFault } from '../ports/device.ts';
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
}

/** What the bench shows of one simulated device. */
export type BenchDevice =
  | { readonly kind: 'card-reader'; readonly id: string; readonly faults: readonly SimulatedFault[] }
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
      readonly levels: {
        readonly blockMs: number;
        readonly music: readonly number[];
        readonly speech: readonly number[];
      };
    };

/** The faults that are new in `after`, and the codes that are gone. */
export function faultChanges(
  before: readonly DeviceFault[],
  after: readonly DeviceFault[],
): { readonly raised: readonly DeviceFault[]; readonly cleared: readonly string[] } {
  return {
    raised: after.filter((fault) => !before.some((known) => known.code === fault.code)),
    cleared: before.filter((known) => !after.some((fault) => fault.code === known.code)).map((fault) => fault.code),
  };
}
