import fc from 'fast-check';
import * as em18 from '../../firmware-bridge/em18/constants.ts';
import { Em18Parser } from '../../firmware-bridge/em18/parser.ts';
import { serializeEm18 } from '../../firmware-bridge/em18/serialize.ts';
import * as em4100 from '../../firmware-bridge/em4100/constants.ts';
import { Em4100Parser } from '../../firmware-bridge/em4100/parser.ts';
import { serializeEm4100 } from '../../firmware-bridge/em4100/serialize.ts';
import * as lockBoard from '../../firmware-bridge/lock-board/constants.ts';
import { LockBoardParser } from '../../firmware-bridge/lock-board/parser.ts';
import { serializeLockBoard } from '../../firmware-bridge/lock-board/serialize.ts';
import * as osdp from '../../firmware-bridge/osdp/constants.ts';
import { OsdpParser } from '../../firmware-bridge/osdp/parser.ts';
import { serializeOsdp } from '../../firmware-bridge/osdp/serialize.ts';
import type { ParserCounters } from '../../firmware-bridge/parser-counters.ts';
import * as pn532 from '../../firmware-bridge/pn532/constants.ts';
import type { Pn532Frame } from '../../firmware-bridge/pn532/frame.ts';
import { Pn532Parser } from '../../firmware-bridge/pn532/parser.ts';
import { ackFrame, errorFrame, nackFrame, serializePn532 } from '../../firmware-bridge/pn532/serialize.ts';
import * as rdm7941 from '../../firmware-bridge/rdm7941/constants.ts';
import { Rdm7941Parser } from '../../firmware-bridge/rdm7941/parser.ts';
import { serializeRdm7941 } from '../../firmware-bridge/rdm7941/serialize.ts';
import { bytesOf } from '../vectors/em4100.ts';
import { lockBoardFrames, osdpMessages, pn532Messages } from './arbitrary-frames.ts';

/** What came out of a parser: a frame by the bytes that must have stood on the wire, or bytes thrown away. */
export type Heard =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  | { readonly kind: 'discarded'; readonly reason: string; readonly bytes: Uint8Array };

/** Any parser of any protocol, seen by its bytes alone. */
export interface OpenParser {
  push(chunk: Uint8Array, nowMs: number): readonly Heard[];
  reset(): readonly Heard[];
  /** What a long silence decides, for frames that end with one. */
  settle(nowMs: number): readonly Heard[];
  readonly counters: ParserCounters;
  readonly held: number;
}

/** One protocol in the list that every parser passes. A new one is one more entry in {@link parsersUnderTest}. */
export interface ParserUnderTest {
  readonly name: string;
  readonly open: () => OpenParser;
  /** Two good frames, and the first with a wrong check. */
  readonly one: Uint8Array;
  readonly two: Uint8Array;
  readonly bad: Uint8Array;
  /** Any good frame. */
  readonly frame: fc.Arbitrary<Uint8Array>;
  /** Bytes that mean something in the protocol, for garbage that looks like frames. */
  readonly likely: readonly number[];
  /** So many bytes are held at most. */
  readonly mostHeld: number;
  /** Longest pause inside a frame that does not hurt. */
  readonly longestPauseMs: number;
  /** Why half a frame is thrown away after a longer one. */
  readonly silenceReason: string;
  /** A byte that counts for nothing between frames. */
  readonly idle?: number;
  /** Nothing but silence says where a frame begins. */
  readonly isUnmarked?: true;
  /** Where frames may be written in other characters that mean the same. */
  readonly isCaseless?: true;
}

interface Parser<Output> {
  push(chunk: Uint8Array, nowMs: number): readonly Output[];
  reset(): readonly Output[];
  settle?(nowMs: number): readonly Output[];
  readonly counters: ParserCounters;
  readonly held: number;
}

function opening<Output>(create: () => Parser<Output>, hear: (output: Output) => Heard): () => OpenParser {
  return () => {
    const parser = create();
    return {
      push: (chunk, nowMs) => parser.push(chunk, nowMs).map(hear),
      reset: () => parser.reset().map(hear),
      settle: (nowMs) => parser.settle?.(nowMs).map(hear) ?? [],
      get counters() {
        return parser.counters;
      },
      get held() {
        return parser.held;
      },
    };
  };
}

const frame = (bytes: Uint8Array): Heard => ({ kind: 'frame', bytes });

/** Padding before and after a frame is none of it. */
function pn532Bytes(one: Pn532Frame): Uint8Array {
  const signals = { ack: ackFrame, nack: nackFrame, error: errorFrame };
  return (one.kind === 'frame' ? serializePn532(one) : signals[one.kind]).slice(1, -1);
}

function lockBoardUnderTest(
  model: lockBoard.LockBoardModel,
  { likely, ...hex }: { one: string; two: string; bad: string; likely: readonly number[] },
): ParserUnderTest {
  const board = lockBoard.lockBoards[model];
  return {
    name: `lock board ${model}`,
    open: opening(
      () => new LockBoardParser(board, 'board'),
      (one) =>
        one.kind === 'discarded'
          ? one
          : frame(
              serializeLockBoard(board, one.meaning, {
                board: one.board,
                lock: one.lock ?? 1,
                ...(one.content.length > 0 ? { content: one.content } : {}),
              }),
            ),
    ),
    one: bytesOf(hex.one),
    two: bytesOf(hex.two),
    bad: bytesOf(hex.bad),
    frame: lockBoardFrames(board),
    likely,
    mostHeld: Math.max(...board.frames.map(({ bytes }) => bytes.length)) - 1,
    longestPauseMs: lockBoard.interByteSilenceMs,
    silenceReason: 'silence',
  };
}

