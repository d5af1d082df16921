import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { macLength } from './constants.ts';

/** The key every reader is sold with ("SCBK-D", install mode). It is public: it proves nothing. Source: SIA OSDP 2.2 annex D. */
export const installKey: Uint8Array = Uint8Array.from({ length: 16 }, (_, index) => 0x30 + index);

const blockLength = 16;
/** First byte of the padding; zeros follow. */
const paddingMark = 0x80;
const zeroBlock = new Uint8Array(blockLength);

/** The three keys of one session. */
export interface SessionKeys {
  readonly encryption: Uint8Array;
  readonly mac1: Uint8Array;
  readonly mac2: Uint8Array;
}

/** One end of a secure session. Each MAC begins where the last message of the other direction ended. */
export interface SecureSession {
  readonly keys: SessionKeys;
  readonly commandMac: Uint8Array;
  readonly replyMac: Uint8Array;
}

export type Direction = 'command' | 'reply';

/** Keys of a session from the base key and the first six bytes of the panel's random number. Source: SIA OSDP 2.2 D.4.1. */
export function sessionKeys(baseKey: Uint8Array, panelRandom: Uint8Array): SessionKeys {
  const derive = (first: number, second: number): Uint8Array => {
    const block = Uint8Array.from(zeroBlock);
    block.set([first, second, ...panelRandom.subarray(0, 6)]);
    return encryptBlock(baseKey, block);
  };
  return { encryption: derive(0x01, 0x82), mac1: derive(0x01, 0x01), mac2: derive(0x01, 0x02) };
}

/** What the reader proves its key with: panel's random, then its own. */
export function clientCryptogram(keys: SessionKeys, panelRandom: Uint8Array, readerRandom: Uint8Array): Uint8Array {
  return encryptBlock(keys.encryption, Uint8Array.of(...panelRandom, ...readerRandom));
}

/** What the panel proves its key with: the reader's random, then its own. */
export function serverCryptogram(keys: SessionKeys, panelRandom: Uint8Array, readerRandom: Uint8Array): Uint8Array {
  return encryptBlock(keys.encryption, Uint8Array.of(...readerRandom, ...panelRandom));
}

/** The MAC both ends begin with. */
export function initialMac(keys: SessionKeys, panelCryptogram: Uint8Array): Uint8Array {
  return encryptBlock(keys.mac2, encryptBlock(keys.mac1, panelCryptogram));
}

/** A session as it stands after the handshake. */
export function startSession(keys: SessionKeys, panelCryptogram: Uint8Array): SecureSession {
  return { keys, commandMac: zeroBlock, replyMac: initialMac(keys, panelCryptogram) };
}

/** Whether two secrets are the same, in a time that does not tell where they differ. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * CBC over the padded message: all blocks but the last with the first MAC key, the last with the second. Padded only when it does
 * not fill its last block. Source: SIA OSDP 2.2 D.5.
 */
export function macOf(keys: SessionKeys, before: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = message.length > 0 && message.length % blockLength === 0 ? message : pad(message);
  const lastAt = padded.length - blockLength;
  const chained = lastAt === 0 ? before : cbc(keys.mac1, before, padded.subarray(0, lastAt)).subarray(-blockLength);
  return cbc(keys.mac2, chained, padded.subarray(lastAt));
}

/** The session after a message of this direction, with the four bytes of MAC that are sent. */
export function nextMac(
  session: SecureSession,
  direction: Direction,
  message: Uint8Array,
): { readonly session: SecureSession; readonly sent: Uint8Array } {
  const mac = macOf(session.keys, lastMacBefore(session, direction), message);
  const next = direction === 'command' ? { ...session, commandMac: mac } : { ...session, replyMac: mac };
  return { session: next, sent: mac.slice(0, macLength) };
}

/** Encrypts the data of a message; always padded, so whole blocks grow by one. */
export function encryptData(session: SecureSession, direction: Direction, data: Uint8Array): Uint8Array {
  return cbc(session.keys.encryption, inverted(lastMacBefore(session, direction)), pad(data));
}

/** The data of an encrypted message, or undefined when length or padding cannot be. */
export function decryptData(session: SecureSession, direction: Direction, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length === 0 || sealed.length % blockLength !== 0) return undefined;
  const decipher = createDecipheriv(
    'aes-128-cbc',
    session.keys.encryption,
    inverted(lastMacBefore(session, direction)),
  ).setAutoPadding(false);
  const padded = Uint8Array.from(Buffer.concat([decipher.update(sealed), decipher.final()]));
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  return padded[end] === paddingMark ? padded.slice(0, end) : undefined;
}

function lastMacBefore({ commandMac, replyMac }: SecureSession, direction: Direction): Uint8Array {
  return direction === 'command' ? replyMac : commandMac;
}

function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(bytes.length / blockLength) + 1) * blockLength);
  padded.set(bytes);
  padded[bytes.length] = paddingMark;
  return padded;
}

function inverted(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => ~byte & 0xff);
}

function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(block), cipher.final()]));
}

function cbc(key: Uint8Array, vector: Uint8Array, bytes: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-cbc', key, vector).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(bytes), cipher.final()]));
}
