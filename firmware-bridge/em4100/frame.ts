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
 * Why a frame is not believed. `bad-digit`: not a hex digit where one belongs. `no-end-mark`: 14th byte is not 03. `checksum`: XOR of
 * the five card bytes differs.
 */
export type Em4100Wrong = 'bad-digit' | 'no-end-mark' | 'checksum';

/** Whether a byte is one of `0`–`9`, `A`–`F`, `a`–`f`. */
export function isHexDigit(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
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
