import { cardTypes, frameOverhead } from './constants.ts';

export type CardType = (typeof cardTypes)[number];

/** A good packet: marks, length, type and BCC in order. */
export interface Rdm7941Frame {
  readonly kind: 'frame';
  readonly family: CardType['family'];
  /** Canonical card id, upper-case hex: MIFARE four bytes `DEADBEEF`; EM4100 five `2E00B6D7B5`, as an RDM6300 gives them. */
  readonly cardId: string;
  /** EM4100 only: the number on the card's face, e.g. `0011982773`. */
  readonly printedNumber?: string;
}

/**
 * Why a packet is not believed. `length`: no packet has such a LEN. `type`: unknown TYPE, or not one of this LEN. `no-end-mark`: 03 is
 * not where LEN says. `checksum`: BCC differs.
 */
export type Rdm7941Wrong = 'length' | 'type' | 'no-end-mark' | 'checksum';

/** The family whose serial number is written with so many hex digits. @returns undefined for no known family, or no upper-case hex */
export function cardTypeOf(cardId: string): CardType | undefined {
  if (!/^[0-9A-F]+$/.test(cardId)) return undefined;
  return cardTypes.find(({ serialBytes }) => cardId.length === 2 * serialBytes);
}

/** LEN of a family's packets. */
export function lengthOf({ serialBytes }: CardType): number {
  return serialBytes + frameOverhead;
}

/** XOR of what stands between the marks. */
export function bccOf(between: Iterable<number>): number {
  let sum = 0;
  for (const byte of between) sum ^= byte;
  return sum;
}
