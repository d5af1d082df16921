import { LinkError, type Transport } from '../firmware-bridge/transport/transport.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Sentence } from '../src/ports/device.ts';
import type { DeviceHealthHolder } from './device-health.ts';
import { linkFaultSentence } from './link-fault.ts';

/** Timings of the supervision, all in milliseconds. */
export interface LinkSettings {
  /** Wait before the first try to open again; doubles with each failure. */
  readonly backoffFirstMs: number;
  /** Below the five seconds in which a device that is plugged in again has to be back. */
  readonly backoffCeilingMs: number;
  /** An open that takes longer is given up. */
  readonly openTimeoutMs: number;
}

/** Timings unless a driver sets its own. */
export const defaultLinkSettings: LinkSettings = {
  backoffFirstMs: 250,
  backoffCeilingMs: 4_000,
  openTimeoutMs: 10_000,
};

/** A transport that is kept open: opened again with backoff after every loss, its troubles reported as `link/…` faults. */
export interface SupervisedLink {
  readonly isUp: boolean;
  /** Starts opening and returns; the outcome is heard through {@link onUp} and the device's health. */
  start(): void;
  /** Stops for good until the next start; no listener is called any more. */
  stop(): Promise<void>;
  /** @throws LinkError `link/closed` while the link is down */
  write(bytes: Uint8Array): Promise<void>;
  /** For a driver whose heartbeat found a dead line: closes, raises the fault and opens again. */
  drop(cause: LinkError): void;
  onBytes(listener: (chunk: Uint8Array) => void): () => void;
  onUp(listener: () => void): () => void;
  onLost(listener: (cause: LinkError) => void): () => void;
}

interface SupervisedLinkParts {
  readonly transport: Transport;
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  /** Gets `link/…` faults and the counters `reconnects` and `openFailures`. State changes stay with the driver. */
  readonly health: DeviceHealthHolder;
  /** The device in both languages, as in the middle of a sentence: `{ zh: '读卡器', en: 'card reader' }`. */
  readonly device: Sentence;
  readonly settings?: Partial<LinkSettings> | undefined;
}

/** Supervises one transport for one device driver. */
export function createSupervisedLink(parts: SupervisedLinkParts): SupervisedLink {
  return new Supervision(parts);
}

class Supervision implements SupervisedLink {
  isUp = false;
  readonly #transport: Transport;
  readonly #clock: Pick<Clock, 'monotonicMs' | 'after'>;
  readonly #health: DeviceHealthHolder;
  readonly #device: Sentence;
  readonly #settings: LinkSettings;
  readonly #bytes = new Set<(chunk: Uint8Array) => void>();
  readonly #up = new Set<(nothing: undefined) => void>();
  readonly #lost = new Set<(cause: LinkError) => void>();
  /** Counts tries; an answer that belongs to an older try is ignored. 0 while stopped. */
  #attempt = 0;
  #attempts = 0;
  #failuresInARow = 0;
  #upSinceMs = 0;
  #everUp = false;
  #cancelTimer = (): void => {};
  #unsubscribe = (): void => {};

  constructor({ transport, clock, health, device, settings }: SupervisedLinkParts) {
    this.#transport = transport;
    this.#clock = clock;
    this.#health = health;
    this.#device = device;
    this.#settings = { ...defaultLinkSettings, ...settings };
  }

