import { endMark, startMark } from './constants.ts';
import { bccOf, cardTypeOf, lengthOf } from './frame.ts';

/**
 * The packet a 7941 module sends for a card.
 *
 * @param cardId upper-case hex: eight digits for MIFARE, ten for EM4100
 * @throws RangeError for anything else
 */
export function serializeRdm7941(cardId: string): Uint8Array {
  const cardType = cardTypeOf(cardId);
  if (cardType === undefined)
    throw new RangeError(`a 7941 card id is eight or ten upper-case hex digits, not "${cardId}"`);
  const between = [lengthOf(cardType), cardType.type, ...Buffer.from(cardId, 'hex')];
  return Uint8Array.of(startMark, ...between, bccOf(between), endMark);
}
