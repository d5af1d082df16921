/** What went wrong in the sound path. `code` is stable: `speech/…`, `audio/…`, `music/…`. */
export class AudioError extends Error {
  override readonly name = 'AudioError';
  readonly code: string;
  readonly retryable: boolean;
  constructor(code: string, message: string, options?: { cause?: unknown; retryable?: boolean }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options?.retryable ?? true;
  }
}
