import type { Clock } from '../ports/clock.ts';
import type { DeviceHealth } from '../ports/device.ts';

/** Remembers when each device was last well, since the start. */
export interface LastGood {
  hear(id: string, health: DeviceHealth): void;
  /** UTC milliseconds; now for a device that is well, null for one that has not been since the start. */
  of(id: string, health: DeviceHealth): number | null;
}

const isWell = ({ state }: DeviceHealth): boolean => state === 'ready' || state === 'waiting';

export function createLastGood(clock: Pick<Clock, 'read'>): LastGood {
  const well = new Set<string>();
  const lastMs = new Map<string, number>();
  return {
    hear(id, health) {
      if (isWell(health)) well.add(id);
      else if (well.delete(id)) lastMs.set(id, clock.read().wallMs);
    },
    of: (id, health) => (isWell(health) ? clock.read().wallMs : (lastMs.get(id) ?? null)),
  };
}
