import { checksumAt, checksumDigits, digitsAt, endMark, endMarkAt, frameLength, startMark } from './constants.ts';
import { checksumOf, isCardId } from './frame.ts';

/**
 * The bytes an RDM6300 sends for a card.
 *
 * @param cardId ten upper-case hex digits
 * @throws RangeError for anything else
 */
export function serializeEm4100(cardId: string): Uint8Array {
  if (!isCardId(cardId)) throw new RangeError(`an EM4100 card id is ten upper-case hex digits, not "${cardId}"`);
  const checksum = checksumOf(cardId).toString(16).toUpperCase().padStart(checksumDigits, '0');
  const bytes = new Uint8Array(frameLength);
  bytes[0] = startMark;
  bytes.set(Buffer.from(cardId, 'latin1'), digitsAt);
  bytes.set(Buffer.from(checksum, 'latin1'), checksumAt);
  bytes[endMarkAt] = endMark;
  return bytes;
}
