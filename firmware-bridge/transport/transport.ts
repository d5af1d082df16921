/**
 * One byte link to one device, whatever carries it (serial port, TCP, device file, memory cable).
 *
 * A transport never re-opens by itself: the driver's supervisor decides when. `close` is reported exactly once per open.
 */
export interface Transport {
  /** What a person would call the link, e.g. `/dev/serial/by-id/…` or `tcp 192.0.2.7:9100`. */
  readonly name: string;
  /** Opens the link. Rejects with a {@link LinkError}; may be called again after a close. */
  open(): Promise<void>;
  /** Resolves when the bytes are handed to the operating system (not when the device has acted). Rejects with a {@link LinkError}. */
  write(bytes: Uint8Array): Promise<void>;
  /** Closes the link; resolves also when it was closed already. */
  close(): Promise<void>;
  onBytes(listener: (chunk: Uint8Array) => void): () => void;
  /** Called once per open when the link ends. `cause` is absent when {@link close} asked for it. */
  onClose(listener: (cause?: LinkError) => void): () => void;
}

/** What can be wrong with a link; the codes are stable and are shown to people as sentences. */
export type LinkErrorCode =
  | 'link/not-found'
  | 'link/no-permission'
  | 'link/busy'
  | 'link/closed'
  | 'link/refused'
  | 'link/time-out'
  /** This machine offers no way to GPIO lines. */
  | 'link/no-gpio'
  | 'link/failed';

/** The one error class of this ring. `retryable` tells whether opening again later may help. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly code: LinkErrorCode;
  readonly retryable: boolean;
  constructor(code: LinkErrorCode, message: string, options?: { cause?: unknown; retryable?: boolean }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options?.retryable ?? true;
  }
}
