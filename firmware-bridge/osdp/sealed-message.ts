import { securityBlock } from './constants.ts';
import type { OsdpFrame, OsdpMessage } from './frame.ts';
import { type Direction, decryptData, encryptData, isSame, nextMac, type SecureSession } from './secure-channel.ts';
import { completeFrame, serializeCovered } from './serialize.ts';

/** A message with MAC, and encrypted where it has data; and the session after it. @throws RangeError when it is too long */
export function sealMessage(
  session: SecureSession,
  message: Omit<OsdpMessage, 'security' | 'mac'>,
): { readonly bytes: Uint8Array; readonly session: SecureSession } {
  const direction: Direction = message.isReply ? 'reply' : 'command';
  const hasData = message.data.length > 0;
  const types = message.isReply
    ? [securityBlock.macReply, securityBlock.sealedReply]
    : [securityBlock.macCommand, securityBlock.sealedCommand];
  const type = types[hasData ? 1 : 0] ?? 0;
  const covered = serializeCovered({
    ...message,
    security: { type, data: new Uint8Array(0) },
    data: hasData ? encryptData(session, direction, message.data) : message.data,
  });
  const { session: next, sent } = nextMac(session, direction, covered);
  return { bytes: completeFrame(covered, message.check, sent), session: next };
}

/** Why a secured message is not believed. */
export type SealTrouble = 'plain' | 'mac' | 'padding';

/** What a secured frame says and the session after it, or why it is not believed. */
export type OpenedMessage =
  | { readonly ok: true; readonly data: Uint8Array; readonly session: SecureSession }
  | { readonly ok: false; readonly trouble: SealTrouble };

/** Checks the MAC of a frame and decrypts its data. Never throws. */
export function openMessage(session: SecureSession, frame: OsdpFrame): OpenedMessage {
  const direction: Direction = frame.isReply ? 'reply' : 'command';
  const [macOnly, sealed] = frame.isReply
    ? [securityBlock.macReply, securityBlock.sealedReply]
    : [securityBlock.macCommand, securityBlock.sealedCommand];
  const type = frame.security?.type;
  if (frame.mac === undefined || (type !== macOnly && type !== sealed)) return { ok: false, trouble: 'plain' };
  const tail = frame.check === 'crc' ? 2 : 1;
  const covered = frame.bytes.subarray(0, frame.bytes.length - tail - frame.mac.length);
  const { session: next, sent } = nextMac(session, direction, covered);
  if (!isSame(sent, frame.mac)) return { ok: false, trouble: 'mac' };
  if (type === macOnly) return { ok: true, data: frame.data, session: next };
  const data = decryptData(session, direction, frame.data);
  return data === undefined ? { ok: false, trouble: 'padding' } : { ok: true, data, session: next };
}
