import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameLength, longestRun } from '../../../firmware-bridge/em18/constants.ts';
import type { Em18Output } from '../../../firmware-bridge/em18/frame.ts';
import { Em18Parser } from '../../../firmware-bridge/em18/parser.ts';
import { serializeEm18 } from '../../../firmware-bridge/em18/serialize.ts';
import { Em4100Parser } from '../../../firmware-bridge/em4100/parser.ts';
import { em18Refused, em18Vectors } from '../../vectors/em18.ts';
import { bytesOf, em4100Vectors } from '../../vectors/em4100.ts';
import { discardedBytes, fuzz, fuzzTimeoutMs } from '../fuzz-stream.ts';

const good = bytesOf(em18Vectors[0]?.hex ?? '');
const other = bytesOf(em18Vectors[1]?.hex ?? '');
const bad = bytesOf(em18Refused[0]?.hex ?? '');

/** Chunks that follow each other at once, then silence. */
function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly Em18Output[] {
  const parser = new Em18Parser();
  const output = chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
  return [...output, ...parser.settle(1_000)];
}

function short(output: readonly Em18Output[]): readonly string[] {
  return output.map((one) => (one.kind === 'frame' ? one.cardId : `${one.reason} ${one.bytes.length}`));
}

describe('golden bytes', () => {
  test.each(em18Vectors)('$cardId is read and written', ({ hex, cardId, printedNumber }) => {
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', cardId, printedNumber }]);
    expect(serializeEm18(cardId)).toEqual(bytesOf(hex));
  });
  test.each(em18Refused)('$why is no card', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
  test('a card has the same id and number as with an RDM6300', () => {
    for (const { hex, cardId } of em4100Vectors) {
      const [heard] = new Em4100Parser().push(bytesOf(hex), 0);
      expect(parse(serializeEm18(cardId))).toEqual([heard]);
    }
  });
});

test('line ends of a clone end the frame at once', () => {
  expect(short(new Em18Parser().push(Uint8Array.from([...good, 0x0d, 0x0a]), 0))).toEqual(['4500C5D1E9', 'noise 2']);
});

describe('silence', () => {
  test('a frame counts only after the silence that ends it', () => {
    const parser = new Em18Parser({ frameSilenceMs: 30 });
    expect(parser.push(good, 0)).toEqual([]);
    expect(parser.settle(29)).toEqual([]);
    expect(short(parser.settle(30))).toEqual(['4500C5D1E9']);
    expect(parser.settle(31)).toEqual([]);
  });
  test('the next frame ends the one before it when nobody asked', () => {
    const parser = new Em18Parser();
    parser.push(good, 0);
    expect(short(parser.push(other, 500))).toEqual(['4500C5D1E9']);
    expect(short(parser.settle(1_000))).toEqual(['62E3086CED']);
  });
  test('a frame torn by a busy computer is put together', () => {
    const parser = new Em18Parser({ interByteSilenceMs: 100 });
    parser.push(good.slice(0, 6), 0);
    expect(parser.settle(60)).toEqual([]);
    parser.push(good.slice(6), 99);
    expect(short(parser.settle(200))).toEqual(['4500C5D1E9']);
  });
  test('half a frame is given up after silence, and so is its other half', () => {
    const parser = new Em18Parser({ interByteSilenceMs: 100 });
    parser.push(good.slice(0, 6), 0);
    expect(short(parser.push(good.slice(6), 100))).toEqual(['length 6']);
    expect(short(parser.push(good, 300))).toEqual(['length 6']);
    expect(short(parser.settle(400))).toEqual(['4500C5D1E9']);
  });
  test('a lost link gives up what is held, even a whole frame', () => {
    const parser = new Em18Parser();
    parser.push(good, 0);
    expect(short(parser.reset())).toEqual(['length 12']);
    expect(parser.settle(1_000)).toEqual([]);
  });
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () => expect(short(parse(good.slice(5)))).toEqual(['length 7']));
  test('garbage inside a frame, then a good one', () => {
    const parser = new Em18Parser();
    const hurt = parser.push(Uint8Array.from([...good.slice(0, 6), 0xfe, ...good.slice(6)]), 0);
    const next = [...parser.push(other, 500), ...parser.settle(600)];
    expect(short([...hurt, ...next])).toEqual(['length 6', 'noise 1', 'length 6', '62E3086CED']);
  });
  test('a digit lost, then a good frame without a pause: no guess is made', () =>
    expect(short(parse([...good.slice(1), ...other]))).toEqual(['length 23']));
  test('a bad checksum, then a good frame', () =>
    expect(short(parse([...bad, ...good]))).toEqual(['checksum 12', '4500C5D1E9']));
  test('lower-case digits are the same card', () => {
    const lower = Uint8Array.from(Buffer.from(Buffer.from(good).toString('latin1').toLowerCase(), 'latin1'));
    expect(short(parse(lower))).toEqual(['4500C5D1E9']);
  });
  test('digits without end hold no memory, are no card, and a pause makes good', () => {
    const parser = new Em18Parser();
    const endless = Uint8Array.from({ length: 1_000 }, () => 0x30);
    let out = 0;
    for (let round = 0; round < 100; round++) {
      const output = parser.push(endless, round);
      expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
      out += discardedBytes(output);
      expect(parser.held).toBeLessThanOrEqual(longestRun);
    }
    expect(out).toBe(100_000);
    expect(parser.push(good, 1_000)).toEqual([]);
    expect(short(parser.settle(2_000))).toEqual(['4500C5D1E9']);
  });
});

test('the counters say what happened', () => {
  const parser = new Em18Parser();
  parser.push(Uint8Array.from([...good, 0x55, ...bad]), 0);
  parser.push(good.slice(0, 3), 500);
  parser.settle(1_000);
  expect(parser.counters).toEqual({ frames: 1, checksumErrors: 1, resyncs: 1, discardedBytes: 16 });
});

test('serializing refuses what is no card id', () => {
  for (const wrong of ['', '4500C5D1E', '4500c5d1e9', '4500C5D1E90', '晴雨晴雨晴雨晴雨晴雨']) {
    expect(() => serializeEm18(wrong)).toThrow(RangeError);
  }
});

describe('properties', () => {
  const cardId = fc.integer({ min: 0, max: 0xff_ffff_ffff }).map((n) => n.toString(16).toUpperCase().padStart(10, '0'));

  test('a digit lost from or added to a frame is never a card', () => {
    fc.assert(
      fc.property(
        cardId,
        fc.nat(frameLength - 1),
        fc.option(fc.constantFrom(...'0123456789ABCDEF')),
        (id, at, added) => {
          const bytes = [...serializeEm18(id)];
          if (added === null) bytes.splice(at, 1);
          else bytes.splice(at, 0, added.charCodeAt(0));
          expect(parse(bytes).filter((one) => one.kind === 'frame')).toEqual([]);
        },
      ),
    );
  });

  test('fuzz: presented one by one, every whole frame is read whatever came before it', {
    timeout: fuzzTimeoutMs,
  }, () => {
    fuzz(cardId.map(serializeEm18), [0x30, 0x41, 0x61, 0x0d], ({ pieces }) => {
      const parser = new Em18Parser();
      let nowMs = 0;
      for (const { bytes, intact } of pieces) {
        nowMs += 500;
        const output = [...parser.push(Uint8Array.from(bytes), nowMs), ...parser.settle(nowMs + 400)];
        if (intact) expect(output.map(({ kind }) => kind)).toEqual(['frame']);
      }
    });
  });
});
