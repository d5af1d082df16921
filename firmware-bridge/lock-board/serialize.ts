import type { FrameMeaning, LockBoard } from './constants.ts';
import { checksumOf, isLockOf } from './frame.ts';

/** What a frame is about. */
export interface FrameSubject {
  /** Board address as set by its DIP switches. */
  readonly board: number;
  /** As printed on the board, from 1. */
  readonly lock: number;
  /** What goes into the content bytes; for frames without any it is absent. */
  readonly content?: readonly number[];
}

/**
 * The bytes of one frame.
 *
 * @throws RangeError when the board knows no such frame, or for a board or lock it does not have: lock 0, a broadcast address and
 *   "all locks" cannot be written
 */
export function serializeLockBoard(board: LockBoard, meaning: FrameMeaning, subject: FrameSubject): Uint8Array {
  const shape = board.frames.find((known) => known.meaning === meaning);
  if (shape === undefined) throw new RangeError(`a ${board.model} board has no frame to say "${meaning}"`);
  if (!isLockOf(board, subject.board, subject.lock))
    throw new RangeError(`a ${board.model} board has no lock ${subject.lock} at address ${subject.board}`);
  const content = subject.content ?? [];
  const places = shape.bytes.filter((place) => place === 'content').length;
  if (content.length !== places || content.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 0xff))
    throw new RangeError(`"${meaning}" of a ${board.model} board has ${places} content bytes`);
  const left = [...content];
  const wire = subject.lock - 1 + board.firstLockOnWire;
  const bytes: number[] = [];
  for (const place of shape.bytes) {
    if (typeof place === 'number') bytes.push(place);
    else if (place === 'board') bytes.push(subject.board);
    else if (place === 'lock') bytes.push(wire);
    else if (place === 'board-lock') bytes.push((subject.board << 4) | wire);
    else if (place === 'board-high') bytes.push(subject.board << 4);
    else if (place === 'content') bytes.push(left.shift() ?? 0);
    else bytes.push(checksumOf(board, bytes));
  }
  return Uint8Array.from(bytes);
}
