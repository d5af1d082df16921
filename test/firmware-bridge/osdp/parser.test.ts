import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestFrame, startMark } from '../../../firmware-bridge/osdp/constants.ts';
import { hexOf, type OsdpMessage } from '../../../firmware-bridge/osdp/frame.ts';
import { type OsdpOutput, OsdpParser } from '../../../firmware-bridge/osdp/parser.ts';
import { serializeOsdp } from '../../../firmware-bridge/osdp/serialize.ts';
import { bytesOf, osdpRefused, osdpVectors } from '../../vectors/osdp.ts';

const named = (name: string): Uint8Array => bytesOf(osdpVectors.find((one) => one.name === name)?.hex ?? '').slice(1);
const ack = named('ACK');
const card = named('RAW, 32 bits');
const bad = bytesOf(osdpRefused[0]?.hex ?? '');

function parse(...chunks: readonly (Uint8Array | readonly number[])[]): readonly OsdpOutput[] {
  const parser = new OsdpParser();
  return chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
}

function short(output: readonly OsdpOutput[]): readonly string[] {
  return output.map((one) =>
    one.kind === 'frame' ? hexOf(one.bytes.slice(5, 6)) : `${one.reason} ${one.bytes.length}`,
  );
}

describe('golden bytes', () => {
  test.each(osdpVectors)('$name is read and written', ({ hex, data, name, source, ...fields }) => {
    const message: OsdpMessage = { ...fields, data: bytesOf(data) };
    const bytes = bytesOf(hex.replace(/^FF /, ''));
    expect(parse(bytesOf(hex))).toEqual([{ kind: 'frame', ...message, bytes }]);
    expect(serializeOsdp(message)).toEqual(bytes);
  });
  test.each(osdpRefused)('$why is not believed', ({ hex, reason }) => {
    const output = parse(bytesOf(hex));
    expect(output[0]).toMatchObject({ kind: 'discarded', reason });
    expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
  });
});

describe('pieces', () => {
  test('two frames in one chunk', () => expect(short(parse([...ack, 0xff, ...card]))).toEqual(['40', '50']));
  test('one frame in two chunks, 1 + rest', () =>
    expect(short(parse(card.slice(0, 1), card.slice(1)))).toEqual(['50']));
  test('byte by byte, mark byte and all', () =>
    expect(short(parse(...[0xff, ...card].map((byte) => [byte])))).toEqual(['50']));
  test('an empty chunk is nothing', () => expect(parse([])).toEqual([]));
});

describe('bad lines', () => {
  test('starting in the middle of a frame', () =>
    expect(short(parse([...ack.slice(3), ...card]))).toEqual(['noise 5', '50']));
  test('garbage before a frame', () => expect(short(parse([0x55, 0x00, 0xff, ...ack]))).toEqual(['noise 2', '40']));
  test('a start mark inside garbage', () =>
    expect(short(parse([0x55, startMark, 0x41, 0x00, 0x00, ...ack]))).toEqual(['noise 1', 'header 4', '40']));
  test('start marks without end', () =>
    expect(short(parse([startMark, startMark, startMark, ...ack]))).toEqual([
      'header 1',
      'header 1',
      'header 1',
      '40',
    ]));
  test('garbage inside a frame', () =>
    expect(short(parse([...card.slice(0, 8), 0xfe, ...card.slice(8), ...ack]))).toEqual(['check 16', 'noise 1', '40']));
  test('two readers talking at once', () => {
    const output = parse([...card.slice(0, 7), ...ack, ...card.slice(7)]);
    expect(short(output)).toEqual(['check 7', '40', 'noise 1', 'noise 8']);
  });
  test('bad check characters, then a good frame', () =>
    expect(short(parse([...bad, ...ack]))).toEqual(['check 16', '40']));
  test('a cut frame, then good ones', () =>
    expect(short(parse([...card.slice(0, 9), ...ack, ...card]))).toEqual(['check 9', '40', '50']));
  test('endless garbage holds no memory and is all handed out', () => {
    const parser = new OsdpParser();
    let out = 0;
    const garbage = Uint8Array.from([0xaa, startMark, 0xe5, 0x08, 0x00, 0x55]);
    for (let round = 0; round < 2_000; round++) {
      for (const one of parser.push(garbage, round)) out += one.bytes.length;
    }
    const rest = parser.reset().reduce((sum, one) => sum + one.bytes.length, 0);
    expect(out + rest).toBe(12_000);
    expect(rest).toBeLessThan(longestFrame);
  });
});

