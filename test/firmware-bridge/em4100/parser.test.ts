import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameLength, startMark } from '../../../firmware-bridge/em4100/constants.ts';
import { checksumOf, isCardId, printedNumberOf } from '../../../firmware-bridge/em4100/frame.ts';
import { type Em4100Output, Em4100Parser } from '../../../firmware-bridge/em4100/parser.ts';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { bytesOf, em4100Refused, em4100Vectors } from '../../vectors/em4100.ts';

const good = bytesOf(em4100Vectors[0]?.hex ?? '');
const other = bytesOf(em4100Vectors[1]?.hex ?? '');
const bad = bytesOf(em4100Refused[0]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly Em4100Output[] {
  const parser = new Em4100Parser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly Em4100Output[]): readonly string[] {
  return output.map((one) => (one.kind === 'frame' ? one.cardId : `${one.reason} ${one.bytes.length}`));
}

describe('golden bytes', () => {
  test.each(em4100Vectors)('$cardId is read and written', ({ hex, cardId, printedNumber }) => {
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', cardId, printedNumber }]);
    expect(serializeEm4100(cardId)).toEqual(bytesOf(hex));
  });
  test.each(em4100Refused)('$why is no card', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
});

describe('pieces', () => {
  test('two frames in one chunk', () =>
    expect(short(parse([...good, ...other]))).toEqual(['62E3086CED', '4500C5D1E9']));
  test('one frame in two chunks, 1 + 13', () =>
    expect(short(parse(good.slice(0, 1), good.slice(1)))).toEqual(['62E3086CED']));
  test('byte by byte', () => expect(short(parse(...[...good].map((byte) => [byte])))).toEqual(['62E3086CED']));
  test('an empty chunk is nothing', () => expect(parse([])).toEqual([]));
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...good.slice(5), ...good]))).toEqual(['noise 9', '62E3086CED']));
  test('garbage before a frame', () => expect(short(parse([0xff, 0x00, ...good]))).toEqual(['noise 2', '62E3086CED']));
  test('a start mark inside garbage', () =>
    expect(short(parse([0x55, 0x02, 0x41, ...good]))).toEqual(['noise 1', 'bad-digit 2', '62E3086CED']));
  test('start marks without end', () =>
    expect(short(parse([2, 2, 2, ...good]))).toEqual(['bad-digit 1', 'bad-digit 1', 'bad-digit 1', '62E3086CED']));
  test('garbage inside a frame', () =>
    expect(short(parse([...good.slice(0, 6), 0xfe, ...good.slice(6), ...good]))).toEqual([
      'bad-digit 7',
      'noise 8',
      '62E3086CED',
    ]));
  test('two cards talking at once', () =>
    expect(short(parse([...good.slice(0, 7), ...other, ...good.slice(7)]))).toEqual([
      'bad-digit 7',
      '4500C5D1E9',
      'noise 7',
    ]));
  test('a bad checksum, then a good frame', () =>
    expect(short(parse([...bad, ...good]))).toEqual(['checksum 14', '62E3086CED']));
  test('a cut frame, then a good one at the place of the end mark', () =>
    expect(short(parse([...good.slice(0, 13), ...good]))).toEqual(['no-end-mark 13', '62E3086CED']));
  test('lower-case digits are the same card', () => {
    const lower = Uint8Array.from(Buffer.from(Buffer.from(good).toString('latin1').toLowerCase(), 'latin1'));
    expect(short(parse(lower))).toEqual(['62E3086CED']);
  });
  test('endless garbage holds no memory and is all handed out', () => {
    const parser = new Em4100Parser();
    let out = 0;
    for (let round = 0; round < 2_000; round++) {
      for (const one of parser.push(Uint8Array.from([0xaa, startMark, 0x30, 0x31, 0x55]), round)) {
        if (one.kind === 'discarded') out += one.bytes.length;
      }
    }
    expect(out).toBe(10_000);
    expect(parser.counters.discardedBytes).toBe(10_000);
  });
});

describe('silence', () => {
  test('half a frame is given up after silence, and its rest is noise', () => {
    const parser = new Em4100Parser(100);
    const chunks = [good.slice(0, 6), good.slice(6), good];
    const times = [0, 101, 102];
    const output = chunks.flatMap((chunk, index) => parser.push(chunk, times[index] ?? 0));
    expect(short(output)).toEqual(['silence 6', 'noise 8', '62E3086CED']);
  });
  test('a pause as long as the limit does not hurt', () => {
    const parser = new Em4100Parser(100);
    expect(short([...parser.push(good.slice(0, 6), 0), ...parser.push(good.slice(6), 100)])).toEqual(['62E3086CED']);
  });
  test('a lost link gives up what is held', () => {
    const parser = new Em4100Parser();
    parser.push(good.slice(0, 6), 0);
    expect(short(parser.reset())).toEqual(['silence 6']);
    expect(short(parser.push(good.slice(6), 1))).toEqual(['noise 8']);
  });
});

