import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksumOf, printedNumberOf } from '../../../firmware-bridge/em4100/frame.ts';
import { Em4100Parser } from '../../../firmware-bridge/em4100/parser.ts';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { bytesOf, em4100Refused, em4100Vectors } from '../../vectors/em4100.ts';
import { cutUp } from '../fuzz-stream.ts';

type Em4100Output = ReturnType<Em4100Parser['push']>[number];

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

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...good.slice(5), ...good]))).toEqual(['noise 9', '62E3086CED']));
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
  test('a cut frame, then a good one at the place of the end mark', () =>
    expect(short(parse([...good.slice(0, 13), ...good]))).toEqual(['no-end-mark 13', '62E3086CED']));
  test('lower-case digits are the same card', () => {
    const lower = Uint8Array.from(Buffer.from(Buffer.from(good).toString('latin1').toLowerCase(), 'latin1'));
    expect(short(parse(lower))).toEqual(['62E3086CED']);
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
  const cuts = fc.array(fc.nat(), { maxLength: 12 });

  test('what is written is read, with its printed number', () => {
    fc.assert(
      fc.property(cardId, (id) => {
        expect(parse(serializeEm4100(id))).toEqual([{ kind: 'frame', cardId: id, printedNumber: printedNumberOf(id) }]);
        expect(printedNumberOf(id)).toMatch(/^\d{10}$/);
      }),
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
        const output = cutUp(stream, at).flatMap((chunk) => parser.push(chunk, 0));
        expect(short(output.filter((one) => one.kind === 'frame'))).toEqual([next]);
      }),
      { numRuns: 500 },
    );
  });
});
