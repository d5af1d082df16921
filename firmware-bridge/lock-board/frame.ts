import { contactClosed, contactOpen, type FrameMeaning, type FrameShape, type LockBoard } from './constants.ts';

/** A frame whose marks and checksum are right. */
export interface LockBoardFrame {
  readonly kind: 'frame';
  readonly meaning: FrameMeaning;
  readonly board: number;
  /** As printed on the board, from 1; `undefined` where a frame is about all of them. */
  readonly lock: number | undefined;
  /** The content bytes, in order. */
  readonly content: readonly number[];
  /** As they were on the wire: an echo is known by them. */
  readonly bytes: Uint8Array;
}

/** Why a frame is not believed. `no-such-frame`: a byte that stands in no frame there. `checksum`: everything else is right. */
export type LockBoardWrong = 'no-such-frame' | 'checksum';

/** How one lock's contact stands, as the board's protocol paper reads it; wiring may turn it round. */
export interface LockReading {
  readonly lock: number;
  readonly closed: boolean;
  /** Whether something is in the compartment, on boards that look. */
  readonly occupied?: boolean;
}

/** The last byte of a frame. @param bytes everything before it */
export function checksumOf(board: LockBoard, bytes: readonly number[]): number {
  return board.checksum === 'xor'
    ? bytes.reduce((sum, byte) => sum ^ byte, 0)
    : bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}

/** The content of a `state` frame about all locks, as a board writes it. Bits: first lock first. */
export function contentOf(board: LockBoard, hooks: readonly boolean[], presence: readonly boolean[]): number[] {
  const shape = board.frames.find(({ meaning }) => meaning === 'state');
  const length = shape?.bytes.filter((place) => place === 'content').length ?? 0;
  const content = new Array<number>(length).fill(0);
  const write = (bits: readonly boolean[], from: number, until: number): void => {
    for (const [at, on] of bits.entries()) {
      const place = from + (at >> 3);
      if (on && place < until) content[place] = (content[place] ?? 0) | (1 << (at & 7));
    }
  };
  write(hooks, 0, board.hookBytes);
  write(presence, board.hookBytes, length);
  return content;
}

/** Whether this board has such an address and such a lock; 0 and every broadcast code are neither. */
export function isLockOf(board: LockBoard, address: number, lock: number): boolean {
  const { first, last } = board.addresses;
  return (
    Number.isInteger(address) &&
    address >= first &&
    address <= last &&
    Number.isInteger(lock) &&
    lock >= 1 &&
    lock <= board.locks
  );
}

/** Whether `byte` may stand at `at` in a frame of this shape, as far as one byte tells. */
export function fits(board: LockBoard, shape: FrameShape, at: number, byte: number): boolean {
  const place = shape.bytes[at];
  if (typeof place === 'number') return place === byte;
  const { first, last } = board.addresses;
  const lockFits = (wire: number): boolean =>
    wire >= board.firstLockOnWire && wire < board.firstLockOnWire + board.locks;
  switch (place) {
    case 'board':
      return byte >= first && byte <= last;
    case 'lock':
      return lockFits(byte);
    case 'board-lock':
      return byte >> 4 >= first && byte >> 4 <= last && lockFits(byte & 0x0f);
    case 'board-high':
      return byte >> 4 >= first && byte >> 4 <= last && (byte & 0x0f) === 0;
    default:
      return place !== undefined;
  }
}

/** What an answer says about locks; empty when it says nothing that is understood. */
export function readingsOf(board: LockBoard, frame: LockBoardFrame): readonly LockReading[] {
  const { lock, content } = frame;
  if (frame.meaning !== 'state' && frame.meaning !== 'opened') return [];
  if (lock !== undefined) {
    const [contact] = content;
    if (contact !== contactClosed && contact !== contactOpen) return [];
    return [{ lock, closed: contact === contactClosed }];
  }
  const bit = (from: number, at: number): boolean => (((content[from + (at >> 3)] ?? 0) >> (at & 7)) & 1) === 1;
  return Array.from({ length: board.locks }, (_, at): LockReading => {
    const closed = bit(0, at);
    return content.length === board.hookBytes
      ? { lock: at + 1, closed }
      : { lock: at + 1, closed, occupied: bit(board.hookBytes, at) };
  });
}
