import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copiedBytes } from './copied-bytes.ts';
import { cutUp, discardedBytes, fuzz, fuzzFrames, fuzzTimeoutMs } from './fuzz-stream.ts';
import { type Heard, type OpenParser, type ParserUnderTest, parsersUnderTest } from './parsers-under-test.ts';

/** Longer than any silence that ends a frame or half of one. */
const longSilenceMs = 1_000;

type Chunk = Uint8Array | readonly number[];

describe.each(parsersUnderTest)('the parser of $name', (protocol) => {
  const { open, one, two, bad, frame, likely, mostHeld, longestPauseMs } = protocol;

  test('reads one frame', () => expect(short(hear(open(), one))).toEqual([hex(one)]));
  test('reads two frames in one chunk', () =>
    expect(short(hear(open(), [...one, ...two]))).toEqual([hex(one), hex(two)]));
  test('reads one frame in two chunks, wherever it is cut', () => {
    for (let at = 0; at <= one.length; at++)
      expect(short(hear(open(), one.slice(0, at), one.slice(at)))).toEqual([hex(one)]);
  });
  test('reads byte by byte', () => expect(short(hear(open(), ...[...two].map((byte) => [byte])))).toEqual([hex(two)]));
  test('takes an empty chunk for nothing', () => expect(open().push(Uint8Array.of(), 0)).toEqual([]));
  test('gives garbage before a frame out as noise', () =>
    expect(short(hear(open(), [0xaa, 0x7e, ...one]))).toEqual(['noise 2', hex(one)]));
  test('starting in the middle of a frame reads the next one after a silence', () => {
    const parser = open();
    hear(parser, one.slice(2));
    expect(frames(hearLater(parser, two))).toEqual([hex(two)]);
  });
  test('passes over a frame with garbage inside and reads the next', () => {
    const parser = open();
    const hurt = hear(parser, [...one.slice(0, 4), 0xfe, 0xee, ...one.slice(4)]);
    expect(frames([...hurt, ...hearLater(parser, two)])).toEqual([hex(two)]);
  });
  test('never believes a wrong check, counts it, and reads the frame after it', () => {
    const parser = open();
    const output = hear(parser, [...bad, ...two]);
    expect(output[0]).toMatchObject({ kind: 'discarded', reason: 'checksum' });
    expect(frames(output)).toEqual([hex(two)]);
    expect(parser.counters).toMatchObject({ frames: 1, checksumErrors: 1 });
  });

  // Red when what was taken for a frame is thrown away whole instead of being looked through again.
  test.skipIf(protocol.isUnmarked)('finds the frame that begins inside a cut one or a bad one', () => {
    for (const cut of [one.slice(0, 1), one.slice(0, 4), bad]) {
      const parser = open();
      const output = hear(parser, ...[...cut, ...two].map((byte) => [byte]));
      expect([...frames(output), ...frames(hearLater(parser, one))]).toEqual([hex(two), hex(one)]);
    }
  });

  test('gives up half a frame after a silence', () => {
    const parser = open();
    parser.push(one.slice(0, 4), 0);
    const output = [...parser.push(two, longestPauseMs + 1), ...parser.settle(longestPauseMs + longSilenceMs)];
    expect(short(output)).toEqual([`${protocol.silenceReason} 4`, hex(two)]);
    expect(parser.counters).toMatchObject({ frames: 1, resyncs: 1, discardedBytes: 4 });
  });
  test('bears a pause inside a frame', () => {
    const parser = open();
    const output = [...parser.push(one.slice(0, 4), 0), ...parser.push(one.slice(4), longestPauseMs)];
    expect(short([...output, ...parser.settle(longestPauseMs + longSilenceMs)])).toEqual([hex(one)]);
  });
  test('gives up what it holds when the link is lost', () => {
    const parser = open();
    parser.push(one.slice(0, 4), 0);
    expect(short(parser.reset())).toEqual([`${protocol.silenceReason} 4`]);
    expect(parser.held).toBe(0);
    expect(parser.reset()).toEqual([]);
    expect(frames(hearLater(parser, two))).toEqual([hex(two)]);
  });

  test.each([
    ['noise', [0xaa, 0x55, 0xff, 0x7f, 0xcc]],
    ['first bytes', [one[0] ?? 0]],
    ['beginnings', [...one.slice(0, 3)]],
    ['frames cut short', [...one.slice(0, -1)]],
    ['bad frames', [...bad]],
    ['frames inside frames', [...one.slice(0, 5), ...bad, ...one.slice(5)]],
    ['bytes FF', [0xff]],
    ['zeros', [0x00]],
  ])('holds no memory through endless %s, hands all of it out, and then reads the next frame', (_, bytes) => {
    const parser = open();
    let out = 0;
    let given = 0;
    for (let round = 0; round < 2_000; round++) {
      given += bytes.length;
      out += heardBytes(parser.push(Uint8Array.from(bytes), 0));
      expect(parser.held).toBeLessThanOrEqual(mostHeld);
    }
    const idle = bytes.filter((byte) => byte === protocol.idle).length * 2_000;
    expect(out + parser.held).toBeLessThanOrEqual(given);
    expect(out + parser.held).toBeGreaterThanOrEqual(given - idle);
    expect(frames(hearLater(parser, two)).at(-1)).toBe(hex(two));
  });

  // Red when anything is copied again for each byte of a chunk: a megabyte of rubbish would then stop the desk for minutes.
  test.each([
    ['noise', [0xaa]],
    ['first bytes', [one[0] ?? 0]],
    ['bad frames', [...bad]],
    ['frames inside frames', [...one.slice(0, 4), ...bad, ...one.slice(4)]],
  ])('works no more per byte for a long chunk of %s than for a short one', (_, bytes) => {
    const perByte = (length: number): number => {
      const chunk = Buffer.alloc(length, Buffer.from(bytes));
      return copiedBytes(() => hear(open(), chunk)) / length;
    };
    expect(perByte(20_000)).toBeLessThanOrEqual(1.1 * perByte(2_000) + 0.1);
  });

  test('reads what is written, however it is cut', () => {
    fc.assert(
      fc.property(frame, fc.array(fc.nat(), { maxLength: 6 }), (bytes, cuts) => {
        const output = hear(open(), ...cutUp([...bytes], cuts));
        expect(output.map(({ kind }) => kind)).toEqual(['frame']);
        expect(hex(bytes)).toContain(output.map((each) => hex(each.bytes)).join());
      }),
      { numRuns: 500 },
    );
  });

  // Red when a check is not looked at, a byte is forgotten, a buffer grows, or a chunk's end decides anything.
  test(
    `${fuzzFrames} fuzzed frames: what comes out was sent, no byte is lost, cuts change nothing, the next good one is read`,
    () => {
      fuzz(frame, likely, ({ pieces, chunks }) => {
        const parser = open();
        const output: Heard[] = [];
        for (const chunk of chunks) {
          output.push(...parser.push(chunk, 0));
          if (parser.held > mostHeld) throw new Error(`holds ${parser.held} bytes`);
        }
        output.push(...parser.settle(longSilenceMs));
        const stream = pieces.flatMap(({ bytes }) => bytes);
        const wire = onWire(protocol, stream);
        const read = output.filter(({ kind }) => kind === 'frame');
        for (const { bytes } of read)
          if (!wire.includes(Buffer.from(bytes))) throw new Error(`${hex(bytes)} was never sent`);
        const missing = stream.length - heardBytes(output) - parser.held;
        expect(missing).toBeGreaterThanOrEqual(0);
        expect(missing).toBeLessThanOrEqual(stream.filter((byte) => byte === protocol.idle).length);
        expect(parser.counters).toMatchObject({ frames: read.length, discardedBytes: discardedBytes(output) });
        expect(frames(output)).toEqual(frames(hear(open(), stream)));
        expect(frames(hearLater(parser, one)).at(-1)).toBe(hex(one));
      });
    },
    fuzzTimeoutMs,
  );
});

/** Chunks that follow each other at once, then silence. */
function hear(parser: OpenParser, ...chunks: readonly Chunk[]): readonly Heard[] {
  const output = chunks.flatMap((chunk) => parser.push(Uint8Array.from(chunk), 0));
  return [...output, ...parser.settle(longSilenceMs)];
}

/** A chunk after a long silence, and another silence after it. */
function hearLater(parser: OpenParser, chunk: Chunk): readonly Heard[] {
  return [...parser.push(Uint8Array.from(chunk), 2 * longSilenceMs), ...parser.settle(3 * longSilenceMs)];
}

function frames(output: readonly Heard[]): readonly string[] {
  return output.filter(({ kind }) => kind === 'frame').map(({ bytes }) => hex(bytes));
}

function short(output: readonly Heard[]): readonly string[] {
  return output.map((one) => (one.kind === 'frame' ? hex(one.bytes) : `${one.reason} ${one.bytes.length}`));
}

function heardBytes(output: readonly Heard[]): number {
  return output.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

function onWire({ isCaseless }: ParserUnderTest, stream: readonly number[]): Buffer {
  const bytes = Buffer.from(stream);
  return isCaseless === true ? Buffer.from(bytes.toString('latin1').toUpperCase(), 'latin1') : bytes;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
