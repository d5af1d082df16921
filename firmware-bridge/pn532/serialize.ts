import { ackMarks, errorIdentifier, fromChip, fromHost, nackMarks, padding, startCode } from './constants.ts';
import type { Pn532Message } from './frame.ts';

/** LEN counts TFI and code as well. */
const longestBody = 255 - 2;

/** The frame of a command or an answer. @throws RangeError when the body is too long for a normal frame (253 bytes) */
export function serializePn532({ from, code, body }: Pn532Message): Uint8Array {
  if (body.length > longestBody) throw new RangeError(`a PN532 frame carries ${longestBody} bytes, not ${body.length}`);
  return framed([from === 'host' ? fromHost : fromChip, code, ...body]);
}

/** Received, or from the host: stop what you are doing. */
export const ackFrame: Uint8Array = Uint8Array.of(padding, padding, startCode, ...ackMarks, padding);
export const nackFrame: Uint8Array = Uint8Array.of(padding, padding, startCode, ...nackMarks, padding);
/** The chip did not understand the command. */
export const errorFrame: Uint8Array = framed([errorIdentifier]);

function framed(payload: readonly number[]): Uint8Array {
  const sum = payload.reduce((total, byte) => total + byte, 0);
  return Uint8Array.of(
    ...[padding, padding, startCode],
    ...[payload.length, -payload.length & 0xff],
    ...payload,
    -sum & 0xff,
    padding,
  );
}
