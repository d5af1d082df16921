import { tailMark } from '../tail-mark.ts';
import type { OsdpReply } from './replies.ts';

/** A card as every other reader of the desk would name it. */
export interface CardNumber {
  /** Upper-case hex, whole bytes; with {@link tailMark} in front where the reader's format leaves the beginning of the number out. */
  readonly cardId: string;
  /** What is printed on the card, where the format says. */
  readonly printedNumber?: string;
}

type CardReply = Extract<OsdpReply, { kind: 'raw-card' | 'formatted-card' }>;

/** Three bytes: shorter reads are keys of a keypad or noise, and too many cards would end so. */
const shortestBits = 24;
/** An EM4100 card has five bytes; whoever tells fewer may have left some out. */
const wholeBits = 40;
/** 16 bytes; longer reads are no card number. */
const longestId = 32;
/** Raw format "parity, data, parity": a parity that does not match is a bad read. */
const parityFormat = 1;

/**
 * Bits that begin with an even and end with an odd parity, each over its half of the data; by length, the bits of data. Of 37 bits
 * (H10302, H10304) the one in the middle belongs to both halves. Sources: 26 bits SIA AC-01; 37 bits HID "Understanding card data
 * formats"; 34 bits by the same rule.
 */
const dataBitsOf: ReadonlyMap<number, number> = new Map([
  [26, 24],
  [34, 32],
  [37, 35],
]);

/**
 * The card id of a read, or undefined when it is no card: parity wrong, no characters, too short, too long.
 *
 * - 26, 34 and 37 bits with right parity: the whole bytes of the data between, as the end of a number.
 * - Other lengths: all bits, under 40 of them as the end of a number. 32 bits may be a whole MIFARE card or the end of an EM4100 card.
 * - Characters: hex digits as they are, six or eight as the end of a number; other characters by their codes.
 */
export function cardNumberOf(read: CardReply): CardNumber | undefined {
  return read.kind === 'raw-card' ? fromBits(read) : fromText(read);
}

function fromBits({ format, bitCount, bits }: Extract<CardReply, { kind: 'raw-card' }>): CardNumber | undefined {
  if (bitCount < shortestBits || bitCount > longestId * 4) return undefined;
  const number =
    Buffer.from(bits).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) >> BigInt(bits.length * 8 - bitCount);
  const dataBits = dataBitsOf.get(bitCount);
  if (dataBits === undefined) return { cardId: idOf(number, bitCount) };
  if (!hasParity(number, bitCount, dataBits)) {
    return format === parityFormat ? undefined : { cardId: idOf(number, bitCount) };
  }
  const card = (number >> 1n) & lowest(dataBits);
  return { cardId: idOf(card, dataBits), printedNumber: printedNumberOf(card, dataBits) };
}

/** Whole bytes of a number of so many bits. Bits before the first whole byte of a tail are left out: half a byte names no card. */
function idOf(number: bigint, bitCount: number): string {
  if (bitCount >= wholeBits) return hexDigits(number.toString(16), Math.ceil(bitCount / 8));
  const bytes = Math.floor(bitCount / 8);
  return `${tailMark}${hexDigits((number & lowest(bytes * 8)).toString(16), bytes)}`;
}

/** As on the face of an EM4100 card: `067,25991` of three bytes, ten digits of four. */
function printedNumberOf(card: bigint, dataBits: number): string {
  if (dataBits >= 32) return (card & lowest(32)).toString().padStart(10, '0');
  const facility = (card >> 16n).toString().padStart(3, '0');
  return `${facility},${(card & lowest(16)).toString().padStart(5, '0')}`;
}

function hasParity(number: bigint, bitCount: number, dataBits: number): boolean {
  // A parity bit and its half of the data, the one in the middle included.
  const covered = BigInt(Math.ceil(dataBits / 2) + 1);
  const ones = (part: bigint): number => [...part.toString(2)].filter((bit) => bit === '1').length;
  const [first, last] = [number >> (BigInt(bitCount) - covered), number & lowest(Number(covered))];
  return ones(first) % 2 === 0 && ones(last) % 2 === 1;
}

function lowest(bits: number): bigint {
  return (1n << BigInt(bits)) - 1n;
}

function fromText({ text, backwards }: Extract<CardReply, { kind: 'formatted-card' }>): CardNumber | undefined {
  const characters = charactersOf({ text, backwards });
  if (characters === '') return undefined;
  const printed = /^\d+$/.test(characters) ? { printedNumber: characters } : {};
  if (/^([0-9A-F]{6}|[0-9A-F]{8})$/i.test(characters)) {
    return { cardId: `${tailMark}${characters.toUpperCase()}`, ...printed };
  }
  const isHex = /^[0-9A-F]+$/i.test(characters);
  const digits = isHex ? characters : Buffer.from(characters, 'latin1').toString('hex');
  const cardId = hexDigits(digits, Math.max(4, Math.ceil(digits.length / 2)));
  return cardId.length > longestId ? undefined : { cardId, ...printed };
}

/** The characters of a formatted read in the order of the card, without blanks around them. */
export function charactersOf({ text, backwards }: { readonly text: string; readonly backwards: boolean }): string {
  return (backwards ? [...text].reverse().join('') : text).trim();
}

function hexDigits(digits: string, bytes: number): string {
  return digits.toUpperCase().padStart(bytes * 2, '0');
}

/** Bits a reader as sold tells of a card of so many bytes. */
function usualBits(bytes: number): number {
  if (bytes <= 3) return 26;
  return bytes === 4 ? 34 : bytes * 8;
}

/**
 * The raw read a reader sends for a card: with parity where a layout of that length is known, else plain bits; in both the end of the card's
 * number as far as there is room.
 *
 * @param cardId whole bytes of hex
 * @param bitCount as the reader is set; 26 for three bytes, 34 for four, all bits for more unless given
 */
export function rawReadOf(
  cardId: string,
  bitCount: number = usualBits(cardId.length / 2),
): { readonly format: number; readonly bitCount: number; readonly bits: Uint8Array } {
  const card = BigInt(`0x${cardId}`);
  const dataBits = dataBitsOf.get(bitCount);
  if (dataBits === undefined) return { format: 0, bitCount, bits: leftJustified(card & lowest(bitCount), bitCount) };
  const topBit = 1n << BigInt(bitCount - 1);
  for (const parity of [0n, 1n, topBit, topBit | 1n]) {
    const number = ((card & lowest(dataBits)) << 1n) | parity;
    if (hasParity(number, bitCount, dataBits)) {
      return { format: parityFormat, bitCount, bits: leftJustified(number, bitCount) };
    }
  }
  throw new Error(`no parity fits ${cardId}`);
}

function leftJustified(number: bigint, bitCount: number): Uint8Array {
  const length = Math.ceil(bitCount / 8);
  const hex = (number << BigInt(length * 8 - bitCount)).toString(16).padStart(length * 2, '0');
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
