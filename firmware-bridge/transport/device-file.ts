import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Timers } from '../timers.ts';
import { linkErrorFrom } from './link-error-from.ts';
import { LinkSession } from './link-session.ts';
import { LinkError, type Transport } from './transport.ts';

/** Which device, and how often it is looked at. */
export interface DeviceFileSettings {
  /** Best `/dev/qingyu/printer`, a link of our udev rules: `/dev/usb/lp0` may come back as `lp1`. */
  readonly path: string;
  /** How often the device is asked for bytes, and a full device for room. Default 20 ms. */
  readonly pollMs?: number;
}

const readBytes = 1024;

/**
 * A character device as a {@link Transport}, made for `/dev/usb/lp*` (kernel driver usblp).
 *
 * Opened non-blocking and polled: a blocking read of a silent printer would occupy one of Node's few I/O threads for ever, and
 * could not be taken back when the link is closed.
 */
export function createDeviceFileTransport(settings: DeviceFileSettings, timers: Timers): Transport {
  return new DeviceFileTransport(settings, timers);
}

class DeviceFileTransport implements Transport {
  readonly name: string;
  readonly #pollMs: number;
  readonly #timers: Timers;
  readonly #session: LinkSession;
  #file: FileHandle | undefined;
  #busy = false;
  #closing: Promise<void> = Promise.resolve();
  #lastWrite: Promise<void> = Promise.resolve();

  constructor({ path, pollMs = 20 }: DeviceFileSettings, timers: Timers) {
    this.name = path;
    this.#pollMs = pollMs;
    this.#timers = timers;
    this.#session = new LinkSession(path);
  }

  async open(): Promise<void> {
    if (this.#busy) throw new LinkError('link/busy', `${this.name} is open already`);
    this.#busy = true;
    try {
      await this.#closing;
      const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
      const file = await open(this.name, O_RDWR | O_NONBLOCK | O_NOCTTY).catch((error: unknown) => {
        throw linkErrorFrom(error, this.name);
      });
      const about = await file.stat();
      if (about.isFile() || !this.#busy) {
        await file.close();
        // Printing into an ordinary file would silently overwrite it.
        if (this.#busy)
          throw new LinkError('link/failed', `${this.name} is a file, not a device`, { retryable: false });
        throw this.#session.closedError();
      }
      this.#file = file;
      this.#lastWrite = Promise.resolve();
      this.#session.opened();
      void this.#readAll(file);
    } catch (error) {
      this.#busy = false;
      throw linkErrorFrom(error, this.name);
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    const file = this.#file;
    if (file === undefined) return Promise.reject(this.#session.closedError());
    const chunk = Uint8Array.from(bytes);
    return this.#session.write((done) => {
      this.#lastWrite = this.#lastWrite
        .then(() => this.#writeAll(file, chunk))
        .then(
          () => done(),
          (error: unknown) => {
            const cause = linkErrorFrom(error, this.name);
            done(cause);
            this.#lose(file, cause);
          },
        );
    });
  }

  close(): Promise<void> {
    this.#busy = false;
    const file = this.#file;
    if (file !== undefined) this.#release(file);
    return this.#closing;
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    return this.#session.onBytes(listener);
  }

  onClose(listener: (cause?: LinkError) => void): () => void {
    return this.#session.onClose(listener);
  }

  async #readAll(file: FileHandle): Promise<void> {
    const buffer = new Uint8Array(readBytes);
    while (this.#file === file) {
      try {
        const { bytesRead } = await file.read(buffer, 0, readBytes, null);
        if (this.#file !== file) return;
        if (bytesRead > 0) this.#session.received(buffer.slice(0, bytesRead));
        else if (await this.#isStillThere(file)) await this.#pause();
        else this.#lose(file, new LinkError('link/closed', `${this.name} is gone`));
      } catch (error) {
        // usblp answers EINVAL when the printer has no way back to us: it can only be written to.
        if (systemCode(error) === 'EINVAL') return;
        if (systemCode(error) === 'EAGAIN') await this.#pause();
        else this.#lose(file, unpluggedError(error, this.name));
      }
    }
  }

  async #writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
    let sent = 0;
    while (sent < chunk.length) {
      if (this.#file !== file) throw this.#session.closedError();
      try {
        const { bytesWritten } = await file.write(chunk, sent, chunk.length - sent, null);
        sent += bytesWritten;
      } catch (error) {
        if (systemCode(error) !== 'EAGAIN') throw unpluggedError(error, this.name);
        await this.#pause();
      }
    }
  }

  /** Reading nothing is either a printer that sent an empty packet or, on a terminal, the end: the name in /dev tells which. */
  async #isStillThere(file: FileHandle): Promise<boolean> {
    const [opened, named] = await Promise.all([file.stat(), stat(this.name).catch(() => undefined)]);
    return named !== undefined && named.rdev === opened.rdev;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#timers.after(this.#pollMs, resolve);
    });
  }

  #lose(file: FileHandle, cause: LinkError): void {
    if (this.#file === file) this.#release(file, cause);
  }

  #release(file: FileHandle, cause?: LinkError): void {
    this.#file = undefined;
    this.#busy = false;
    // A device that is gone may refuse to close as well; the descriptor is released either way.
    this.#closing = file.close().catch(() => {});
    this.#session.ended(cause);
  }
}

function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** ENODEV while open means the plug was pulled, not that the path is wrong. */
function unpluggedError(error: unknown, name: string): LinkError {
  const cause = linkErrorFrom(error, name);
  return cause.code === 'link/not-found' ? new LinkError('link/closed', cause.message, { cause: error }) : cause;
}
