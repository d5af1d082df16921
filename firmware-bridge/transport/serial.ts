import type { SerialPort } from 'serialport';
import { linkErrorFrom } from './link-error-from.ts';
import { LinkSession } from './link-session.ts';
import { endReadsOnHangUp } from './serial-hang-up.ts';
import { LinkError, type Transport } from './transport.ts';

/** Which port, and how its bits stand on the wire; 8N1 unless said otherwise. */
export interface SerialSettings {
  /** Prefer `/dev/serial/by-id/…`: `/dev/ttyUSB0` may be another device after the next start. */
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits?: 7 | 8;
  readonly parity?: 'none' | 'even' | 'odd';
  readonly stopBits?: 1 | 2;
  /** Hardware flow control. */
  readonly rtscts?: boolean;
  /** Flow control by the bytes 11h and 13h, which then are no data in either direction. */
  readonly xonxoff?: boolean;
}

/** A serial port as a {@link Transport}. Exclusive: a second open of the same port is `link/busy`. */
export function createSerialTransport(settings: SerialSettings): Transport {
  return new SerialTransport(settings);
}

class SerialTransport implements Transport {
  readonly name: string;
  readonly #settings: SerialSettings;
  readonly #session: LinkSession;
  #port: SerialPort | undefined;
  #closingPort: SerialPort | undefined;
  #opening = false;
  #closeAsked = false;
  #closing: Promise<void> = Promise.resolve();

  constructor(settings: SerialSettings) {
    this.name = settings.path;
    this.#settings = settings;
    this.#session = new LinkSession(settings.path);
  }

  async open(): Promise<void> {
    const isOpen = this.#port !== undefined && this.#port !== this.#closingPort;
    if (this.#opening || isOpen) throw new LinkError('link/busy', `${this.name} is open already`);
    this.#opening = true;
    this.#closeAsked = false;
    try {
      await this.#closing;
      const port = await this.#createPort();
      await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
      this.#port = port;
      this.#session.opened();
    } catch (error) {
      throw linkErrorFrom(error, this.name);
    } finally {
      this.#opening = false;
    }
    if (this.#closeAsked) {
      await this.close();
      throw this.#session.closedError();
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    const port = this.#port;
    if (port === undefined || !port.isOpen) return Promise.reject(this.#session.closedError());
    return this.#session.write((done) => {
      port.write(Buffer.from(bytes), (error) => done(error ? linkErrorFrom(error, this.name) : undefined));
    });
  }

  close(): Promise<void> {
    this.#closeAsked = true;
    const port = this.#port;
    if (port === undefined || port === this.#closingPort) return this.#closing;
    this.#closingPort = port;
    this.#closing = new Promise((resolve) => {
      // An error here means that the port was gone already, which is what was asked for.
      port.close(() => {
        this.#forget(port);
        resolve();
      });
    });
    return this.#closing;
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    return this.#session.onBytes(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    return this.#session.onClose(listener);
  }

  /** A fresh port object per open: the library's own re-open keeps old reads waiting and can report one close twice. */
  async #createPort(): Promise<SerialPort> {
    // Loaded on first use, so a machine without the native part still starts and reports a fault for this link only.
    const { SerialPort } = await import('serialport');
    const { path, baudRate, dataBits = 8, parity = 'none', stopBits = 1, rtscts = false } = this.#settings;
    const xon = this.#settings.xonxoff ?? false;
    const flow = { rtscts, xon, xoff: xon };
    const port = new SerialPort({ path, baudRate, dataBits, parity, stopBits, ...flow, lock: true, autoOpen: false });
    endReadsOnHangUp(port);
    port.on('data', (chunk: Buffer) => this.#session.received(chunk));
    port.on('close', (error: Error | null | undefined) => {
      // Closing it ourselves also comes through here, before the callback.
      if (this.#closingPort === port) this.#forget(port);
      else this.#forget(port, error ?? new Error('the port was closed'));
    });
    port.on('error', (error: Error) => {
      // A write to an unplugged port says EIO here, then closes twice; without this listener the process would end.
      if (!port.isOpen) this.#forget(port, error);
    });
    return port;
  }

  #forget(port: SerialPort, error?: Error): void {
    if (this.#port !== port) return;
    this.#port = undefined;
    this.#closingPort = undefined;
    this.#session.ended(error && new LinkError('link/closed', `${this.name}: ${error.message}`, { cause: error }));
  }
}
