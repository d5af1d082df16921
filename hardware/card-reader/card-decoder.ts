import type { ParserCounters } from '../../firmware-bridge/parser-counters.ts';
import type { ReadCard } from './card-announcer.ts';

/** One thing a wire protocol made of the bytes. */
export type CardSignal =
  | ({ readonly kind: 'card' } & ReadCard)
  /** Bytes that were no good frame. */
  | { readonly kind: 'discarded' };

/** A wire protocol as this driver sees it: the only part that differs between readers which send by themselves. */
export interface CardDecoder {
  /** @param nowMs monotonic time at which the chunk arrived. Never throws. */
  push(chunk: Uint8Array, nowMs: number): readonly CardSignal[];
  /** For a protocol whose frames end with silence: asked so long after the last chunk what the silence has decided. */
  readonly settling?: { readonly afterMs: number; settle(nowMs: number): readonly CardSignal[] };
  /** The link was lost: forget half a frame. */
  reset(): void;
  readonly counters: Readonly<Record<string, number>>;
}

type CardOutput = ({ readonly kind: 'frame' } & ReadCard) | { readonly kind: 'discarded' };

/** A parser whose frames are cards. */
export interface CardParser {
  push(chunk: Uint8Array, nowMs: number): readonly CardOutput[];
  settle?(nowMs: number): readonly CardOutput[];
  reset(): unknown;
  readonly counters: ParserCounters;
}

/** Wraps a parser of a protocol room. @param settleAfterMs see {@link CardDecoder.settling} */
export function createCardDecoder(parser: CardParser, settleAfterMs?: number): CardDecoder {
  const signals = (output: readonly CardOutput[]): readonly CardSignal[] => output.map(signalOf);
  return {
    push: (chunk, nowMs) => signals(parser.push(chunk, nowMs)),
    ...(settleAfterMs === undefined
      ? {}
      : { settling: { afterMs: settleAfterMs, settle: (nowMs) => signals(parser.settle?.(nowMs) ?? []) } }),
    reset: () => {
      parser.reset();
    },
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