test('the counters say what happened', () => {
  const parser = new Em4100Parser();
  parser.push(Uint8Array.from([...good, 0x55, ...bad, ...good.slice(0, 3), ...other]), 0);
  expect(parser.counters).toEqual({ frames: 2, checksumErrors: 1, resyncs: 1, discardedBytes: 18 });
});

test('serializing refuses what is no card id', () => {
  for (const wrong of ['', '62E3086CE', '62e3086ced', '62E3086CED0', '62E3086CEG', '晴雨晴雨晴雨晴雨晴雨']) {
    expect(() => serializeEm4100(wrong)).toThrow(RangeError);
  }
});

describe('properties', () => {
  const cardId = fc.integer({ min: 0, max: 0xff_ffff_ffff }).map((n) => n.toString(16).toUpperCase().padStart(10, '0'));
  const garbage = fc.uint8Array({ maxLength: 30 });
  /** Garbage that likes to look like frames. */
  const nasty = fc.array(fc.constantFrom(0x02, 0x03, 0x30, 0x41, 0x46, 0x61, 0xff), { maxLength: 40 });
  const cuts = fc.array(fc.nat(), { maxLength: 12 });

  const cutUp = (bytes: readonly number[], at: readonly number[]): readonly (readonly number[])[] => {
    const places = [0, ...at.map((n) => n % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
    return places.slice(1).map((to, index) => bytes.slice(places[index], to));
  };

  test('what is written is read, with its printed number', () => {
    fc.assert(
      fc.property(cardId, (id) => {
        expect(parse(serializeEm4100(id))).toEqual([{ kind: 'frame', cardId: id, printedNumber: printedNumberOf(id) }]);
        expect(printedNumberOf(id)).toMatch(/^\d{10}$/);
      }),
    );
  });

  test('however a stream is cut, the outcome is the same frames and the same bytes', () => {
    const piece = fc.oneof(
      cardId.map((id) => [...serializeEm4100(id)]),
      garbage.map((bytes) => [...bytes]),
      nasty,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), cuts, (pieces, at) => {
        const stream = pieces.flat();
        const whole = parse(stream);
        const parser = new Em4100Parser();
        const split = cutUp(stream, at).flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
        const frames = (output: readonly Em4100Output[]) => output.filter((one) => one.kind === 'frame');
        expect(frames(split)).toEqual(frames(whole));
        const rest = parser.reset().reduce((sum, one) => sum + one.bytes.length, 0);
        const discarded = split.reduce((sum, one) => sum + (one.kind === 'discarded' ? one.bytes.length : 0), 0);
        expect(frames(split).length * frameLength + discarded + rest).toBe(stream.length);
      }),
      { numRuns: 500 },
    );
  });

  test('every card that comes out stood in the stream as a whole frame with the right checksum', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            nasty,
            cardId.map((id) => [...serializeEm4100(id)]),
          ),
          { maxLength: 8 },
        ),
        fc.nat(),
        fc.nat(255),
        (pieces, at, value) => {
          const stream = pieces.flat();
          if (stream.length > 0) stream[at % stream.length] = value;
          const text = Buffer.from(stream).toString('latin1').toUpperCase();
          for (const one of parse(stream)) {
            if (one.kind !== 'frame') continue;
            const sum = checksumOf(one.cardId).toString(16).toUpperCase().padStart(2, '0');
            expect(isCardId(one.cardId)).toBe(true);
            expect(text).toContain(`\u0002${one.cardId}${sum}\u0003`);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a wrong checksum is never a card, and the next good frame is accepted', () => {
    const split = fc.tuple(cardId, fc.integer({ min: 1, max: 255 }), cardId, garbage, cuts);
    fc.assert(
      fc.property(split, ([id, flip, next, before, at]) => {
        const broken = [...serializeEm4100(id)];
        const sum = (checksumOf(id) ^ flip).toString(16).toUpperCase().padStart(2, '0');
        broken.splice(11, 2, ...Buffer.from(sum, 'latin1'));
        // Garbage may itself begin a frame and swallow the start of the broken one; it must never swallow the next good one.
        const stream = [...before, ...broken, ...serializeEm4100(next)];
        const parser = new Em4100Parser();
        const output = cutUp(stream, at).flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
        expect(short(output.filter((one) => one.kind === 'frame'))).toEqual([next]);
      }),
      { numRuns: 500 },
    );
  });
});
