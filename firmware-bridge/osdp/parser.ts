import { checksum, crc16 } from './check-characters.ts';
import {
  addressAt,
  checksumLength,
  controlAt,
  crcFlag,
  crcLength,
  headerLength,
  idleMark,
  interByteSilenceMs,
  lengthAt,
  longestFrame,
  macLength,
  replyFlag,
  reservedMask,
  securityAt,
  securityBlock,
  securityFlag,
  sequenceMask,
  shortestFrame,
  startMark,
} from './constants.ts';
import { carriesMac, type DiscardedBytes, type DiscardReason, type OsdpFrame } from './frame.ts';

export type OsdpOutput = OsdpFrame | DiscardedBytes;

/** What came over the line since the start, for the health page. */
export interface OsdpCounters {
  readonly frames: number;
  readonly checksumErrors: number;
  /** Times a frame had begun and was given up for another reason than its check characters. */
  readonly resyncs: number;
  readonly discardedBytes: number;
}

/**
 * Turns bytes into frames of either direction, in whatever pieces they arrive. Never throws; every byte ends in a frame or in a
 * `discarded` output, except the mark bytes FF between frames, which are what an idle line reads as. Holds at most one frame.
 */
export class OsdpParser {
  readonly #silenceMs: number;
  /** Begins with the start mark whenever it is not empty. */
  #held: number[] = [];
  #lastByteMs = 0;
  #counters = { frames: 0, checksumErrors: 0, resyncs: 0, discardedBytes: 0 };

  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    this.#silenceMs = silenceMs;
  }

  get counters(): OsdpCounters {
    return { ...this.#counters };
  }

  /** @param nowMs monotonic time at which the chunk arrived */
  push(chunk: Uint8Array, nowMs: number): readonly OsdpOutput[] {
    if (chunk.length === 0) return [];
    const output: OsdpOutput[] = [];
    if (this.#held.length > 0 && nowMs - this.#lastByteMs > this.#silenceMs) output.push(...this.reset());
    this.#lastByteMs = nowMs;
    let noise: number[] = [];
    const endNoise = (): void => {
      if (noise.length > 0) output.push(this.#discard('noise', noise));
      noise = [];
    };
    for (const byte of chunk) {
      if (this.#held.length === 0 && byte !== startMark) {
        if (byte !== idleMark) noise.push(byte);
        continue;
      }
      endNoise();
      this.#held.push(byte);
      this.#look(output);
    }
    endNoise();
    return output;
  }

  /** Gives up what is held, e.g. because the link was lost in the middle of a frame. */
  reset(): readonly DiscardedBytes[] {
    if (this.#held.length === 0) return [];
    const held = this.#held;
    this.#held = [];
    return [this.#discard('silence', held)];
  }

  /** Takes what is whole; after something wrong, looks again for a start inside the bytes already taken. */
  #look(output: OsdpOutput[]): void {
    while (this.#held.length > 0) {
      const wrong = wrongHeader(this.#held);
      if (wrong) {
        output.push(this.#giveUp('header'));
        continue;
      }
      const length = lengthOf(this.#held);
      if (length === undefined || this.#held.length < length) return;
      const bytes = Uint8Array.from(this.#held.slice(0, length));
      if (!isChecked(bytes)) {
        output.push(this.#giveUp('check'));
        continue;
      }
      this.#held = this.#held.slice(length);
      this.#counters.frames++;
      output.push(frameOf(bytes));
      this.#skipToStart(output);
    }
  }

  /** Up to the next start mark inside what is held. */
  #giveUp(reason: DiscardReason): DiscardedBytes {
    const next = this.#held.indexOf(startMark, 1);
    return this.#discard(reason, this.#held.splice(0, next === -1 ? this.#held.length : next));
  }

  /** After a good frame found inside old bytes: what follows it need not be a frame. */
  #skipToStart(output: OsdpOutput[]): void {
    const next = this.#held.indexOf(startMark);
    const between = this.#held.splice(0, next === -1 ? this.#held.length : next).filter((byte) => byte !== idleMark);
    if (between.length > 0) output.push(this.#discard('noise', between));
  }

  #discard(reason: DiscardReason, bytes: readonly number[]): DiscardedBytes {
    this.#counters.discardedBytes += bytes.length;
    if (reason === 'check') this.#counters.checksumErrors++;
    else if (reason !== 'noise') this.#counters.resyncs++;
    return { kind: 'discarded', reason, bytes: Uint8Array.from(bytes) };
  }
}

function lengthOf(held: readonly number[]): number | undefined {
  if (held.length < controlAt) return undefined;
  return (held[lengthAt] ?? 0) | ((held[lengthAt + 1] ?? 0) << 8);
}

/** Whether the bytes so far cannot begin a frame. */
function wrongHeader(held: readonly number[]): boolean {
  const length = lengthOf(held);
  if (length === undefined) return false;
  if (length < shortestFrame || length > longestFrame) return true;
  const control = held[controlAt];
  if (control === undefined) return false;
  if ((control & reservedMask) !== 0) return true;
  const tail = tailLength(control);
  if (headerLength + 1 + tail > length) return true;
  if ((control & securityFlag) === 0) return false;
  const block = held[securityAt];
  if (block === undefined) return false;
  const type = held[securityAt + 1];
  if (block < 2 || headerLength + block + 1 + tail > length) return true;
  if (type === undefined) return false;
  if (type < securityBlock.challenge || type > securityBlock.sealedReply) return true;
  return carriesMac(type) && headerLength + block + 1 + macLength + tail > length;
}

function tailLength(control: number): number {
  return (control & crcFlag) === 0 ? checksumLength : crcLength;
}

function isChecked(bytes: Uint8Array): boolean {
  const tail = tailLength(bytes[controlAt] ?? 0);
  const checked = bytes.subarray(0, bytes.length - tail);
  if (tail === checksumLength) return checksum(checked) === bytes[bytes.length - 1];
  return crc16(checked) === ((bytes[bytes.length - 2] ?? 0) | ((bytes[bytes.length - 1] ?? 0) << 8));
}

/** @param bytes a whole frame whose header and check characters are right */
function frameOf(bytes: Uint8Array): OsdpFrame {
  const control = bytes[controlAt] ?? 0;
  const from = bytes[addressAt] ?? 0;
  const isSecured = (control & securityFlag) !== 0;
  const blockLength = isSecured ? (bytes[securityAt] ?? 0) : 0;
  const type = bytes[securityAt + 1] ?? 0;
  const codeAt = headerLength + blockLength;
  const tailAt = bytes.length - tailLength(control);
  const macAt = isSecured && carriesMac(type) ? tailAt - macLength : tailAt;
  return {
    kind: 'frame',
    address: from & ~replyFlag,
    isReply: (from & replyFlag) !== 0,
    sequence: control & sequenceMask,
    check: (control & crcFlag) === 0 ? 'checksum' : 'crc',
    ...(isSecured ? { security: { type, data: bytes.slice(securityAt + 2, codeAt) } } : {}),
    code: bytes[codeAt] ?? 0,
    data: bytes.slice(codeAt + 1, macAt),
    ...(macAt < tailAt ? { mac: bytes.slice(macAt, tailAt) } : {}),
    bytes,
  };
}
