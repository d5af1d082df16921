import { type Broadcast, currentAir, dueCalls } from './broadcast/actions.ts';
import { type AirLog, unheardCount } from './broadcast/log.ts';
import type { OverviewSources } from './overview/actions.ts';

type AirSources = Pick<OverviewSources, 'air' | 'callsDue' | 'unheard'>;

const NO_AIR: AirSources = {
  air: () => ({ air: null, music: { state: 'none', positionMs: 0, volume: 0 }, muted: null }),
  callsDue: () => [],
  unheard: () => 0,
};

/** What every page is told of the air. */
export function airShown(broadcast: Broadcast | undefined, airLog: AirLog | undefined): AirSources {
  if (broadcast === undefined || airLog === undefined) return NO_AIR;
  return {
    air() {
      const { onAir, music, muted } = currentAir(broadcast);
      return { air: onAir && { ...onAir, kind: onAir.class }, music, muted };
    },
    callsDue: () => dueCalls(broadcast),
    unheard: () => unheardCount(airLog),
  };
}
