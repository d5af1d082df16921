import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestFrame } from '../../../firmware-bridge/pn532/constants.ts';
import type { Pn532Message, Pn532Output } from '../../../firmware-bridge/pn532/frame.ts';
import { Pn532Parser } from '../../../firmware-bridge/pn532/parser.ts';
import { ackFrame, errorFrame, nackFrame, serializePn532 } from '../../../firmware-bridge/pn532/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { pn532Refused, pn532Signals, pn532Vectors } from '../../vectors/pn532.ts';
import { cutUp, discardedBytes, fuzz, fuzzTimeoutMs } from '../fuzz-stream.ts';

const found = bytesOf(pn532Vectors[7]?.hex ?? '');
const version = bytesOf(pn532Vectors[1]?.hex ?? '');
const bad = bytesOf(pn532Refused[6]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly Pn532Output[] {
  const parser = new Pn532Parser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly Pn532Output[]): readonly string[] {
  return output.map((one) => {
    if (one.kind === 'frame') return `${one.from} ${one.code.toString(16)}`;
    return one.kind === 'discarded' ? `${one.reason} ${one.bytes.length}` : one.kind;
  });
}

describe('golden bytes', () => {
  test.each(pn532Vectors)('$what is read and written', ({ hex, from, code, body }) => {
    const message: Pn532Message = { from, code, body: Uint8Array.from(Buffer.from(body, 'hex')) };
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', ...message }]);
    expect(serializePn532(message)).toEqual(bytesOf(hex));
  });
  test.each(pn532Signals)('$kind', ({ kind, hex }) => {
    expect(parse(bytesOf(hex))).toEqual([{ kind }]);
    expect({ ack: ackFrame, nack: nackFrame, error: errorFrame }[kind]).toEqual(bytesOf(hex));
  });
  test.each(pn532Refused)('$why is no frame', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind !== 'discarded')).toEqual([]);
  });
});

describe('pieces', () => {
  test('two frames in one chunk', () => expect(short(parse([...ackFrame, ...found]))).toEqual(['ack', 'chip 4b']));
  test('one frame in two chunks, inside its start', () =>
    expect(short(parse(found.slice(0, 2), found.slice(2)))).toEqual(['chip 4b']));
  test('byte by byte', () => expect(short(parse(...[...found].map((byte) => [byte])))).toEqual(['chip 4b']));
  test('without a preamble and without a postamble', () =>
    expect(short(parse([...found.slice(1, -1), ...version.slice(1, -1)]))).toEqual(['chip 4b', 'chip 3']));
  test('an empty chunk is nothing, and zeros are padding', () => expect(parse([], [0, 0, 0, 0])).toEqual([]));
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...found.slice(11), ...version]))).toEqual(['noise 7', 'chip 3']));
  test('garbage before a frame', () => expect(short(parse([0x55, 0xaa, ...found]))).toEqual(['noise 2', 'chip 4b']));
  test('a false start before a frame', () =>
    expect(short(parse([0x00, 0xff, 0x10, ...found]))).toEqual(['length 3', 'chip 4b']));
  test('garbage inside a frame, then a good one', () =>
    expect(short(parse([...found.slice(0, 7), 0xfe, ...found.slice(7), ...version])).at(-1)).toBe('chip 3'));
  test('a bad checksum, then a good frame', () => {
    const output = short(parse([...bad, ...found]));
    expect(output[0]).toMatch('checksum');
    expect(output.at(-1)).toBe('chip 4b');
  });
  test('endless garbage holds no memory', () => {
    const parser = new Pn532Parser();
    let out = 0;
    for (let round = 0; round < 2_000; round++) {
      out += discardedBytes(parser.push(Uint8Array.from([0xaa, 0x00, 0xff, 0xfe, 0x02, 0xd5]), round));
      expect(parser.held).toBeLessThan(longestFrame);
    }
    expect(parser.counters.discardedBytes).toBe(out);
    expect(out).toBeGreaterThan(10_000);
  });
});

