import type { BenchDevice } from '../../devices/rules.ts';
import type { DoorShown } from '../kit/cabinet.tsx';
import { w } from '../words/bench-words.ts';

type Door = Extract<BenchDevice, { kind: 'umbrella-cabinet' }>['doors'][number];

/** Faults that are switched on. */
export const faultsOn = (device: Pick<BenchDevice, 'faults'>): number =>
  device.faults.filter((fault) => fault.active).length;

/** The two sides of the bench; the second says how many faults are on. */
export function benchTabs(path: '/bench' | '/bench/faults', devices: readonly BenchDevice[]) {
  const on = devices.reduce((sum, device) => sum + faultsOn(device), 0);
  return [
    { label: w('bench.title'), href: '/bench', current: path === '/bench' },
    {
      label: on === 0 ? w('bench.faults') : w('bench.faultsCounted', { n: on }),
      href: '/bench/faults',
      current: path === '/bench/faults',
    },
  ];
}

/** Faults of one door are named `door-3:jammed`; the door of such a name, or undefined for a fault of the whole device. */
export function doorOfFault(id: string): number | undefined {
  const [, number] = /^door-(\d+):/.exec(id) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** A door as it stands: open, jammed by a fault, or shut. */
export function doorShown(door: Door, faults: BenchDevice['faults']): DoorShown {
  const jammed = faults.some((fault) => fault.active && fault.id === `door-${door.number}:jammed`);
  return { number: door.number, state: door.position === 'open' ? 'open' : jammed ? 'stuck' : 'closed', empty: false };
}
