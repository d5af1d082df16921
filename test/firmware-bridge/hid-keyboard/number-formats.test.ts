import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../config/schema.ts';
import {
  isNumberFormat,
  numberFormatNames,
  numberFormats,
  readNumber,
  writeNumber,
} from '../../../firmware-bridge/hid-keyboard/number-formats.ts';
import { formatsThatFit } from '../../../hardware/card-reader/hid-keyboard-reader.ts';
import { maybeSameCard } from '../../../src/ports/card-reader.ts';
import { ck365Card, ck365Numbers } from '../../vectors/hid-keyboard.ts';

const hexOf = (bytes: readonly number[]): string => Buffer.from(bytes).toString('hex').toUpperCase();
const cardOf = (length: number) => fc.array(fc.nat(255), { minLength: length, maxLength: length }).map(hexOf);
const anyCard = fc.oneof(cardOf(4), cardOf(5), cardOf(7));

test('every format is offered, and the configuration knows them all', () => {
  expect([...numberFormatNames].sort()).toEqual(Object.keys(numberFormats).sort());
  const device = configSchema.shape.devices.element;
  for (const format of numberFormatNames)
    expect(
      device.parse({ id: 'r', kind: 'card-reader', model: 'hid-keyboard', link: 'simulated', format }),
    ).toMatchObject({
      format,
    });
});

describe('the table of the ck365 manual', () => {
  test.each(ck365Numbers)('$format is read and written', ({ format, text, cardId }) => {
    if (!isNumberFormat(format)) throw new Error(format);
    expect(readNumber(format, text)?.cardId).toBe(cardId);
    expect(writeNumber(format, ck365Card)?.toLowerCase()).toBe(text);
  });
  test.each(ck365Numbers)('$format is found for the card', ({ format, text }) => {
    expect(formatsThatFit(text, ck365Card)).toEqual([format]);
  });
  test('the printed number is told as far as it is known', () => {
    expect(readNumber('10H', '01026f6c3a')?.printedNumber).toBe('0040856634');
    expect(readNumber('8H-10D', '0040856634')?.printedNumber).toBe('0040856634');
    expect(readNumber('4H+4H', '00623,27706')?.printedNumber).toBe('0040856634');
    expect(readNumber('6H-8D', '07302202')?.printedNumber).toBe('111,27706');
    expect(readNumber('8H', 'DEADBEEF')?.printedNumber).toBeUndefined();
  });
});

test('MIFARE readers that write the last byte first name the same card', () => {
  expect(readNumber('8H-reversed', 'efbeadde')?.cardId).toBe('*DEADBEEF');
  expect(readNumber('8H', 'deadbeef')?.cardId).toBe('*DEADBEEF');
  expect(readNumber('14H-reversed', '80665544332204')?.cardId).toBe('04223344556680');
  expect(formatsThatFit('EFBEADDE', 'DEADBEEF')).toEqual(['8H-reversed']);
});

test.each([
  ['8H-10D', '4294967296'],
  ['6H-8D', '16777216'],
  ['2H+4H', '256,00000'],
  ['2H+4H', '111,65536'],
  ['4H+4H', '65536,00000'],
  ['8H-10D', '040856634'],
  ['8H-10D', '00408566340'],
  ['10H', '01026f6c3'],
  ['10H', '01026f6c3g'],
  ['2H+4H', '11127706'],
  ['8H', ''],
] as const)('%s: “%s” is no number', (format, text) => expect(readNumber(format, text)).toBeUndefined());

test('what a reader could not read so is not written', () => {
  expect(writeNumber('10H', 'DEADBEEF')).toBeUndefined();
  expect(writeNumber('8H-10D', '04223344556680')).toBeUndefined();
  expect(writeNumber('8H', 'xyz')).toBeUndefined();
});

describe('properties', () => {
  test('what any format writes of a card, it reads as a name of that card', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...numberFormatNames), (card, format) => {
        const text = writeNumber(format, card);
        fc.pre(text !== undefined);
        const read = readNumber(format, text);
        expect(read && maybeSameCard(read.cardId, card)).toBe(true);
        expect(formatsThatFit(text, card)).toContain(format);
      }),
    );
  });

  test('a whole number is the card and no other', () => {
    fc.assert(
      fc.property(cardOf(5), cardOf(5), (one, two) => {
        fc.pre(one !== two);
        expect(maybeSameCard(readNumber('10H', one)?.cardId ?? '', two)).toBe(false);
      }),
    );
  });

  test('any text is a number of few formats or of none, and never throws', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF, '), maxLength: 16 });
    fc.assert(
      fc.property(text, fc.constantFrom(...numberFormatNames), (typed, format) => {
        const read = readNumber(format, typed);
        if (read !== undefined) expect(read.cardId).toMatch(/^\*?[0-9A-F]{6,14}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