/** A card id of so many bytes. */
const cardIds = (byteLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(0x02, 0x03, 0x09, 0x0a), fc.nat(255)), {
      minLength: byteLength,
      maxLength: byteLength,
    })
    .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());

/** Every protocol whose bytes come in a stream. */
export const parsersUnderTest: readonly ParserUnderTest[] = [
  {
    name: 'RDM6300',
    open: opening(
      () => new Em4100Parser(),
      (one) => (one.kind === 'discarded' ? one : frame(serializeEm4100(one.cardId))),
    ),
    one: serializeEm4100('62E3086CED'),
    two: serializeEm4100('4500C5D1E9'),
    bad: bytesOf('02 36 32 45 33 30 38 36 43 45 44 30 39 03'),
    frame: cardIds(5).map(serializeEm4100),
    likely: [0x02, 0x03, 0x30, 0x41, 0x46, 0x61],
    mostHeld: em4100.frameLength - 1,
    longestPauseMs: em4100.interByteSilenceMs,
    silenceReason: 'silence',
    isCaseless: true,
  },
  {
    name: 'EM-18',
    open: opening(
      () => new Em18Parser(),
      (one) => (one.kind === 'discarded' ? one : frame(serializeEm18(one.cardId))),
    ),
    one: serializeEm18('4500C5D1E9'),
    two: serializeEm18('62E3086CED'),
    bad: bytesOf('34 35 30 30 43 35 44 31 45 39 42 39'),
    frame: cardIds(5).map(serializeEm18),
    likely: [0x30, 0x41, 0x61, 0x0d],
    mostHeld: em18.longestRun,
    longestPauseMs: em18.interByteSilenceMs - 1,
    silenceReason: 'length',
    isUnmarked: true,
    isCaseless: true,
  },
  {
    name: '7941',
    open: opening(
      () => new Rdm7941Parser(),
      (one) => (one.kind === 'discarded' ? one : frame(serializeRdm7941(one.cardId))),
    ),
    one: serializeRdm7941('2E00B6D7B5'),
    two: serializeRdm7941('DEADBEEF'),
    bad: bytesOf('02 0A 02 2E 00 B6 D7 B5 F3 03'),
    frame: fc.oneof(cardIds(4), cardIds(5)).map(serializeRdm7941),
    likely: [0x02, 0x03, 0x09, 0x0a, 0x01],
    mostHeld: rdm7941.longestFrame - 1,
    longestPauseMs: rdm7941.interByteSilenceMs,
    silenceReason: 'silence',
  },
  {
    name: 'PN532',
    open: opening(
      () => new Pn532Parser(),
      (one) => (one.kind === 'discarded' ? one : frame(pn532Bytes(one))),
    ),
    one: bytesOf('00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 96'),
    two: bytesOf('00 FF 06 FA D5 03 32 01 06 07 E8'),
    bad: bytesOf('00 FF 0C F4 D5 4B 01 01 00 04 08 04 DE AD BE EF 97'),
    frame: pn532Messages.map(serializePn532),
    likely: [0x00, 0xff, 0xd5, 0xd4, 0x01, 0x7f],
    mostHeld: pn532.longestFrame - 1,
    longestPauseMs: pn532.interByteSilenceMs,
    silenceReason: 'silence',
    idle: pn532.padding,
  },
  {
    name: 'OSDP',
    open: opening(
      () => new OsdpParser(),
      (one) => (one.kind === 'discarded' ? one : frame(serializeOsdp(one))),
    ),
    one: bytesOf('53 E5 08 00 05 40 E3 A5'),
    two: bytesOf('53 E5 10 00 06 50 00 01 20 00 88 99 AA BB C0 17'),
    bad: bytesOf('53 E5 08 00 05 40 E3 A4'),
    frame: osdpMessages.map(serializeOsdp),
    likely: [0x53, 0xff, 0x00, 0x08, 0x0c, 0x15, 0x65],
    mostHeld: osdp.longestFrame - 1,
    longestPauseMs: osdp.interByteSilenceMs,
    silenceReason: 'silence',
    idle: osdp.idleMark,
  },
  lockBoardUnderTest('8a', {
    one: '80 01 01 11 91',
    two: '80 01 02 00 83',
    bad: '80 01 01 11 92',
    likely: [0x8a, 0x80, 0x82, 0x01, 0x11, 0x33],
  }),
  lockBoardUnderTest('cu16', {
    one: '02 00 35 FE FF 04 80 03 BB',
    two: '02 00 35 00 00 00 00 03 3A',
    bad: '02 00 35 FE FF 04 80 03 BC',
    likely: [0x02, 0x03, 0x10, 0x31, 0x30, 0x35],
  }),
  lockBoardUnderTest('cu48', {
    one: '02 00 00 65 07 00 00 00 00 C0 03 31',
    two: '02 01 00 65 00 00 80 00 00 00 03 EB',
    bad: '02 00 00 65 07 00 00 00 00 C0 03 32',
    likely: [0x02, 0x00, 0x03, 0x50, 0x51, 0x65],
  }),
  lockBoardUnderTest('cu48-b', {
    one: '02 00 00 75 06 7D 00 00 00 00 00 FA',
    two: '02 01 00 75 06 00 00 80 00 00 00 FE',
    bad: '02 00 00 75 06 7D 00 00 00 00 00 FB',
    likely: [0x02, 0x00, 0x03, 0x60, 0x61, 0x75],
  }),
];
