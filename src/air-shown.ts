import { type Broadcast, currentAir, dueCalls } from './broadcast/actions.ts';
import { type AirLog, unheardCount } from './broadcast/log.ts';
import type { OverviewSources } from './overview/actions.ts';

const NO_AIR = {
  air: null,
  music: { state: 'none', positionMs: 0, volume: 0 },
  muted: null,
  callsDue: [],
  unheard: 0,
} as const;

/** What every page is told of the air. */
export function airShown(
  broadcast: Broadcast | undefined,
  airLog: AirLog | undefined,
): ReturnType<OverviewSources['air']> {
  if (broadcast === undefined || airLog === undefined) return NO_AIR;
  const { onAir, music, muted } = currentAir(broadcast);
  const counted = { callsDue: dueCalls(broadcast), unheard: unheardCount(airLog) };
  return { air: onAir && { ...onAir, kind: onAir.class }, music, muted, ...counted };
}
