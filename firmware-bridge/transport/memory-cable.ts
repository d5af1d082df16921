import { LinkError, type Transport } from './transport.ts';

/** Both ends of a cable that exists only in memory. Bytes arrive in order, in a later microtask, as separate chunks. */
export interface MemoryCable {
  readonly near: Transport;
  readonly far: Transport;
  /** Pulls the plug: both ends close with `link/closed`, and opening fails until {@link plug}. */
  unplug(): void;
  plug(): void;
}

class CableEnd implements Transport {
  readonly name: string;
  isOpen = false;
  peer: CableEnd | undefined;
  readonly #plugged: () => boolean;
  readonly #bytes = new Set<(chunk: Uint8Array) => void>();
  readonly #closed = new Set<(cause?: LinkError) => void>();

  constructor(name: string, plugged: () => boolean) {
    this.name = name;
    this.#plugged = plugged;
  }

  async open(): Promise<void> {
    if (!this.#plugged()) throw new LinkError('link/not-found', `${this.name} is unplugged`);
    if (this.isOpen) throw new LinkError('link/busy', `${this.name} is open already`);
    this.isOpen = true;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.isOpen) throw new LinkError('link/closed', `${this.name} is closed`);
    const chunk = Uint8Array.from(bytes);
    queueMicrotask(() => this.peer?.deliver(chunk));
  }

  async close(): Promise<void> {
    this.end();
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    this.#bytes.add(listener);
    return () => this.#bytes.delete(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    this.#closed.add(listener);
    return () => this.#closed.delete(listener);
  }

  /** What nobody listens to is lost, as on a wire. */
  deliver(chunk: Uint8Array): void {
    if (!this.isOpen) return;
    for (const listener of this.#bytes) listener(chunk);
  }

  end(cause?: LinkError): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const listener of this.#closed) listener(cause);
  }
}

/** Makes a cable; `name` is what health pages show. */
export function createMemoryCable(name: string): MemoryCable {
  let plugged = true;
  const near = new CableEnd(name, () => plugged);
  const far = new CableEnd(`${name} (far end)`, () => plugged);
  near.peer = far;
  far.peer = near;
  return {
    near,
    far,
    unplug() {
      plugged = false;
      const cause = new LinkError('link/closed', `${name} was unplugged`);
      near.end(cause);
      far.end(cause);
    },
    plug() {
      plugged = true;
    },
  };
}
