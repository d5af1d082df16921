import { ResyncParser, type Scanned } from '../resync-parser.ts';
import { type FrameShape, interByteSilenceMs, type LockBoard } from './constants.ts';
import { checksumOf, fits, type LockBoardFrame, type LockBoardWrong } from './frame.ts';

/**
 * Finds the frames of an RS-485 line. A frame of the other side is understood as well: a line that echoes gives back what was sent.
 */
export class LockBoardParser extends ResyncParser<LockBoardFrame, LockBoardWrong> {
  /**
   * @param listensTo `board`: answers, and echoes of what the desk said. `desk`: only what a desk says
   * @param silenceMs silence after which half a frame is given up
   */
  constructor(board: LockBoard, listensTo: 'desk' | 'board', silenceMs: number = interByteSilenceMs) {
    // Where the bytes could be either's, the more particular shape is the desk's: its function byte is fixed.
    const own = board.frames.filter((shape) => shape.sentBy === 'desk');
    const shapes = listensTo === 'desk' ? own : [...own, ...board.frames.filter((shape) => shape.sentBy === 'board')];
    super({
      begins: (byte) => shapes.some((shape) => fits(board, shape, 0, byte)),
      scan: (held) => scan(board, shapes, held),
      silenceMs,
    });
  }
}

function scan(
  board: LockBoard,
  shapes: readonly FrameShape[],
  held: readonly number[],
): Scanned<LockBoardFrame, LockBoardWrong> {
  const fitting = shapes.filter((shape) =>
    held.slice(0, shape.bytes.length).every((byte, at) => fits(board, shape, at, byte)),
  );
  const whole = fitting.find(({ bytes }) => bytes.length <= held.length);
  if (whole === undefined) return fitting.length > 0 ? 'more' : { wrong: 'no-such-frame' };
  const { length } = whole.bytes;
  const bytes = held.slice(0, length);
  if (bytes.at(-1) !== checksumOf(board, bytes.slice(0, -1))) return { wrong: 'checksum' };
  return { frame: frameOf(board, whole, bytes), length };
}

function frameOf({ firstLockOnWire }: LockBoard, shape: FrameShape, bytes: readonly number[]): LockBoardFrame {
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
