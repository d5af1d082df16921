/**
 * Bytes from the printer, told apart by their fixed bits (Epson TM-U220A pp. 54, 82; TM-U230 App. E):
 * DLE EOT `0xx1xx10`, first ASB byte `0xx1xx00`, ASB 2–4 and GS r `0xx0xxxx`, XON 11h, XOFF 13h, blocks 37h/5Fh … 00h.
 */
export type PrinterResponse =
  | { readonly kind: 'realTime'; readonly status: number }
  | { readonly kind: 'ordered'; readonly status: number }
  | { readonly kind: 'automatic'; readonly status: readonly [number, number, number, number] }
  /** A 37h or 5Fh block without its first and last byte. */
  | { readonly kind: 'block'; readonly header: number; readonly payload: Uint8Array }
  | { readonly kind: 'flow'; readonly paused: boolean }
  | { readonly kind: 'discarded'; readonly reason: DiscardReason; readonly bytes: Uint8Array };

/** Why bytes from the printer were thrown away. */
export type DiscardReason = 'not-a-status' | 'broken-automatic-status' | 'block-too-long' | 'silence';

/** The computer’s end of one link. */
export interface ResponseParser {
  /** Takes a chunk as it arrived; answers what became complete. Never throws. */
  push(chunk: Uint8Array): PrinterResponse[];
  /** The line went silent (or closed): gives up what was begun. */
  silence(): PrinterResponse[];
  /** Bytes held back at the moment, at most {@link LONGEST_BLOCK}. */
  readonly held: number;
}

const XON = 0x11;
export const XOFF = 0x13;
/** First bytes of an answer that ends with 00h. */
export const BLOCK_HEADERS = [0x37, 0x5f] as const;
/** Block with its mark bytes; the longest in Epson's manuals is 80 bytes of payload. */
export const LONGEST_BLOCK = 96;
const BLOCK_END = 0x00;
const AUTOMATIC_LENGTH = 4;

const isRealTime = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0010;
const isAutomaticFirst = (byte: number): boolean => (byte & 0b1001_0011) === 0b0001_0000;
const isPlain = (byte: number): boolean => (byte & 0b1001_0000) === 0;

/** Makes a parser for one link. */
export function createResponseParser(): ResponseParser {
  let held: number[] = [];

  function take(byte: number, out: Responses): void {
    const first = held[0];
    if (first === undefined) {
      begin(byte, out);
    } else if (isAutomaticFirst(first)) {
      if (byte === XOFF || byte === XON) {
        out.add({ kind: 'flow', paused: byte === XOFF });
      } else if (isPlain(byte)) {
        held.push(byte);
        const [one, two, three, four] = held;
        if (held.length < AUTOMATIC_LENGTH || two === undefined || three === undefined || four === undefined) return;
        out.add({ kind: 'automatic', status: [one ?? 0, two, three, four] });
        held = [];
      } else {
        rescan('broken-automatic-status', byte, out);
      }
    } else if (byte === BLOCK_END) {
      out.add({ kind: 'block', header: first, payload: Uint8Array.from(held.slice(1)) });
      held = [];
    } else if (held.length + 1 >= LONGEST_BLOCK) {
      rescan('block-too-long', byte, out);
    } else {
      held.push(byte);
    }
  }

  function begin(byte: number, out: Responses): void {
    if (isAutomaticFirst(byte) || byte === BLOCK_HEADERS[0] || byte === BLOCK_HEADERS[1]) held.push(byte);
    else if (isRealTime(byte)) out.add({ kind: 'realTime', status: byte });
    else if (isPlain(byte)) out.add({ kind: 'ordered', status: byte });
    else if (byte === XON || byte === XOFF) out.add({ kind: 'flow', paused: byte === XOFF });
    else out.discard('not-a-status', [byte]);
  }

  /** The first byte was not what it seemed: drop it alone and look again inside the bytes already taken. */
  function rescan(reason: DiscardReason, byte: number, out: Responses): void {
    const [wrong, ...rest] = held;
    held = [];
    if (wrong !== undefined) out.discard(reason, [wrong]);
    for (const again of rest) take(again, out);
    take(byte, out);
  }

  return {
    push(chunk) {
      const out = new Responses();
      for (const byte of chunk) take(byte, out);
      return out.all();
    },
    silence() {
      const out = new Responses();
      if (held.length > 0) out.discard('silence', held);
      held = [];
      return out.all();
    },
    get held() {
      return held.length;
    },
  };
}

/** Collects responses; discards next to each other for the same reason become one, copied once however many they are. */
class Responses {
  readonly #done: PrinterResponse[] = [];
  #reason: DiscardReason | undefined;
  #discarded: number[] = [];

  add(response: PrinterResponse): void {
    this.#endDiscards();
    this.#done.push(response);
  }

  discard(reason: DiscardReason, bytes: readonly number[]): void {
    if (reason !== this.#reason) this.#endDiscards();
    this.#reason = reason;
    for (const byte of bytes) this.#discarded.push(byte);
  }

  all(): PrinterResponse[] {
    this.#endDiscards();
    return this.#done;
  }

  #endDiscards(): void {
    if (this.#reason === undefined) return;
    this.#done.push({ kind: 'discarded', reason: this.#reason, bytes: Uint8Array.from(this.#discarded) });
    this.#reason = undefined;
    this.#discarded = [];
  }
}
