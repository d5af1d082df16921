import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type LockBoardModel, lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import { checksumOf, contentOf, readingsOf } from '../../../firmware-bridge/lock-board/frame.ts';
import { type LockBoardOutput, LockBoardParser } from '../../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../../firmware-bridge/lock-board/serialize.ts';
import { bytesOf, lockBoardForbidden, lockBoardVectors } from '../../vectors/lock-board.ts';

const MODELS: readonly LockBoardModel[] = ['8a', 'cu16', 'cu48', 'cu48-b'];
const FRAMES = process.env.QINGYU_LONG === '1' ? 1_000_000 : 20_000;

function parse(model: LockBoardModel, ...chunks: readonly (Uint8Array | readonly number[])[]): LockBoardOutput[] {
  const parser = new LockBoardParser(lockBoards[model], 'board');
  return chunks.flatMap((chunk) => [...parser.push(Uint8Array.from(chunk), 0)]);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const short = (output: readonly LockBoardOutput[]): string[] =>
  output.map((one) => (one.kind === 'frame' ? hex(one.bytes) : `${one.reason} ${one.bytes.length}`));

describe('golden bytes', () => {
  test.each(lockBoardVectors)('$model, $what, is read and written', (vector) => {
    const { model, meaning, board, lock, content } = vector;
    const bytes = bytesOf(vector.hex);
    const output = parse(model, bytes);
    expect(output).toEqual([expect.objectContaining({ kind: 'frame', meaning, board, content: content ?? [], bytes })]);
    const [frame] = output;
    if (frame?.kind !== 'frame') throw new Error('no frame');
    if (lock !== undefined) expect(frame.lock).toBe(lock);
    const said = { board, lock: lock ?? 1, ...(content === undefined ? {} : { content }) };
    expect(serializeLockBoard(lockBoards[model], meaning, said)).toEqual(bytes);
    const readings = readingsOf(lockBoards[model], frame);
    if (vector.closed !== undefined)
      expect(readings.filter((each) => each.closed).map((each) => each.lock)).toEqual(vector.closed);
    if (vector.occupied !== undefined)
      expect(readings.filter((each) => each.occupied).map((each) => each.lock)).toEqual(vector.occupied);
  });

  test.each(lockBoardForbidden)('$model: $what is no frame on either side', ({ model, hex: forbidden }) => {
    for (const side of ['desk', 'board'] as const) {
      const output = new LockBoardParser(lockBoards[model], side).push(bytesOf(forbidden), 0);
      expect(output.filter((one) => one.kind === 'frame')).toEqual([]);
    }
  });

  it('writes back the bits it reads', () => {
    const board = lockBoards.cu16;
    expect(
      contentOf(
        board,
        Array.from({ length: 16 }, (_, at) => at !== 0),
        Array.from({ length: 16 }, (_, at) => at === 2 || at === 15),
      ),
    ).toEqual([0xfe, 0xff, 0x04, 0x80]);
  });
});

describe('what opens more than one door cannot be written', () => {
  test.each(MODELS)('%s: lock 0, locks past the last, fractions, broadcast and strange addresses', (model) => {
    const board = lockBoards[model];
    const { first, last } = board.addresses;
    for (const lock of [0, -1, board.locks + 1, 255, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      for (const meaning of ['open', 'ask'] as const)
        expect(() => serializeLockBoard(board, meaning, { board: first, lock })).toThrow(RangeError);
    for (const address of [first - 1, last + 1, 255, 0.5, Number.NaN])
      expect(() => serializeLockBoard(board, 'open', { board: address, lock: 1 })).toThrow(RangeError);
  });

  it('whatever is asked for, nothing forbidden comes out', () => {
    const forbidden = new Set(lockBoardForbidden.map((one) => `${one.model} ${hex(bytesOf(one.hex))}`));
    const codes: Record<LockBoardModel, ReadonlySet<number>> = {
      '8a': new Set([0x11, 0x33]),
      cu16: new Set([0x30, 0x31]),
      cu48: new Set([0x50, 0x51]),
      'cu48-b': new Set([0x60, 0x61]),
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...MODELS),
        fc.constantFrom('open', 'ask'),
        fc.integer({ min: -300, max: 300 }),
        fc.integer({ min: -300, max: 300 }),
        (model, meaning, board, lock) => {
          let bytes: Uint8Array;
          try {
            bytes = serializeLockBoard(lockBoards[model], meaning === 'open' ? 'open' : 'ask', { board, lock });
          } catch (refused) {
            expect(refused).toBeInstanceOf(RangeError);
            return;
          }
          expect(forbidden.has(`${model} ${hex(bytes)}`)).toBe(false);
          expect(codes[model].has(bytes.at(model === 'cu16' ? 2 : 3) ?? -1)).toBe(true);
          if (model === '8a') expect(bytes[2]).toBeGreaterThan(0);
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('knows of no board a frame for it has no place for', () => {
    expect(() => serializeLockBoard(lockBoards.cu48, 'told', { board: 0, lock: 1 })).toThrow('no frame to say "told"');
    expect(() => serializeLockBoard(lockBoards['8a'], 'state', { board: 1, lock: 1, content: [256] })).toThrow(
      RangeError,
    );
    expect(() => serializeLockBoard(lockBoards['8a'], 'open', { board: 1, lock: 1, content: [1] })).toThrow(RangeError);
  });
});

describe.each([
  { model: '8a', one: '80 01 01 11 91', two: '80 01 02 00 83', bad: '80 01 01 11 92' },
  {
    model: 'cu16',
    one: '02 00 35 FE FF 04 80 03 BB',
    two: '02 00 35 00 00 00 00 03 3A',
    bad: '02 00 35 FE FF 04 80 03 BC',
  },
  {
    model: 'cu48',
    one: '02 00 00 65 07 00 00 00 00 C0 03 31',
    two: '02 01 00 65 00 00 80 00 00 00 03 EB',
    bad: '02 00 00 65 07 00 00 00 00 C0 03 32',
  },
  {
    model: 'cu48-b',
    one: '02 00 00 75 06 7D 00 00 00 00 00 FA',
    two: '02 01 00 75 06 00 00 80 00 00 00 FE',
    bad: '02 00 00 75 06 7D 00 00 00 00 00 FB',
  },
] as const)('the parser of $model', ({ model, ...frames }) => {
  const one = bytesOf(frames.one);
  const two = bytesOf(frames.two);
  const bad = bytesOf(frames.bad);
  const frame = (output: readonly LockBoardOutput[]) => short(output.filter((each) => each.kind === 'frame'));

  it('reads two frames in one chunk', () =>
    expect(short(parse(model, [...one, ...two]))).toEqual([hex(one), hex(two)]));
  it('reads one frame in two chunks', () =>
    expect(short(parse(model, one.slice(0, 3), one.slice(3)))).toEqual([hex(one)]));
  it('reads byte by byte', () => expect(short(parse(model, ...[...one].map((byte) => [byte])))).toEqual([hex(one)]));
  it('takes an empty chunk for nothing', () => expect(parse(model, [])).toEqual([]));
  it('passes over garbage before a frame', () =>
    expect(short(parse(model, [0xff, 0x7e, 0x33, ...one]))).toEqual(['noise 3', hex(one)]));
  it('passes over a frame with garbage inside', () =>
    expect(frame(parse(model, [...one.slice(0, 2), 0xff, 0xee, ...one.slice(2), ...two]))).toEqual([hex(two)]));
  it('refuses a bad checksum and takes the good frame after it', () => {
    const parser = new LockBoardParser(lockBoards[model], 'board');
    expect(frame(parser.push(Uint8Array.from([...bad, ...two]), 0))).toEqual([hex(two)]);
    expect(parser.counters.checksumErrors).toBe(1);
  });
  it('finds a frame that begins inside a cut one', () =>
    expect(frame(parse(model, [...one.slice(0, 1), ...two]))).toEqual([hex(two)]));
  it('gives up half a frame after a silence', () => {
    const parser = new LockBoardParser(lockBoards[model], 'board', 60);
    const output = [...parser.push(one.slice(0, 3), 0), ...parser.push(two, 61)];
    expect(short(output)).toEqual(['silence 3', hex(two)]);
  });
  it('gives up what is held when the link is lost', () => {
    const parser = new LockBoardParser(lockBoards[model], 'board');
    parser.push(one.slice(0, 3), 0);
    expect(short(parser.reset())).toEqual(['silence 3']);
    expect(parser.reset()).toEqual([]);
  });
  it('holds no memory through endless garbage, and hands all of it out', () => {
    const parser = new LockBoardParser(lockBoards[model], 'board');
    let out = 0;
    for (let round = 0; round < 2_000; round++)
      for (const piece of parser.push(Uint8Array.from([0xaa, 0x55, 0xff, 0x7f, 0xcc]), round))
        out += piece.bytes.length;
    expect(out).toBe(10_000);
  });
});

describe('fuzzing', () => {
  test.each(MODELS)(`%s: ${FRAMES} pieces, every byte accounted for, no frame that was not there`, (model) => {
    const board = lockBoards[model];
    const parser = new LockBoardParser(board, 'board');
    let seed = 20_261_122;
    // Linear congruential generator of Numerical Recipes: the same run every time.
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return (seed >>> 8) % below;
    };
    let given = 0;
    let out = 0;
    let frames = 0;
    let atMs = 0;
    for (let round = 0; round < FRAMES; round++) {
      const shape = board.frames[next(board.frames.length)];
      const content = (shape?.bytes ?? []).filter((place) => place === 'content').map(() => next(256));
      const subject = {
        board: board.addresses.first + next(board.addresses.last - board.addresses.first),
        lock: 1 + next(board.locks),
        ...(content.length > 0 ? { content } : {}),
      };
      const piece = [...serializeLockBoard(board, shape?.meaning ?? 'ask', subject)];
      const harm = next(4);
      if (harm === 1) piece[next(piece.length)] = next(256);
      if (harm === 2) piece.splice(next(piece.length), 1);
      if (harm === 3) piece.splice(next(piece.length), 0, next(256), 0x02, 0x8a);
      const cut = next(piece.length + 1);
      atMs += next(80);
      for (const chunk of [piece.slice(0, cut), piece.slice(cut)]) {
        given += chunk.length;
        for (const one of parser.push(Uint8Array.from(chunk), atMs)) {
          out += one.bytes.length;
          if (one.kind === 'discarded') continue;
          frames++;
          if (one.bytes.at(-1) !== checksumOf(board, [...one.bytes.slice(0, -1)])) throw new Error(hex(one.bytes));
        }
      }
    }
    for (const rest of parser.reset()) out += rest.bytes.length;
    expect(out).toBe(given);
    expect(frames).toBeGreaterThan(FRAMES / 5);
  });

  it('however a stream is cut, the frames are the same', () => {
    const piece = fc.oneof(
      fc.constantFrom(...lockBoardVectors.map((vector) => [...bytesOf(vector.hex)])),
      fc.array(fc.constantFrom(0x02, 0x03, 0x8a, 0x80, 0x01, 0x11, 0x33, 0x35, 0x65, 0xff), { maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), fc.array(piece, { maxLength: 8 }), fc.nat(), (model, pieces, at) => {
        const stream = pieces.flat();
        const cut = stream.length === 0 ? 0 : at % stream.length;
        const frames = (output: readonly LockBoardOutput[]) => short(output.filter((one) => one.kind === 'frame'));
        expect(frames(parse(model, stream.slice(0, cut), stream.slice(cut)))).toEqual(frames(parse(model, stream)));
      }),
      { numRuns: 2_000 },
    );
  });
});
