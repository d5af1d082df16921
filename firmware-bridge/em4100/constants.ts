/**
 * The frame an RDM6300 module sends for an EM4100 tag (125 kHz): 9600 baud, 8N1, 14 bytes.
 * Sources: Seeed 113020002 datasheet p. 3; arduino12/rdm6300 src/rdm6300.h (a8ddb5f).
 *
 *     02 | 2 hex digits version/customer | 8 hex digits tag | 2 hex digits checksum | 03
 */
export const baudRate = 9600;

export const startMark = 0x02;
export const endMark = 0x03;

/** Version (customer) byte and four tag bytes. */
export const cardBytes = 5;
/** Two characters per byte. */
export const cardDigits = 2 * cardBytes;
export const checksumDigits = 2;

export const digitsAt = 1;
export const checksumAt = digitsAt + cardDigits;
export const endMarkAt = checksumAt + checksumDigits;
export const frameLength = endMarkAt + 1;

/** The number printed on the card is made of the last four bytes (without the version byte), in decimal. */
export const printedBytes = 4;
/** Ten digits, zero-padded: 4 294 967 295 is the largest. */
export const printedDigits = 10;

/** While a card stays in the field the frame comes again. Measured by others: ~50 ms (Hobbycomponents), ~65 ms (arduino12). */
export const repeatEveryMs = 65;

/**
 * Silence after which half a frame is given up. A whole frame takes 15 ms on the wire; USB adapters hold bytes back for 16 ms and
 * a busy computer for longer, so a shorter limit would throw away good frames.
 */
export const interByteSilenceMs = 100;
