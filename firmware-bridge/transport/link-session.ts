import { LinkError } from './transport.ts';

/** The listeners of one transport and the writes not answered yet: the part every real transport shares. */
export class LinkSession {
  readonly #name: string;
  readonly #bytes = new Set<(chunk: Uint8Array) => void>();
  readonly #closed = new Set<(cause?: LinkError) => void>();
  readonly #pendingWrites = new Set<(cause: LinkError) => void>();
  #isOpen = false;

  constructor(name: string) {
    this.#name = name;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  opened(): void {
    this.#isOpen = true;
  }

  /** Ends the session once: later calls until the next {@link opened} do nothing. Writes still waiting are refused. */
  ended(cause?: LinkError): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const refusal = cause ?? this.closedError();
    for (const refuse of [...this.#pendingWrites]) refuse(refusal);
    this.#pendingWrites.clear();
    for (const listener of [...this.#closed]) listener(cause);
  }

  received(chunk: Uint8Array): void {
    if (!this.#isOpen) return;
    for (const listener of [...this.#bytes]) listener(chunk);
  }

  /** Runs one write; it is refused when the session ends before `start` called back, which some libraries never do. */
  write(start: (done: (error?: LinkError) => void) => void): Promise<void> {
    if (!this.#isOpen) return Promise.reject(this.closedError());
    return new Promise((resolve, reject) => {
      this.#pendingWrites.add(reject);
      start((error) => {
        this.#pendingWrites.delete(reject);
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    this.#bytes.add(listener);
    return () => this.#bytes.delete(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    this.#closed.add(listener);
    return () => this.#closed.delete(listener);
  }

  closedError(): LinkError {
    return new LinkError('link/closed', `${this.#name} is closed`);
  }
}
