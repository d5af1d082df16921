import { type FrameShape, interByteSilenceMs, type LockBoard } from './constants.ts';
import { checksumOf, type DiscardedBytes, type DiscardReason, fits, type LockBoardFrame } from './frame.ts';

export type LockBoardOutput = LockBoardFrame | DiscardedBytes;

/** What came over the line since the start, for the health page. */
export interface LockBoardCounters {
  readonly frames: number;
  readonly checksumErrors: number;
  /** Times a frame had begun and was given up for another reason than its checksum. */
  readonly resyncs: number;
  readonly discardedBytes: number;
}

/**
 * Turns the bytes of an RS-485 line into frames, in whatever pieces they arrive. Never throws; every byte ends in a frame or in a
 * `discarded` output, at the latest when the next byte after a silence arrives. Holds less than one frame.
 *
 * A frame of the other side is understood as well: a line that echoes gives back what was sent.
 */
export class LockBoardParser {
  readonly #board: LockBoard;
  readonly #shapes: readonly FrameShape[];
  readonly #silenceMs: number;
  #held: number[] = [];
  #noise: number[] = [];
  #lastByteMs = 0;
  #counters = { frames: 0, checksumErrors: 0, resyncs: 0, discardedBytes: 0 };

  /**
   * @param listensTo `board`: answers, and echoes of what the desk said. `desk`: only what a desk says
   * @param silenceMs silence after which half a frame is given up
   */
  constructor(board: LockBoard, listensTo: 'desk' | 'board', silenceMs: number = interByteSilenceMs) {
    this.#board = board;
    this.#silenceMs = silenceMs;
    // Where the bytes could be either's, the more particular shape is the desk's: its function byte is fixed.
    const own = board.frames.filter((shape) => shape.sentBy === 'desk');
    this.#shapes = listensTo === 'desk' ? own : [...own, ...board.frames.filter((shape) => shape.sentBy === 'board')];
  }

  get counters(): LockBoardCounters {
    return { ...this.#counters };
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly LockBoardOutput[] {
    if (chunk.length === 0) return [];
    const output: LockBoardOutput[] = [];
    if (this.#held.length > 0 && nowMs - this.#lastByteMs > this.#silenceMs) output.push(...this.reset());
    this.#lastByteMs = nowMs;
    for (const byte of chunk) {
      this.#held.push(byte);
      this.#look(output);
    }
    this.#endNoise(output);
    return output;
  }

  /** Gives up what is held, e.g. because the link was lost or a new question is asked. */
  reset(): readonly DiscardedBytes[] {
    if (this.#held.length === 0) return [];
    return [this.#discard('silence', this.#held.splice(0))];
  }

  /** Takes the newest byte into account; after a bad one, looks again inside the bytes already taken. */
  #look(output: LockBoardOutput[]): void {
    while (this.#held.length > 0) {
      const shapes = this.#shapes.filter((shape) => this.#begins(shape));
      const whole = shapes.find((shape) => shape.bytes.length === this.#held.length);
      if (whole === undefined) {
        if (shapes.length > 0) return;
        this.#dropFirst();
        continue;
      }
      const sum = this.#held.at(-1);
      if (sum === checksumOf(this.#board, this.#held.slice(0, -1))) {
        this.#endNoise(output);
        output.push(this.#frame(whole, this.#held.splice(0)));
        return;
      }
      this.#endNoise(output);
      output.push(this.#discard('checksum', this.#held.splice(0, 1)));
    }
  }

  #begins(shape: FrameShape): boolean {
    return (
      this.#held.length <= shape.bytes.length && this.#held.every((byte, at) => fits(this.#board, shape, at, byte))
    );
  }

  #dropFirst(): void {
    if (this.#held.length > 1) this.#counters.resyncs++;
    this.#noise.push(...this.#held.splice(0, 1));
  }

  #endNoise(output: LockBoardOutput[]): void {
    if (this.#noise.length > 0) output.push(this.#discard('noise', this.#noise.splice(0)));
  }

  #frame(shape: FrameShape, bytes: readonly number[]): LockBoardFrame {
    this.#counters.frames++;
    const { firstLockOnWire } = this.#board;
    let board = 0;
    let lock: number | undefined;
    const content: number[] = [];
    for (const [at, byte] of bytes.entries()) {
      const place = shape.bytes[at];
      if (place === 'board') board = byte;
      else if (place === 'lock') lock = byte - firstLockOnWire + 1;
      else if (place === 'board-lock') {
        board = byte >> 4;
        lock = (byte & 0x0f) - firstLockOnWire + 1;
      } else if (place === 'board-high') board = byte >> 4;
      else if (place === 'content') content.push(byte);
    }
    return { kind: 'frame', meaning: shape.meaning, board, lock, content, bytes: Uint8Array.from(bytes) };
  }

  #discard(reason: DiscardReason, bytes: readonly number[]): DiscardedBytes {
    this.#counters.discardedBytes += bytes.length;
    if (reason === 'checksum') this.#counters.checksumErrors++;
    else if (reason === 'silence') this.#counters.resyncs++;
    return { kind: 'discarded', reason, bytes: Uint8Array.from(bytes) };
  }
}
