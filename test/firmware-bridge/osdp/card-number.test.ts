import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardNumberOf, rawReadOf } from '../../../firmware-bridge/osdp/card-number.ts';
import { OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { formattedCardReply, parseReply, rawCardReply } from '../../../firmware-bridge/osdp/replies.ts';
import { maybeSameCard } from '../../../src/ports/card-reader.ts';
import { bytesOf, osdpVectors, raw26Vector } from '../../vectors/osdp.ts';

function numberIn(code: number, data: Uint8Array) {
  const read = parseReply(code, data);
  return read.kind === 'raw-card' || read.kind === 'formatted-card' ? cardNumberOf(read) : read.kind;
}

function raw(format: number, bitCount: number, hex: string) {
  const { code, data } = rawCardReply(format, bitCount, bytesOf(hex));
  return numberIn(code, data);
}

function text(characters: string, backwards = false) {
  const { code, data } = formattedCardReply(characters, backwards);
  return numberIn(code, data);
}

describe('raw reads', () => {
  test('the captured 32-bit card is its four bytes, which may be the end of more', () => {
    const [frame] = new OsdpParser().push(bytesOf(osdpVectors.find((one) => one.code === 0x50)?.hex ?? ''), 0);
    if (frame?.kind !== 'frame') throw new Error('no frame');
    expect(numberIn(frame.code, frame.data)).toEqual({ cardId: '*8899AABB' });
  });
  test('the captured 26-bit card is facility and number', () => {
    const [frame] = new OsdpParser().push(bytesOf(raw26Vector.hex), 0);
    if (frame?.kind !== 'frame') throw new Error('no frame');
    expect(numberIn(frame.code, frame.data)).toEqual({ cardId: '*436587', printedNumber: '067,25991' });
  });
  // 62E3086CED as 34 bits: 0 even parity bit of E308, the four bytes, 1 odd parity bit of 6CED, left-justified
  test('34 bits are the four bytes and their printed number', () =>
    expect(raw(1, 34, '71 84 36 76 C0')).toEqual({ cardId: '*E3086CED', printedNumber: '3808980205' }));
  test('a wrong parity is no card where parity was promised', () => {
    expect(raw(1, 26, 'A1 B2 C3 80')).toBeUndefined();
    expect(raw(1, 34, '71 84 36 76 80')).toBeUndefined();
    expect(raw(1, 37, '80 00 00 00 08')).toBeUndefined();
  });
  // 62E3086CED as H10302: 1, the last 35 bits of the card, 1; worked out by hand.
  test('37 bits are the last four bytes of 35', () =>
    expect(raw(1, 37, 'AE 30 86 CE D8')).toEqual({ cardId: '*E3086CED', printedNumber: '3808980205' }));
  test('plain bits without parity are whole bytes of the end', () => {
    expect(raw(0, 26, 'A1 B2 C3 80')).toEqual({ cardId: '*86CB0E' });
    expect(raw(0, 37, '07 18 43 67 68')).toEqual({ cardId: '*E3086CED' });
  });
  test('fewer than 24 bits are keys or noise', () => expect(raw(0, 8, '53')).toBeUndefined());
  test('40 and 56 bits are the whole card', () => {
    expect(raw(0, 40, '62 E3 08 6C ED')).toEqual({ cardId: '62E3086CED' });
    expect(raw(0, 56, '04 A1 B2 C3 D4 E5 80')).toEqual({ cardId: '04A1B2C3D4E580' });
  });
  test('more than 16 bytes are no card number', () =>
    expect(raw(0, 136, Array.from({ length: 17 }, () => '11').join(' '))).toBeUndefined());
  test.each([
    ['no bits', '00 01 00 00'],
    ['fewer bytes than bits', '00 01 1A 00 A1 B2 C3'],
    ['more bytes than bits', '00 01 08 00 A1 B2'],
    ['half a header', '00 01'],
  ])('%s is malformed', (_, hex) => expect(numberIn(0x50, bytesOf(hex))).toBe('malformed'));
});

describe('formatted reads', () => {
  test('digits', () => expect(text('0040856634')).toEqual({ cardId: '0040856634', printedNumber: '0040856634' }));
  test('few digits', () => expect(text('12345')).toEqual({ cardId: '00012345', printedNumber: '12345' }));
  test('hex', () => expect(text('62e3086ced')).toEqual({ cardId: '62E3086CED' }));
  test('six and eight hex digits are the end of a number', () => {
    expect(text('086ced')).toEqual({ cardId: '*086CED' });
    expect(text('E3086CED')).toEqual({ cardId: '*E3086CED' });
  });
  test('backwards', () => expect(text('DEC6803E26', true)).toEqual({ cardId: '62E3086CED' }));
  test('other characters by their codes', () => expect(text('AB-12')).toEqual({ cardId: '41422D3132' }));
  test('only blanks', () => expect(text('   ')).toBeUndefined());
  test('too long', () => expect(text('1'.repeat(40))).toBeUndefined());
  test('a length that is not there', () => expect(numberIn(0x51, Uint8Array.of(0, 0, 9, 0x31))).toBe('malformed'));
});

test('a card held to the simulator is read as itself, or as its end', () => {
  const ids = fc
    .uint8Array({ minLength: 3, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());
  fc.assert(
    fc.property(ids, (cardId) => {
      const { format, bitCount, bits } = rawReadOf(cardId);
      expect(raw(format, bitCount, [...bits].map((byte) => byte.toString(16)).join(' ')))
        // Three and four bytes may be the end of more.
        .toMatchObject({ cardId: cardId.length > 8 ? cardId : `*${cardId}` });
    }),
  );
});

test('set to fewer bits, the reader tells the end of the same card', () => {
  const em4100 = fc
    .uint8Array({ minLength: 5, maxLength: 5 })
    .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());
  fc.assert(
    fc.property(em4100, fc.constantFrom(26, 32, 34, 36, 37, 40), (cardId, wanted) => {
      const { format, bitCount, bits } = rawReadOf(cardId, wanted);
      const read = cardNumberOf({ kind: 'raw-card', format, bitCount, bits });
      expect(maybeSameCard(read?.cardId ?? '', cardId)).toBe(true);
    }),
  );
});

test('replies of any bytes are read without an exception', () => {
  fc.assert(
    fc.property(fc.nat(255), fc.uint8Array({ maxLength: 40 }), (code, data) => {
      expect(() => numberIn(code, data)).not.toThrow();
    }),
    { numRuns: 1_000 },
  );
});
