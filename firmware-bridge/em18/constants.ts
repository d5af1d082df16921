import { cardDigits, checksumDigits } from '../em4100/constants.ts';

/**
 * What an EM-18 module sends for an EM4100 tag (125 kHz): 9600 baud, 8N1, 12 characters, once per presentation, with no mark
 * before or after them. Source: EM-18 manual (cparkb2c.in).
 *
 *     2 hex digits version/customer | 8 hex digits tag | 2 hex digits checksum
 */
export const baudRate = 9600;

export const checksumAt = cardDigits;
export const frameLength = cardDigits + checksumDigits;

/**
 * Silence that ends a frame, in milliseconds. Nothing else does: with an eight-bit checksum and no marks, any twelve digits in a
 * row pass for a card once in 256 times. USB adapters hold bytes back for 16 ms, so it must be longer than that.
 */
export const frameSilenceMs = 30;

/**
 * Silence after which half a frame is given up. Longer, because a busy computer tears frames in two and the module does not send
 * again; still shorter than any hand is between two cards.
 */
export const interByteSilenceMs = 300;

/** More digits than this without a pause are no cards: nobody presents five cards in 60 ms. */
export const longestRun = 4 * frameLength;