describe('silence', () => {
  test('half a frame is given up after silence, and its rest is noise', () => {
    const parser = new OsdpParser(100);
    const output = [...parser.push(ack.slice(0, 4), 0), ...parser.push(ack.slice(4), 101), ...parser.push(card, 102)];
    expect(short(output)).toEqual(['silence 4', 'noise 4', '50']);
  });
  test('a pause as long as the limit does not hurt', () => {
    const parser = new OsdpParser(100);
    expect(short([...parser.push(ack.slice(0, 4), 0), ...parser.push(ack.slice(4), 100)])).toEqual(['40']);
  });
});

test('the counters say what happened', () => {
  const parser = new OsdpParser();
  parser.push(Uint8Array.from([...ack, 0x55, ...bad, startMark, 0x00, 0x00, 0x00, ...card]), 0);
  expect(parser.counters).toEqual({ frames: 2, checksumErrors: 1, resyncs: 1, discardedBytes: 21 });
});

test('a message longer than any reader takes is refused', () => {
  const message = { address: 1, isReply: false, sequence: 0, check: 'crc', code: 0x60 } as const;
  expect(() => serializeOsdp({ ...message, data: new Uint8Array(longestFrame) })).toThrow(RangeError);
});

describe('properties', () => {
  const data = fc.uint8Array({ maxLength: 80 });
  const plain = fc.record({
    address: fc.nat(127),
    isReply: fc.boolean(),
    sequence: fc.nat(3),
    check: fc.constantFrom('crc' as const, 'checksum' as const),
    code: fc.nat(255),
    data,
  });
  const secured = fc
    .tuple(
      plain,
      fc.integer({ min: 0x11, max: 0x18 }),
      fc.uint8Array({ maxLength: 4 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
    )
    .map(([message, type, block, mac]): OsdpMessage => {
      const security = { type, data: block };
      return type < 0x15 ? { ...message, security } : { ...message, security, mac };
    });
  const message: fc.Arbitrary<OsdpMessage> = fc.oneof(plain, secured);
  const frames = (output: readonly OsdpOutput[]) => output.filter((one) => one.kind === 'frame');

  test('what is written is read', () => {
    fc.assert(
      fc.property(message, (one) => {
        const bytes = serializeOsdp(one);
        expect(parse(bytes)).toEqual([{ kind: 'frame', ...one, bytes }]);
      }),
      { numRuns: 500 },
    );
  });

  test('however a stream is cut, the frames are the same and no byte but the mark is forgotten', () => {
    const nasty = fc.array(fc.constantFrom(0x53, 0xff, 0x00, 0x08, 0x0c, 0x15, 0x65), { maxLength: 30 });
    const piece = fc.oneof(
      message.map((one) => [...serializeOsdp(one)]),
      nasty,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 10 }), (pieces, at) => {
        const stream = pieces.flat();
        const places = [0, ...at.map((n) => n % (stream.length + 1)), stream.length].sort((a, b) => a - b);
        const parser = new OsdpParser();
        const split = places
          .slice(1)
          .flatMap((to, index) => parser.push(Uint8Array.from(stream.slice(places[index], to)), 0));
        expect(frames(split)).toEqual(frames(parse(stream)));
        const out = [...split, ...parser.reset()].reduce((sum, one) => sum + one.bytes.length, 0);
        const marks = stream.filter((byte) => byte === 0xff).length;
        expect(out).toBeLessThanOrEqual(stream.length);
        expect(out).toBeGreaterThanOrEqual(stream.length - marks);
      }),
      { numRuns: 500 },
    );
  });
});

/** Prints nothing and asserts once per thousand: a million frames must stay affordable. QINGYU_LONG=1 runs a million. */
test('fuzz: flipped, cut and spliced frames never throw, never hang, and a clean frame after silence is always read', () => {
  const rounds = process.env.QINGYU_LONG === '1' ? 1_000_000 : 20_000;
  let seed = Number(process.env.QINGYU_SEED ?? 1) >>> 0;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 8) % below;
  };
  const parser = new OsdpParser();
  const seeds = osdpVectors.map((one) => bytesOf(one.hex));
  let nowMs = 0;
  let read = 0;
  for (let round = 0; round < rounds; round++) {
    const bytes = [...(seeds[random(seeds.length)] ?? [])];
    for (let flips = random(4); flips > 0; flips--) bytes[random(bytes.length)] = random(256);
    if (random(3) === 0) bytes.splice(random(bytes.length), 1 + random(4), ...(seeds[random(seeds.length)] ?? []));
    parser.push(Uint8Array.from(bytes), nowMs);
    if (round % 100 !== 0) continue;
    nowMs += 1_000;
    const output = parser.push(card, nowMs);
    read += short(output).at(-1) === '50' ? 1 : 0;
  }
  expect(read).toBe(Math.ceil(rounds / 100));
}, 120_000);
