import { tailMark } from '../tail-mark.ts';

/**
 * How keyboard readers write the number of a card. They differ by maker, and most can be switched. Source: manual of the ck365.cn ID-03,
 * whose table for the card 01 02 6F 6C 3A is the test vector; the reversed forms are told of MIFARE readers [to verify].
 *
 * Only `10H` and `14H` tell the whole card. The others tell its last four or three bytes: their card id begins with {@link tailMark}.
 */
export const numberFormats = {
  /** All five bytes of an EM4100 card in hexadecimal: `01026f6c3a`. */
  '10H': { bytes: 5, whole: true, pattern: /^([0-9A-F]{10})$/i, write: hex },
  /** Last four bytes as ten decimal digits, as printed on most cards: `0040856634`. */
  '8H-10D': { bytes: 4, pattern: /^(\d{10})$/, write: decimal(10) },
  /** Last three bytes as eight decimal digits: `07302202`. */
  '6H-8D': { bytes: 3, pattern: /^(\d{8})$/, write: decimal(8) },
  /** Last three bytes, one as three and two as five decimal digits: `111,27706`. */
  '2H+4H': { bytes: 3, pattern: /^(\d{3}),(\d{5})$/, write: pair(1, 3) },
  /** Last four bytes, two and two as five decimal digits: `00623,27706`. */
  '4H+4H': { bytes: 4, pattern: /^(\d{5}),(\d{5})$/, write: pair(2, 5) },
  /** Last four bytes in hexadecimal; the whole UID of a four-byte MIFARE card: `DEADBEEF`. */
  '8H': { bytes: 4, pattern: /^([0-9A-F]{8})$/i, write: hex },
  /** The same, last byte first: `EFBEADDE`. */
  '8H-reversed': { bytes: 4, reversed: true, pattern: /^([0-9A-F]{8})$/i, write: hex },
  '8H-10D-reversed': { bytes: 4, reversed: true, pattern: /^(\d{10})$/, write: decimal(10) },
  '4H+4H-reversed': { bytes: 4, reversed: true, pattern: /^(\d{5}),(\d{5})$/, write: pair(2, 5) },
  /** All seven bytes of an NTAG, Ultralight or DESFire card in hexadecimal. */
  '14H': { bytes: 7, whole: true, pattern: /^([0-9A-F]{14})$/i, write: hex },
  '14H-reversed': { bytes: 7, whole: true, reversed: true, pattern: /^([0-9A-F]{14})$/i, write: hex },
} as const satisfies Record<string, Written>;

/** Characters of the shortest text in any of the formats. */
export const shortestNumber = 8;

export type NumberFormat = keyof typeof numberFormats;

/** Every format, the usual ones first. */
export const numberFormatNames: readonly NumberFormat[] = [
  '10H',
  '8H-10D',
  '6H-8D',
  '2H+4H',
  '4H+4H',
  '8H',
  '8H-reversed',
  '8H-10D-reversed',
  '4H+4H-reversed',
  '14H',
  '14H-reversed',
];

interface Written {
  /** Bytes the text tells. */
  readonly bytes: number;
  /** They are the whole number of the card. */
  readonly whole?: true;
  readonly reversed?: true;
  readonly pattern: RegExp;
  readonly write: (bytes: readonly number[]) => string;
}

export interface ReadNumber {
  /** Upper-case hex in the order of the card; of a tail with {@link tailMark} in front, e.g. `*026F6C3A`. */
  readonly cardId: string;
  /** What is printed on an EM4100 card, as far as it is known: `0040856634` or `111,27706`. */
  readonly printedNumber?: string;
}

export function isNumberFormat(name: string): name is NumberFormat {
  return Object.hasOwn(numberFormats, name);
}

/** The card that a typed text names. @returns undefined for a text that is none of this format, or a number too large for it */
export function readNumber(format: NumberFormat, text: string): ReadNumber | undefined {
  const written: Written = numberFormats[format];
  const parts = written.pattern.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const typed = written.write === hex ? [...Buffer.from(text, 'hex')] : bytesOfDecimal(parts, written.bytes);
  if (typed === undefined) return undefined;
  const bytes = written.reversed === true ? typed.toReversed() : typed;
  const cardId = `${written.whole === true ? '' : tailMark}${hex(bytes)}`;
  const printedNumber = written.reversed === true || format === '8H' ? undefined : printedNumberOf(bytes);
  return { cardId, ...(printedNumber === undefined ? {} : { printedNumber }) };
}

/** Lengths of the card ids that a reader of this format can write, in hex digits. */
export function cardDigitsOf(format: NumberFormat): readonly number[] {
  const { bytes, whole }: Written = numberFormats[format];
  // What makers do with seven bytes in a format for four or three is not told anywhere.
  const longest = whole === true ? bytes : LONGEST_CUT;
  return Array.from({ length: longest - bytes + 1 }, (_, more) => 2 * (bytes + more));
}

/** What a reader of this format types for the card. @param cardId hex of the whole card @returns undefined where it could not read it so */
export function writeNumber(format: NumberFormat, cardId: string): string | undefined {
  if (!/^[0-9A-F]+$/.test(cardId) || !cardDigitsOf(format).includes(cardId.length)) return undefined;
  const { bytes, reversed, write }: Written = numberFormats[format];
  const told = [...Buffer.from(cardId, 'hex')].slice(-bytes);
  return write(reversed === true ? told.toReversed() : told);
}

/** EM4100 cards have five bytes. */
const LONGEST_CUT = 5;

function printedNumberOf(bytes: readonly number[]): string | undefined {
  if (bytes.length === 3) return numberFormats['2H+4H'].write(bytes);
  return bytes.length > LONGEST_CUT ? undefined : decimal(10)(bytes.slice(-4));
}

function hex(bytes: readonly number[]): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function numberOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}

function decimal(digits: number) {
  return (bytes: readonly number[]): string => String(numberOf(bytes)).padStart(digits, '0');
}

/** Two decimal numbers with a comma between; the second is two bytes. */
function pair(firstBytes: number, firstDigits: number) {
  return (bytes: readonly number[]): string =>
    `${decimal(firstDigits)(bytes.slice(0, firstBytes))},${decimal(5)(bytes.slice(firstBytes))}`;
}

function bytesOfDecimal(parts: readonly string[], length: number): number[] | undefined {
  const [first = '', second] = parts;
  const firstBytes = second === undefined ? length : length - 2;
  const bytes = [
    ...bytesOfNumber(Number(first), firstBytes),
    ...(second === undefined ? [] : bytesOfNumber(Number(second), 2)),
  ];
  return bytes.length === length ? bytes : undefined;
}

/** Big-endian; empty where the number does not fit. */
function bytesOfNumber(value: number, length: number): number[] {
  if (value >= 256 ** length) return [];
  return Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);
}
