import { checksum, crc16 } from './check-characters.ts';
import {
  checksumLength,
  crcFlag,
  crcLength,
  headerLength,
  longestFrame,
  macLength,
  replyFlag,
  securityFlag,
  sequenceMask,
  startMark,
} from './constants.ts';
import { carriesMac, type OsdpMessage } from './frame.ts';

/**
 * The bytes of a message as far as the MAC covers them: everything before the MAC and the check characters, with a length that
 * counts both.
 *
 * @throws RangeError when the frame would be longer than any reader takes
 */
export function serializeCovered(message: Omit<OsdpMessage, 'mac'>): Uint8Array {
  const { address, isReply, sequence, check, security, code, data } = message;
  const block = security === undefined ? [] : [2 + security.data.length, security.type, ...security.data];
  const covered = headerLength + block.length + 1 + data.length;
  const tail = check === 'crc' ? crcLength : checksumLength;
  const length = covered + (security !== undefined && carriesMac(security.type) ? macLength : 0) + tail;
  if (length > longestFrame) throw new RangeError(`an OSDP frame has at most ${longestFrame} bytes, not ${length}`);
  const control =
    (sequence & sequenceMask) | (check === 'crc' ? crcFlag : 0) | (security === undefined ? 0 : securityFlag);
  const from = isReply ? address | replyFlag : address;
  return Uint8Array.of(startMark, from, length & 0xff, length >> 8, control, ...block, code, ...data);
}

/** Adds MAC, if any, and check characters to what {@link serializeCovered} made. */
export function completeFrame(covered: Uint8Array, check: OsdpMessage['check'], mac?: Uint8Array): Uint8Array {
  const checked = Uint8Array.of(...covered, ...(mac ?? []));
  if (check === 'checksum') return Uint8Array.of(...checked, checksum(checked));
  const crc = crc16(checked);
  return Uint8Array.of(...checked, crc & 0xff, crc >> 8);
}

/** A whole frame from the start mark on, without the mark byte before it. @throws RangeError see {@link serializeCovered} */
export function serializeOsdp(message: OsdpMessage): Uint8Array {
  return completeFrame(serializeCovered(message), message.check, message.mac);
}
