import { ResyncParser, type Scanned } from '../resync-parser.ts';
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
import { carriesMac, type OsdpFrame, type OsdpWrong } from './frame.ts';

/** Finds the frames of either direction. The mark bytes FF between them are what an idle line reads as. */
export class OsdpParser extends ResyncParser<OsdpFrame, OsdpWrong> {
  /** @param silenceMs silence after which half a frame is given up */
  constructor(silenceMs: number = interByteSilenceMs) {
    super({ begins: (byte) => byte === startMark, scan, silenceMs, idle: idleMark });
  }
}

function scan(held: readonly number[]): Scanned<OsdpFrame, OsdpWrong> {
  if (wrongHeader(held)) return { wrong: 'header' };
  const length = lengthOf(held);
  if (length === undefined || held.length < length) return 'more';
  const bytes = Uint8Array.from(held.slice(0, length));
  return isChecked(bytes) ? { frame: frameOf(bytes), length } : { wrong: 'checksum' };
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
