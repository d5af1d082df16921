import type { AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';

/** What the bench can switch off. */
export type BenchPart = 'sink' | 'music';

/** Switching a part of the chain off or on, as the mixer is told. */
export function switchRequest(part: BenchPart, off: boolean): AudioRequest {
  return part === 'sink' ? { type: 'breakSink', broken: off } : { type: 'hideMusic', hidden: off };
}
