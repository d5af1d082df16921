import type { Discarded } from '../parser-counters.ts';

/** Characters between two endings. */
export interface KeyedLine {
  readonly kind: 'frame';
  /** As typed, e.g. `0040856634`. Never empty. */
  readonly text: string;
  readonly ending: 'enter' | 'tab' | 'silence';
}

/**
 * Why something was thrown away. `length`: a report that is none of a boot keyboard (its bytes). The others are lines (their characters):
 * `rollover`: more keys at once than the device can tell, so one may be missing. `key`: a key among them that types nothing. `too-long`: no
 * ending came. `lost`: the link was lost inside it.
 */
export type KeyedDiscardReason = 'length' | 'rollover' | 'key' | 'too-long' | 'lost';

export type KeyedOutput = KeyedLine | Discarded<KeyedDiscardReason>;
