import { checksumDigits } from '../em4100/constants.ts';
import { checksumOf, isCardId } from '../em4100/frame.ts';

/**
 * The bytes an EM-18 sends for a card.
 *
 * @param cardId ten upper-case hex digits
 * @throws RangeError for anything else
 */
export function serializeEm18(cardId: string): Uint8Array {
  if (!isCardId(cardId)) throw new RangeError(`an EM4100 card id is ten upper-case hex digits, not "${cardId}"`);
  const checksum = checksumOf(cardId).toString(16).toUpperCase().padStart(checksumDigits, '0');
  return Uint8Array.from(Buffer.from(`${cardId}${checksum}`, 'latin1'));
}
