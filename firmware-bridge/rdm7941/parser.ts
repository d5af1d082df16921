import { printedNumberOf } from '../em4100/frame.ts';
import { ResyncParser, type Scanned } from '../resync-parser.ts';
import { cardTypes, endMark, interByteSilenceMs, lengthAt, serialAt, startMark, typeAt } from './constants.ts';
import { bccOf, type CardType, lengthOf, type Rdm7941Frame, type Rdm7941Wrong } from './frame.ts';

/**
 * Finds the packets of a 7941 module in its bytes. A serial number may hold 02 and 03, so the length frames and the marks only
 * confirm.
 *
 * A false start cannot hold a good packet back: the longest is one byte longer than the shortest, so it is decided by the time a
 * packet that began after it is complete.
 */
export class Rdm7941Parser extends ResyncParser<Rdm7941Frame, Rdm7941Wrong> {
  /** @param silenceMs silence after which half a packet is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    super({ begins: (byte) => byte === startMark, scan, silenceMs });
  }
}

function scan(held: readonly number[]): Scanned<Rdm7941Frame, Rdm7941Wrong> {
  const length = held[lengthAt];
  if (length === undefined) return 'more';
  const ofLength = cardTypes.filter((one) => lengthOf(one) === length);
  if (ofLength.length === 0) return { wrong: 'length' };
  const type = held[typeAt];
  if (type === undefined) return 'more';
  const cardType = ofLength.find((one) => one.type === type);
  if (cardType === undefined) return { wrong: 'type' };
  if (held.length < length) return 'more';
  const bccAt = length - 2;
  if (held[length - 1] !== endMark) return { wrong: 'no-end-mark' };
  if (held[bccAt] !== bccOf(held.slice(lengthAt, bccAt))) return { wrong: 'checksum' };
  return { frame: frameOf(cardType, held.slice(serialAt, bccAt)), length };
}

function frameOf({ family }: CardType, serial: readonly number[]): Rdm7941Frame {
  const cardId = Buffer.from(serial).toString('hex').toUpperCase();
  return {
    kind: 'frame',
    family,
    cardId,
    ...(family === 'em4100' ? { printedNumber: printedNumberOf(cardId) } : {}),
  };
}
