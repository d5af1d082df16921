import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type LockBoardModel, lockBoards } from '../../../firmware-bridge/lock-board/constants.ts';
import { contentOf, readingsOf } from '../../../firmware-bridge/lock-board/frame.ts';
import { LockBoardParser } from '../../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../../firmware-bridge/lock-board/serialize.ts';
import { bytesOf, lockBoardForbidden, lockBoardVectors } from '../../vectors/lock-board.ts';

const MODELS: readonly LockBoardModel[] = ['8a', 'cu16', 'cu48', 'cu48-b'];

type LockBoardOutput = ReturnType<LockBoardParser['push']>[number];

function parse(model: LockBoardModel, ...chunks: readonly (Uint8Array | readonly number[])[]): LockBoardOutput[] {
  const parser = new LockBoardParser(lockBoards[model], 'board');
  return chunks.flatMap((chunk) => [...parser.push(Uint8Array.from(chunk), 0)]);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

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
