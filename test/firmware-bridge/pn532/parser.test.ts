import { describe, expect, test } from 'vitest';
import type { Pn532Message } from '../../../firmware-bridge/pn532/frame.ts';
import { Pn532Parser } from '../../../firmware-bridge/pn532/parser.ts';
import { ackFrame, errorFrame, nackFrame, serializePn532 } from '../../../firmware-bridge/pn532/serialize.ts';
import { bytesOf } from '../../vectors/em4100.ts';
import { pn532Refused, pn532Signals, pn532Vectors } from '../../vectors/pn532.ts';

type Pn532Output = ReturnType<Pn532Parser['push']>[number];

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

describe('padding', () => {
  test('without a preamble and without a postamble', () =>
    expect(short(parse([...found.slice(1, -1), ...version.slice(1, -1)]))).toEqual(['chip 4b', 'chip 3']));
  test('zeros are padding', () => expect(parse([0, 0, 0, 0])).toEqual([]));
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...found.slice(11), ...version]))).toEqual(['noise 7', 'chip 3']));
  test('a false start before a frame', () =>
    expect(short(parse([0x00, 0xff, 0x10, ...found]))).toEqual(['length 3', 'chip 4b']));
  test('garbage inside a frame, then a good one', () =>
    expect(short(parse([...found.slice(0, 7), 0xfe, ...found.slice(7), ...version])).at(-1)).toBe('chip 3'));
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
  test('the zero after a frame is not the beginning of one', () => {
    const parser = new Pn532Parser(100);
    expect(short([...parser.push(found, 0), ...parser.push(version, 500), ...parser.reset()])).toEqual([
      'chip 4b',
      'chip 3',
    ]);
    expect(parser.counters).toEqual({ frames: 2, checksumErrors: 0, resyncs: 0, discardedBytes: 0 });
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
