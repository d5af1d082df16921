import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Em4100Parser } from '../../../firmware-bridge/em4100/parser.ts';
import { serializeEm4100 } from '../../../firmware-bridge/em4100/serialize.ts';
import { longestFrame } from '../../../firmware-bridge/rdm7941/constants.ts';
import type { Rdm7941Output } from '../../../firmware-bridge/rdm7941/frame.ts';
import { Rdm7941Parser } from '../../../firmware-bridge/rdm7941/parser.ts';
import { serializeRdm7941 } from '../../../firmware-bridge/rdm7941/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { rdm7941Refused, rdm7941Vectors } from '../../vectors/rdm7941.ts';
import { cutUp, discardedBytes, fuzz, fuzzTimeoutMs } from '../fuzz-stream.ts';

const good = bytesOf(rdm7941Vectors[0]?.hex ?? '');
const mifare = bytesOf(rdm7941Vectors[2]?.hex ?? '');
const marks = bytesOf(rdm7941Vectors[3]?.hex ?? '');
const bad = bytesOf(rdm7941Refused[0]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly Rdm7941Output[] {
  const parser = new Rdm7941Parser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly Rdm7941Output[]): readonly string[] {
  return output.map((one) => (one.kind === 'frame' ? one.cardId : `${one.reason} ${one.bytes.length}`));
}

describe('golden bytes', () => {
  test.each(rdm7941Vectors)('$family $cardId is read and written', ({ source: _source, hex, ...card }) => {
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', ...card }]);
    expect(serializeRdm7941(card.cardId)).toEqual(bytesOf(hex));
  });
  test.each(rdm7941Refused)('$why is no card', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
  test('an EM4100 card has the same id and number as with an RDM6300', () => {
    const [heard] = new Em4100Parser().push(serializeEm4100('62E3086CED'), 0);
    expect(parse(serializeRdm7941('62E3086CED'))).toEqual([{ ...heard, family: 'em4100' }]);
  });
});

describe('pieces', () => {
  test('two packets in one chunk', () =>
    expect(short(parse([...good, ...mifare]))).toEqual(['2E00B6D7B5', 'DEADBEEF']));
  test('one packet in two chunks, 1 + 9', () =>
    expect(short(parse(good.slice(0, 1), good.slice(1)))).toEqual(['2E00B6D7B5']));
  test('byte by byte', () => expect(short(parse(...[...marks].map((byte) => [byte])))).toEqual(['0203020A03']));
  test('an empty chunk is nothing', () => expect(parse([])).toEqual([]));
});

describe('bad lines', () => {
  test('starting in the middle of a packet', () =>
    expect(short(parse([...good.slice(3), ...good]))).toEqual(['noise 7', '2E00B6D7B5']));
  test('garbage before a packet', () => expect(short(parse([0xff, 0x00, ...good]))).toEqual(['noise 2', '2E00B6D7B5']));
  test('false starts before a packet', () =>
    expect(short(parse([0x02, 0x02, 0x0a, 0x02, ...mifare]))).toEqual([
      'length 1',
      'no-end-mark 2',
      'length 1',
      'DEADBEEF',
    ]));
  test('garbage inside a packet, then a good one', () =>
    expect(short(parse([...good.slice(0, 6), 0xfe, ...good.slice(6), ...mifare]))).toEqual([
      'no-end-mark 2',
      'length 8',
      'noise 1',
      'DEADBEEF',
    ]));
  test('a bad checksum, then a good packet', () =>
    expect(short(parse([...bad, ...good]))).toEqual(['checksum 2', 'length 8', '2E00B6D7B5']));
  test('a packet cut short, then a good one that began inside its length', () =>
    expect(short(parse([...good.slice(0, 4), ...marks]))).toEqual(['no-end-mark 2', 'length 2', '0203020A03']));
  test('endless garbage holds no memory and is all handed out', () => {
    const parser = new Rdm7941Parser();
    let out = 0;
    for (let round = 0; round < 2_000; round++) {
      out += discardedBytes(parser.push(Uint8Array.from([0x02, 0x0a, 0x02, 0x09, 0x55]), round));
      expect(parser.held).toBeLessThan(longestFrame);
    }
    expect(out + parser.held).toBe(10_000);
  });
});

describe('silence', () => {
  test('half a packet is given up after silence, and its rest is noise', () => {
    const parser = new Rdm7941Parser(100);
    const output = [...parser.push(good.slice(0, 6), 0), ...parser.push(good.slice(6), 101), ...parser.push(good, 102)];
    expect(short(output)).toEqual(['silence 6', 'noise 4', '2E00B6D7B5']);
  });
  test('a pause as long as the limit does not hurt', () => {
    const parser = new Rdm7941Parser(100);
    expect(short([...parser.push(good.slice(0, 6), 0), ...parser.push(good.slice(6), 100)])).toEqual(['2E00B6D7B5']);
  });
  test('a lost link gives up what is held', () => {
    const parser = new Rdm7941Parser();
    parser.push(good.slice(0, 6), 0);
    expect(short(parser.reset())).toEqual(['silence 6']);
    expect(parser.held).toBe(0);
  });
});

test('the counters say what happened', () => {
  const parser = new Rdm7941Parser();
  parser.push(Uint8Array.from([...good, 0x55, ...bad, ...good.slice(0, 3), ...mifare]), 0);
  expect(parser.counters).toEqual({ frames: 2, checksumErrors: 1, resyncs: 3, discardedBytes: 14 });
});

test('serializing refuses what is no card id', () => {
  for (const wrong of ['', 'DEADBEE', 'deadbeef', 'DEADBEEF0', '04A1B2C3D4E5F6', 'DEADBEEG']) {
    expect(() => serializeRdm7941(wrong)).toThrow(RangeError);
  }
});

describe('properties', () => {
  const byte = fc.oneof(fc.constantFrom(0x02, 0x03, 0x09, 0x0a), fc.nat(255));
  const cardId = fc
    .oneof(fc.array(byte, { minLength: 4, maxLength: 4 }), fc.array(byte, { minLength: 5, maxLength: 5 }))
    .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());

  test('what is written is read, however it is cut', () => {
    fc.assert(
      fc.property(cardId, fc.array(fc.nat(), { maxLength: 6 }), (id, cuts) => {
        expect(short(parse(...cutUp([...serializeRdm7941(id)], cuts)))).toEqual([id]);
      }),
    );
  });

  test(
    'fuzz: every card stood in the stream as a packet, no byte is lost, cuts change nothing, the next good one is read',
    () => {
      fuzz(cardId.map(serializeRdm7941), [0x02, 0x03, 0x09, 0x0a, 0x01], ({ pieces, chunks }) => {
        const parser = new Rdm7941Parser();
        const output: Rdm7941Output[] = [];
        for (const chunk of chunks) {
          output.push(...parser.push(chunk, 0));
          if (parser.held >= longestFrame) throw new Error(`holds ${parser.held} bytes`);
        }
        const stream = Buffer.from(pieces.flatMap(({ bytes }) => bytes));
        const frames = output.filter((one) => one.kind === 'frame');
        let framed = 0;
        for (const { cardId: id } of frames) {
          const written = serializeRdm7941(id);
          framed += written.length;
          if (!stream.includes(Buffer.from(written))) throw new Error(`${id} was never sent`);
        }
        expect(framed + discardedBytes(output) + parser.held).toBe(stream.length);
        expect(short(parse(stream)).filter((one) => !one.includes(' '))).toEqual(frames.map((one) => one.cardId));
        expect(short(parser.push(good, 1_000)).at(-1)).toBe('2E00B6D7B5');
      });
    },
    fuzzTimeoutMs,
  );
});
