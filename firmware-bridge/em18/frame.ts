import type { Discarded } from '../parser-counters.ts';

/** Twelve digits between two silences, checksum right. */
export interface Em18Frame {
  readonly kind: 'frame';
  /** Canonical EM4100 card id: ten upper-case hex digits, the same an RDM6300 gives for the card, e.g. `4500C5D1E9`. */
  readonly cardId: string;
  /** What is printed on the card: the last four bytes as ten decimal digits, e.g. `0012964329`. */
  readonly printedNumber: string;
}

/**
 * Why bytes were thrown away. `noise`: not a hex digit. `length`: not twelve digits, or a multiple of it, between two pauses.
 * `checksum`: XOR of the five card bytes differs. `too-long`: digits without end.
 */
export type Em18DiscardReason = 'noise' | 'length' | 'checksum' | 'too-long';

export type Em18Output = Em18Frame | Discarded<Em18DiscardReason>;
