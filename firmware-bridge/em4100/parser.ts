import { ResyncParser, type Scanned } from '../resync-parser.ts';
import { checksumAt, digitsAt, endMark, endMarkAt, frameLength, interByteSilenceMs, startMark } from './constants.ts';
import { checksumOf, type Em4100Frame, type Em4100Wrong, isHexDigit, printedNumberOf } from './frame.ts';

/**
 * Finds the frames of an RDM6300 in its bytes.
 *
 * Lower-case hex digits are accepted: clones send them, the value is the same, and the card id is always upper-case. (The bit that
 * makes the difference cannot turn one digit into another, so nothing is lost in safety.)
 */
export class Em4100Parser extends ResyncParser<Em4100Frame, Em4100Wrong> {
  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    super({ begins: (byte) => byte === startMark, scan, silenceMs });
  }
}

function scan(held: readonly number[]): Scanned<Em4100Frame, Em4100Wrong> {
  if (!held.slice(digitsAt, endMarkAt).every(isHexDigit)) return { wrong: 'bad-digit' };
  if (held.length < frameLength) return 'more';
  if (held[endMarkAt] !== endMark) return { wrong: 'no-end-mark' };
  const digits = String.fromCharCode(...held.slice(0, endMarkAt)).toUpperCase();
  const cardId = digits.slice(digitsAt, checksumAt);
  if (Number.parseInt(digits.slice(checksumAt), 16) !== checksumOf(cardId)) return { wrong: 'checksum' };
  return { frame: { kind: 'frame', cardId, printedNumber: printedNumberOf(cardId) }, length: frameLength };
}
