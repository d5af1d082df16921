import { cardBytes, cardDigits, printedBytes, printedDigits } from './constants.ts';

/** A good frame: start and end mark in place, checksum right. */
export interface Em4100Frame {
  readonly kind: 'frame';
  /** Canonical card id: ten upper-case hex digits, version byte first, e.g. `62E3086CED`. */
  readonly cardId: string;
  /** What is printed on the card: the last four bytes as ten decimal digits, e.g. `3808980205`. */
  readonly printedNumber: string;
}

/**
 * Why bytes were thrown away. `noise`: outside a frame. `bad-digit`: not a hex digit where one belongs. `no-end-mark`: 14th byte
 * is not 03. `checksum`: XOR of the five card bytes differs. `silence`: the line fell silent inside a frame.
 */
export type DiscardReason = 'noise' | 'bad-digit' | 'no-end-mark' | 'checksum' | 'silence';

/** Bytes that belong to no good frame. */
export interface DiscardedBytes {
  readonly kind: 'discarded';
  readonly reason: DiscardReason;
  readonly bytes: Uint8Array;
}

/** Whether `cardId` is ten upper-case hex digits. */
export function isCardId(cardId: string): boolean {
  return cardId.length === cardDigits && /^[0-9A-F]+$/.test(cardId);
}

/** XOR of the card's bytes, the checksum RDM6300 sends. @param cardId see {@link isCardId} */
export function checksumOf(cardId: string): number {
  let sum = 0;
  for (let index = 0; index < cardBytes; index++) sum ^= Number.parseInt(cardId.slice(2 * index, 2 * index + 2), 16);
  return sum;
}

/** The number on the card's face. @param cardId see {@link isCardId} */
export function printedNumberOf(cardId: string): string {
  return Number.parseInt(cardId.slice(-2 * printedBytes), 16)
    .toString()
    .padStart(printedDigits, '0');
}
