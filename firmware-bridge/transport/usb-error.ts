import { linkErrorFrom } from './link-error-from.ts';
import { LinkError } from './transport.ts';

/** libusb puts its own names into the message: LIBUSB_ERROR_ACCESS, LIBUSB_TRANSFER_NO_DEVICE … */
const MEANINGS = [
  [/ACCESS/, 'link/no-permission'],
  [/BUSY/, 'link/busy'],
  [/NO_DEVICE|NOT_FOUND/, 'link/not-found'],
  [/CANCELLED|STALL|PIPE|_IO\b|TRANSFER_ERROR/, 'link/closed'],
] as const;

/** Turns what libusb threw into a {@link LinkError} that names the link. */
export function usbError(error: unknown, name: string): LinkError {
  if (error instanceof LinkError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = MEANINGS.find(([pattern]) => pattern.test(message))?.[1];
  return code === undefined ? linkErrorFrom(error, name) : new LinkError(code, `${name}: ${message}`, { cause: error });
}

/** A device that goes while the link is open was pulled out; its address is not wrong. */
export function usbErrorWhileOpen(error: unknown, name: string): LinkError {
  const cause = usbError(error, name);
  return cause.code === 'link/not-found' ? new LinkError('link/closed', cause.message, { cause: error }) : cause;
}
