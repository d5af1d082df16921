import { ResyncParser, type Scanned } from '../resync-parser.ts';
import {
  ackMarks,
  errorIdentifier,
  fromChip,
  fromHost,
  identifierAt,
  interByteSilenceMs,
  lengthAt,
  lengthChecksumAt,
  nackMarks,
  padding,
  startCode,
  startCodeAt,
} from './constants.ts';
import type { Pn532Frame, Pn532Wrong } from './frame.ts';

/** Finds the frames of either direction; zeros between them are padding. */
export class Pn532Parser extends ResyncParser<Pn532Frame, Pn532Wrong> {
  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    super({ begins: (byte) => byte === padding, scan, silenceMs, idle: padding, rescansAfterSilence: true });
  }
}

function scan(held: readonly number[]): Scanned<Pn532Frame, Pn532Wrong> {
  const second = held[startCodeAt];
  if (second === undefined) return 'more';
  if (second !== startCode) return 'nothing';
  const length = held[lengthAt];
  const lengthChecksum = held[lengthChecksumAt];
  if (length === undefined || lengthChecksum === undefined) return 'more';
  if (length === ackMarks[0] && lengthChecksum === ackMarks[1]) return { frame: { kind: 'ack' }, length: identifierAt };
  if (length === nackMarks[0] && lengthChecksum === nackMarks[1]) {
    return { frame: { kind: 'nack' }, length: identifierAt };
  }
  if (length === 0 || ((length + lengthChecksum) & 0xff) !== 0) return { wrong: 'length' };
  const identifier = held[identifierAt];
  if (identifier === undefined) return 'more';
  const isError = identifier === errorIdentifier && length === 1;
  const isMessage = (identifier === fromHost || identifier === fromChip) && length > 1;
  if (!isError && !isMessage) return { wrong: 'identifier' };
  const checksumAt = identifierAt + length;
  if (held.length <= checksumAt) return 'more';
  if (sumOf(held.slice(identifierAt, checksumAt + 1)) !== 0) return { wrong: 'checksum' };
  if (isError) return { frame: { kind: 'error' }, length: checksumAt + 1 };
  const [, code = 0, ...body] = held.slice(identifierAt, checksumAt);
  const from = identifier === fromHost ? 'host' : 'chip';
  return { frame: { kind: 'frame', from, code, body: Uint8Array.from(body) }, length: checksumAt + 1 };
}

/** Sum modulo 256. */
function sumOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);
}