  start(): void {
    if (this.#attempt !== 0) return;
    const noBytes = this.#transport.onBytes((chunk) => {
      if (this.isUp) this.#tell(this.#bytes, chunk);
    });
    const noClose = this.#transport.onClose((cause) => {
      if (this.isUp) this.#down(cause ?? new LinkError('link/closed', `${this.#transport.name} was closed`));
    });
    this.#unsubscribe = () => {
      noBytes();
      noClose();
    };
    this.#failuresInARow = 0;
    this.#open();
  }

  async stop(): Promise<void> {
    this.#attempt = 0;
    this.isUp = false;
    this.#cancelTimer();
    this.#unsubscribe();
    await this.#transport.close();
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.isUp) throw new LinkError('link/closed', `${this.#transport.name} is not open`);
    await this.#transport.write(bytes);
  }

  drop(cause: LinkError): void {
    if (!this.isUp) return;
    this.#down(cause);
  }

  onBytes(listener: (chunk: Uint8Array) => void): () => void {
    this.#bytes.add(listener);
    return () => this.#bytes.delete(listener);
  }

  onUp(listener: () => void): () => void {
    this.#up.add(listener);
    return () => this.#up.delete(listener);
  }

  onLost(listener: (cause: LinkError) => void): () => void {
    this.#lost.add(listener);
    return () => this.#lost.delete(listener);
  }

  #open(): void {
    const attempt = ++this.#attempts;
    this.#attempt = attempt;
    const isCurrent = (): boolean => this.#attempt === attempt && !this.isUp;
    const { openTimeoutMs } = this.#settings;
    this.#cancelTimer = this.#clock.after(openTimeoutMs, () => {
      if (isCurrent())
        this.#failed(new LinkError('link/time-out', `${this.#transport.name} did not open in ${openTimeoutMs} ms`));
    });
    this.#transport.open().then(
      () => {
        if (isCurrent()) this.#opened();
        // Stopped, or given up, while opening: nobody wants this link any more, unless a newer try holds it.
        else if (!this.isUp) this.#closeQuietly();
      },
      (error: unknown) => {
        if (isCurrent()) this.#failed(this.#asLinkError(error));
      },
    );
  }

  #opened(): void {
    this.#cancelTimer();
    this.isUp = true;
    this.#upSinceMs = this.#clock.monotonicMs();
    if (this.#everUp) this.#health.count('reconnects');
    this.#everUp = true;
    this.#health.clearAll('link/');
    this.#tell(this.#up, undefined);
  }

  #down(cause: LinkError): void {
    this.isUp = false;
    // A link that comes and goes keeps its backoff; one that held for a while starts afresh.
    if (this.#clock.monotonicMs() - this.#upSinceMs >= this.#settings.backoffCeilingMs) this.#failuresInARow = 0;
    this.#closeQuietly();
    this.#raise(cause);
    this.#retryLater(cause);
    this.#tell(this.#lost, cause);
  }

  /** What a listener throws ends the process, as every defect does; the log then says at which device. */
  #tell<Told>(listeners: ReadonlySet<(told: Told) => void>, told: Told): void {
    try {
      for (const listener of [...listeners]) listener(told);
    } catch (cause) {
      throw new Error(`a listener of the ${this.#device.en} at ${this.#transport.name} failed`, { cause });
    }
  }

  #failed(cause: LinkError): void {
    this.#cancelTimer();
    this.#health.count('openFailures');
    this.#closeQuietly();
    this.#raise(cause);
    this.#retryLater(cause);
  }

  #raise(cause: LinkError): void {
    const says = linkFaultSentence(cause.code, this.#device);
    this.#health.raise({ code: cause.code, says, replaces: 'link/' });
  }

  #retryLater(cause: LinkError): void {
    const { backoffFirstMs, backoffCeilingMs } = this.#settings;
    // What only a person can mend is still tried, but without hurry.
    const delayMs = cause.retryable
      ? Math.min(backoffCeilingMs, backoffFirstMs * 2 ** this.#failuresInARow)
      : backoffCeilingMs;
    this.#failuresInARow++;
    this.#cancelTimer = this.#clock.after(delayMs, () => this.#open());
  }

  #closeQuietly(): void {
    // A link that will not close says so again when it is opened next; there is nobody to tell here.
    this.#transport.close().catch(() => this.#health.count('closeFailures'));
  }

  #asLinkError(error: unknown): LinkError {
    if (error instanceof LinkError) return error;
    return new LinkError('link/failed', `${this.#transport.name} cannot be opened`, { cause: error });
  }
}
