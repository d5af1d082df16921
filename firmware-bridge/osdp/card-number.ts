import type { OsdpReply } from './replies.ts';

/** A card as every other reader of the desk would name it. */
export interface CardNumber {
  /** Upper-case hex, whole bytes, at least {@link shortestId} digits. */
  readonly cardId: string;
  /** What is printed on the card, where the format says. */
  readonly printedNumber?: string;
}

type CardReply = Extract<OsdpReply, { kind: 'raw-card' | 'formatted-card' }>;

/** Eight hex digits: shorter numbers get zeros in front, so a 26-bit card is `00` and its three bytes. */
const shortestId = 8;
/** 16 bytes; longer reads are no card number. */
const longestId = 32;
/** Raw format "parity, data, parity": a parity that does not match is a bad read. */
const parityFormat = 1;

/**
 * The card id of a read, or undefined when it is no card: parity wrong, no characters, too long.
 *
 * - 26 and 34 bits with right parity: the 24 or 32 data bits.
 * - Any other number of bits: all of them as one number.
 * - Characters: hex digits as they are; other characters by their codes.
 */
export function cardNumberOf(read: CardReply): CardNumber | undefined {
  return read.kind === 'raw-card' ? fromBits(read) : fromText(read);
}

function fromBits({ format, bitCount, bits }: Extract<CardReply, { kind: 'raw-card' }>): CardNumber | undefined {
  if (bitCount > longestId * 4) return undefined;
  const number =
    Buffer.from(bits).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> BigInt(bits.length * 8 - bitCount);
  const plain = { cardId: hexDigits(number.toString(16).padStart(bits.length * 2, '0')) };
  if (bitCount !== 26 && bitCount !== 34) return plain;
  if (!hasParity(number, bitCount)) return format === parityFormat ? undefined : plain;
  const card = (number >> 1n) & ((1n << BigInt(bitCount - 2)) - 1n);
  const cardId = hexDigits(card.toString(16));
  if (bitCount === 34) return { cardId, printedNumber: card.toString().padStart(10, '0') };
  const facility = (card >> 16n).toString().padStart(3, '0');
  return { cardId, printedNumber: `${facility},${(card & 0xffffn).toString().padStart(5, '0')}` };
}

/** Even parity over the first half, odd over the second. Source: 26-bit Wiegand, SIA AC-01; 34 bits by the same rule. */
function hasParity(number: bigint, bitCount: number): boolean {
  const half = BigInt(bitCount / 2);
  const ones = (part: bigint): number => [...part.toString(2)].filter((bit) => bit === '1').length;
  return ones(number >> half) % 2 === 0 && ones(number & ((1n << half) - 1n)) % 2 === 1;
}

function fromText({ text, backwards }: Extract<CardReply, { kind: 'formatted-card' }>): CardNumber | undefined {
  const characters = (backwards ? [...text].reverse().join('') : text).trim();
  if (characters === '') return undefined;
  const isHex = /^[0-9A-Fa-f]+$/.test(characters);
  const cardId = isHex ? hexDigits(characters) : hexDigits(Buffer.from(characters, 'latin1').toString('hex'));
  if (cardId.length > longestId) return undefined;
  return /^\d+$/.test(characters) ? { cardId, printedNumber: characters } : { cardId };
}

function hexDigits(digits: string): string {
  const even = digits.length + (digits.length % 2);
  return digits.toUpperCase().padStart(Math.max(shortestId, even), '0');
}

/**
 * The raw read a reader sends for a card id: six digits as 26 bits, eight as 34 bits with parity, more as plain bits. An eight-digit
 * id that begins with `00` comes as 26 bits.
 *
 * @param cardId whole bytes of hex
 */
export function rawReadOf(cardId: string): {
  readonly format: number;
  readonly bitCount: number;
  readonly bits: Uint8Array;
} {
  const bytes = Buffer.from(cardId, 'hex');
  if (bytes.length > 4) return { format: 0, bitCount: bytes.length * 8, bits: Uint8Array.from(bytes) };
  const card = BigInt(`0x${cardId}`);
  const dataBits = card < 1n << 24n ? 24 : 32;
  const bitCount = dataBits + 2;
  for (const parity of [0n, 1n, 1n << BigInt(bitCount - 1), (1n << BigInt(bitCount - 1)) | 1n]) {
    const number = (card << 1n) | parity;
    if (!hasParity(number, bitCount)) continue;
    const length = Math.ceil(bitCount / 8);
    const hex = (number << BigInt(length * 8 - bitCount)).toString(16).padStart(length * 2, '0');
    return { format: parityFormat, bitCount, bits: Uint8Array.from(Buffer.from(hex, 'hex')) };
  }
  throw new Error(`no parity fits ${cardId}`);
}
