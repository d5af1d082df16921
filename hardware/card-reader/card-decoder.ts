import type { ParserCounters } from '../../firmware-bridge/parser-counters.ts';
import type { ReadCard } from './card-announcer.ts';

/** One thing a wire protocol made of the bytes. */
export type CardSignal =
  | ({ readonly kind: 'card' } & ReadCard)
  /** A good frame that names no card in the format set. */
  | { readonly kind: 'other-format' }
  /** Part of a number that was sent too slowly to be one. */
  | { readonly kind: 'piece' }
  /** Bytes that were no good frame. */
  | { readonly kind: 'discarded' };

/** For a protocol whose frames end with silence. */
export interface Settling {
  /** Asked so long after the last chunk, and again while {@link isWaiting}. */
  readonly afterMs: number;
  /** What the silence has decided. @param nowMs monotonic */
  settle(nowMs: number): readonly CardSignal[];
  /** Bytes are held that more silence will decide. */
  isWaiting(): boolean;
}

/** A wire protocol as this driver sees it: the only part that differs between readers which send by themselves. */
export interface CardDecoder {
  /** @param nowMs monotonic time at which the chunk arrived. Never throws. */
  push(chunk: Uint8Array, nowMs: number): readonly CardSignal[];
  readonly settling?: Settling;
  /** The link was lost: forget half a frame. */
  reset(): void;
  readonly counters: Readonly<Record<string, number>>;
}

type CardOutput = ({ readonly kind: 'frame' } & ReadCard) | { readonly kind: 'discarded' };

/** A parser whose frames are cards. */
export interface CardParser {
  push(chunk: Uint8Array, nowMs: number): readonly CardOutput[];
  reset(): unknown;
  readonly counters: ParserCounters;
}

/** A parser whose frames end with silence. */
export interface SettlingCardParser extends CardParser {
  settle(nowMs: number): readonly CardOutput[];
  /** Bytes held back until more come or silence ends them. */
  readonly held: number;
}

/** Wraps a parser of a protocol room. */
export function createCardDecoder(parser: CardParser): CardDecoder {
  return {
    push: (chunk, nowMs) => parser.push(chunk, nowMs).map(signalOf),
    reset: () => {
      parser.reset();
    },
    get counters() {
      return { ...parser.counters };
    },
  };
}

/** The same for frames that end with silence. @param afterMs see {@link Settling.afterMs} */
export function createSettlingDecoder(parser: SettlingCardParser, afterMs: number): CardDecoder {
  const settling: Settling = {
    afterMs,
    settle: (nowMs) => parser.settle(nowMs).map(signalOf),
    isWaiting: () => parser.held > 0,
  };
  const { push, reset } = createCardDecoder(parser);
  return {
    push,
    reset,
    settling,
    get counters() {
      return { ...parser.counters };
    },
  };
}

function signalOf(output: CardOutput): CardSignal {
  if (output.kind === 'discarded') return { kind: 'discarded' };
  const { cardId, printedNumber } = output;
  return { kind: 'card', cardId, ...(printedNumber === undefined ? {} : { printedNumber }) };
}
