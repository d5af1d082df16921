import { createMemoryOutput } from '../../../firmware-bridge/gpio/memory-line.ts';
import type { PublicAddressOptions } from '../public-address-settings.ts';
import { openZoneLines, type ZoneRelay } from './open-zone-line.ts';

/** As in the configuration. */
export interface ZonesConfig {
  readonly list: readonly {
    readonly id: string;
    readonly zh: string;
    readonly en: string;
    readonly relay: 'simulated' | ZoneRelay;
  }[];
  readonly music: 'all' | 'none' | readonly string[];
  readonly settleMs: number;
  readonly holdMs: number;
}

/** The zones of one configuration entry. */
export function configuredZones({
  list,
  music,
  settleMs,
  holdMs,
}: ZonesConfig): NonNullable<PublicAddressOptions['zones']> {
  const open = openZoneLines();
  const all = list.map(({ id }) => id);
  return {
    wired: list.map(({ id, zh, en, relay }) => ({
      id,
      name: { zh, en },
      open: async () => (relay === 'simulated' ? createMemoryOutput(id, () => undefined) : open(relay)),
    })),
    settings: { settleMs, holdMs, music: music === 'all' ? all : music === 'none' ? [] : music },
  };
}