describe('silence', () => {
  test('half a frame is given up after silence, and what stands behind it is read', () => {
    const parser = new Pn532Parser(100);
    parser.push(found.slice(0, 9), 0);
    const output = short(parser.push(version, 101));
    expect(output[0]).toMatch('silence');
    expect(output.at(-1)).toBe('chip 3');
  });
  test('a long false start hides a frame only until the silence', () => {
    const parser = new Pn532Parser(100);
    expect(parser.push(Uint8Array.from([0x00, 0xff, 0xf0, 0x10, 0xd5, ...found]), 0)).toEqual([]);
    expect(short(parser.push(Uint8Array.of(0), 200))).toEqual(['silence 5', 'chip 4b']);
  });
  test('a pause as long as the limit does not hurt', () => {
    const parser = new Pn532Parser(100);
    expect(short([...parser.push(found.slice(0, 9), 0), ...parser.push(found.slice(9), 100)])).toEqual(['chip 4b']);
  });
  test('the zero after a frame is not the beginning of one', () => {
    const parser = new Pn532Parser(100);
    expect(short([...parser.push(found, 0), ...parser.push(version, 500), ...parser.reset()])).toEqual([
      'chip 4b',
      'chip 3',
    ]);
    expect(parser.counters).toEqual({ frames: 2, checksumErrors: 0, resyncs: 0, discardedBytes: 0 });
  });
  test('a lost link gives up what is held', () => {
    const parser = new Pn532Parser();
    parser.push(found.slice(1, 9), 0);
    expect(short(parser.reset())).toEqual(['silence 8']);
    expect(parser.held).toBe(0);
  });
});

test('the counters say what happened', () => {
  const parser = new Pn532Parser();
  parser.push(Uint8Array.from([...ackFrame, 0x55, ...bad, ...found]), 0);
  expect(parser.counters).toMatchObject({ frames: 2, checksumErrors: 1 });
  expect(parser.counters.discardedBytes).toBeGreaterThan(10);
});

test('serializing refuses a body that fits no frame', () => {
  const body = new Uint8Array(254);
  expect(() => serializePn532({ from: 'host', code: 0x40, body })).toThrow(RangeError);
  expect(short(parse(serializePn532({ from: 'host', code: 0x40, body: body.slice(1) })))).toEqual(['host 40']);
});

describe('properties', () => {
  const likely = [0x00, 0xff, 0xd5, 0xd4, 0x01, 0x7f];
  const byte = fc.oneof(fc.constantFrom(...likely), fc.nat(255));
  const message: fc.Arbitrary<Pn532Message> = fc.record({
    from: fc.constantFrom('host', 'chip'),
    code: byte,
    body: fc.array(byte, { maxLength: 24 }).map((bytes) => Uint8Array.from(bytes)),
  });

  test('what is written is read, however it is cut', () => {
    fc.assert(
      fc.property(message, fc.array(fc.nat(), { maxLength: 6 }), (one, cuts) => {
        expect(parse(...cutUp([...serializePn532(one)], cuts))).toEqual([{ kind: 'frame', ...one }]);
      }),
    );
  });

  test(
    'fuzz: every message stood in the stream, only padding is left out, cuts change nothing, the next good one is read',
    () => {
      fuzz(message.map(serializePn532), likely, ({ pieces, chunks }) => {
        const parser = new Pn532Parser();
        const output: Pn532Output[] = [];
        for (const chunk of chunks) {
          output.push(...parser.push(chunk, 0));
          if (parser.held >= longestFrame) throw new Error(`holds ${parser.held} bytes`);
        }
        const stream = Buffer.from(pieces.flatMap(({ bytes }) => bytes));
        let taken = discardedBytes(output) + parser.held;
        for (const one of output) {
          if (one.kind === 'discarded') continue;
          const written = one.kind === 'frame' ? serializePn532(one) : signal(one.kind);
          const core = Buffer.from(written.slice(1, -1));
          taken += core.length;
          if (!stream.includes(core)) throw new Error(`${core.toString('hex')} was never sent`);
        }
        const left = stream.length - taken;
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(stream.filter((one) => one === 0).length);
        const whole = parse(stream).filter((one) => one.kind !== 'discarded');
        expect(output.filter((one) => one.kind !== 'discarded')).toEqual(whole);
        expect(short(parser.push(found, 1_000)).at(-1)).toBe('chip 4b');
      });
    },
    fuzzTimeoutMs,
  );
});

function signal(kind: 'ack' | 'nack' | 'error'): Uint8Array {
  return { ack: ackFrame, nack: nackFrame, error: errorFrame }[kind];
}
