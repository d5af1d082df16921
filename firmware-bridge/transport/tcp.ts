import { createConnection, type Socket } from 'node:net';
import type { Timers } from '../timers.ts';
import { linkErrorFrom } from './link-error-from.ts';
import { LinkSession } from './link-session.ts';
import { LinkError, type Transport } from './transport.ts';

/** Raw printing port of network printers ("JetDirect"). */
export const rawPrintPort = 9100;

/** Which device, and how long it may stay silent. */
export interface TcpSettings {
  readonly host: string;
  readonly port?: number;
  /** Default 3000 ms: a switched-off device in the same network would otherwise take minutes to fail. */
  readonly connectTimeoutMs?: number;
  /** First keep-alive probe after this much silence, so that a vanished device is noticed. Default 10 000 ms. */
  readonly keepAliveMs?: number;
}

/** A TCP connection as a {@link Transport}. What the device says (printer status) arrives through `onBytes`. */
export function createTcpTransport(settings: TcpSettings, timers: Timers): Transport {
  return new TcpTransport(settings, timers);
}

class TcpTransport implements Transport {
  readonly name: string;
  readonly #settings: Required<TcpSettings>;
  readonly #timers: Timers;
  readonly #session: LinkSession;
  #socket: Socket | undefined;

  constructor(
    { host, port = rawPrintPort, connectTimeoutMs = 3_000, keepAliveMs = 10_000 }: TcpSettings,
    timers: Timers,
  ) {
    this.name = `tcp ${host}:${port}`;
    this.#settings = { host, port, connectTimeoutMs, keepAliveMs };
    this.#timers = timers;
    this.#session = new LinkSession(this.name);
  }

  open(): Promise<void> {
    if (this.#socket !== undefined) return Promise.reject(new LinkError('link/busy', `${this.name} is open already`));
    const { host, port, connectTimeoutMs, keepAliveMs } = this.#settings;
    const socket = createConnection({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs });
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      let cause: LinkError | undefined;
      const cancelDeadline = this.#timers.after(connectTimeoutMs, () => {
        cause = new LinkError('link/time-out', `${this.name} did not accept the connection in ${connectTimeoutMs} ms`);
        socket.destroy();
      });
      socket.on('connect', () => {
        cancelDeadline();
        this.#session.opened();
        resolve();
      });
      socket.on('data', (chunk) => {
        if (this.#socket === socket) this.#session.received(chunk);
      });
      socket.on('end', () => {
        cause ??= new LinkError('link/closed', `${this.name} ended the connection`);
      });
      socket.on('error', (error) => {
        cause ??= linkErrorFrom(error, this.name);
      });
      socket.on('close', () => {
        cancelDeadline();
        // After close() the session has ended already, and may by now belong to a newer connection.
        if (this.#socket === socket) {
          this.#socket = undefined;
          this.#session.ended(cause ?? this.#session.closedError());
        }
        // Only still listened to when the connection was never made.
        reject(cause ?? this.#session.closedError());
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return Promise.reject(this.#session.closedError());
    return this.#session.write((done) => {
      socket.write(bytes, (error) => done(error ? linkErrorFrom(error, this.name) : undefined));
    });
  }

  close(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return Promise.resolve();
    this.#socket = undefined;
    return new Promise((resolve) => {
      socket.once('close', () => resolve());
      // A device that does not take the waiting bytes is not waited for: their writes are refused.
      if (socket.connecting || socket.writableLength > 0) socket.destroy();
      else socket.end(() => socket.destroy());
      this.#session.ended();
    });
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    return this.#session.onBytes(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    return this.#session.onClose(listener);
  }
}
