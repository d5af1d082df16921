import { LINE_LIMIT } from './guard-protocol.ts';

const LINE_FEED = 0x0a;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

/** What came out of the pipe: a line of printable ASCII, or bytes that were not one. */
export type PipePiece =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'discarded'; readonly reason: 'too-long' | 'not-text'; readonly bytes: number };

/**
 * Cuts a byte stream into lines. Never throws; holds at most {@link LINE_LIMIT} bytes; after rubbish it is back in step at the next
 * line feed.
 */
export function createLineSplitter(): { push(chunk: Uint8Array): PipePiece[] } {
  let text = '';
  let rubbish = 0;
  let reason: 'too-long' | 'not-text' = 'not-text';
  const take = (byte: number): PipePiece | undefined => {
    if (byte === LINE_FEED) {
      const piece: PipePiece =
        rubbish > 0 ? { type: 'discarded', reason, bytes: rubbish + text.length } : { type: 'line', text };
      text = '';
      rubbish = 0;
      return piece;
    }
    const printable = byte >= FIRST_PRINTABLE && byte <= LAST_PRINTABLE;
    if (rubbish === 0 && printable && text.length < LINE_LIMIT) {
      text += String.fromCharCode(byte);
      return undefined;
    }
    if (rubbish === 0) reason = printable ? 'too-long' : 'not-text';
    rubbish += 1;
    return undefined;
  };
  return {
    push(chunk) {
      const pieces: PipePiece[] = [];
      for (const byte of chunk) {
        const piece = take(byte);
        if (piece !== undefined) pieces.push(piece);
      }
      return pieces;
    },
  };
}
