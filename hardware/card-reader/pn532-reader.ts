import { baudRate, wakeUp, wakeUpPauseMs } from '../../firmware-bridge/pn532/constants.ts';
import { Pn532Dialog, Pn532Error } from '../../firmware-bridge/pn532/dialog.ts';
import {
  getFirmwareVersion,
  inListPassiveTarget,
  inReleaseAll,
  isPn532,
  maxRetries,
  readTargets,
  samConfiguration,
} from '../../firmware-bridge/pn532/messages.ts';
import { ackFrame, serializePn532 } from '../../firmware-bridge/pn532/serialize.ts';
import type { CardPresented, CardReader } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type SupervisedLink } from '../supervised-link.ts';
import { CardAnnouncer } from './card-announcer.ts';
import type { CardReaderParts } from './serial-card-reader.ts';

export const pn532Model = 'pn532';

/** As the chip wakes up. Unit: baud, 8N1. */
export const pn532BaudRate = baudRate;

/** Searches come one after the other with this rest, so a card waits 100 ms at most. */
const searchRestMs = 50;
/** Two tries in the field per search: a card that was just seen may need the second one to answer again. */
const retriesPerSearch = 1;
/** Longer than two searches: a card missed once was not taken away. */
const removedAfterMs = 500;
/** With no card in the field the chip is asked who it is, so often. */
const heartbeatEveryMs = 5_000;
/** So many failures in a row are a fault; the first one alone is mended without a word. */
const faultAfterFailures = 2;
/** Rest before the chip is woken again after a fault; doubles up to the ceiling. */
const retryFirstMs = 500;
const retryCeilingMs = 4_000;

const noAnswer = {
  code: 'reader/no-answer',
  says: {
    zh: '读卡器没有回应，请检查它的电源、连线和 HSU 拨码',
    en: 'The card reader does not answer. Check its power, its wires, and that its switches say HSU.',
  },
} as const;

/** Drives a PN532 over its UART: wakes it, then searches without end; cards of ISO/IEC 14443 type A, one event per presentation. */
export function createPn532Reader(parts: CardReaderParts): CardReader {
  return new Pn532Reader(parts);
}

class Pn532Reader implements CardReader {
  readonly kind = 'card-reader';
  readonly id: string;
  readonly model = pn532Model;
  readonly simulated: boolean;
  readonly #clock: Clock;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #announcer: CardAnnouncer;
  readonly #dialog: Pn532Dialog;
  /** Counts openings of the link; work that belongs to an older one ends. 0 while the link is down. */
  #session = 0;
  #sessions = 0;
  #failuresInARow = 0;
  #lastAnswerMs = 0;
  #cancelRest = (): void => {};

  constructor({ id, simulated = false, transport, clock, settings = {} }: CardReaderParts) {
    this.id = id;
    this.simulated = simulated;
    this.#clock = clock;
    this.#health = createHealth({ clock });
    this.#announcer = new CardAnnouncer({ readerId: id, clock, health: this.#health }, { removedAfterMs, ...settings });
    const device = { zh: '读卡器', en: 'card reader' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device, settings: settings.link });
    this.#dialog = new Pn532Dialog((bytes) => this.#link.write(bytes), clock);
    this.#link.onBytes((chunk) => this.#dialog.received(chunk));
    this.#link.onUp(() => this.#linkUp());
    this.#link.onLost(() => this.#linkLost());
  }

  async start(): Promise<void> {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#linkLost();
    this.#announcer.reset();
    // Leaves the field without a card and the chip without a task; who does not hear it any more needs no telling.
    const farewell = Uint8Array.of(...ackFrame, ...serializePn532(inReleaseAll()));
    if (this.#link.isUp) await this.#link.write(farewell).catch(() => {});
    await this.#link.stop();
    this.#health.setState('starting');
  }

  health(): DeviceHealth {
    for (const [name, value] of Object.entries(this.#dialog.counters)) this.#health.setCounter(name, value);
    return this.#health.snapshot();
  }

  onHealth(listener: (health: DeviceHealth) => void): () => void {
    return this.#health.onChange(() => listener(this.health()));
  }

  onCard(listener: (event: CardPresented) => void): () => void {
    return this.#announcer.onCard(listener);
  }

  /** The module has a lamp for its power only; the screen answers the person. */
  async answer(): Promise<void> {}

  #linkUp(): void {
    const session = ++this.#sessions;
    this.#session = session;
    this.#failuresInARow = 0;
    this.#serve(session).catch(() => this.#linkLost());
  }

  #linkLost(): void {
    this.#session = 0;
    this.#cancelRest();
    this.#dialog.close();
    // The link has a fault of its own, which says more.
    this.#health.clear(noAnswer.code);
  }

  /** Wakes the chip and searches until the link ends, beginning again after every failure. */
  async #serve(session: number): Promise<void> {
    while (this.#session === session) {
      try {
        await this.#wake(session);
        while (this.#session === session) await this.#search();
      } catch (error) {
        if (this.#session !== session) return;
        // The link was lost; it opens again by itself.
        if (!(error instanceof Pn532Error)) throw error;
        await this.#failed();
      }
    }
  }

  async #wake(session: number): Promise<void> {
    await this.#link.write(wakeUp);
    await this.#rest(wakeUpPauseMs);
    // Stopped in the meantime: nothing more may be asked.
    if (this.#session !== session) return;
    await this.#dialog.ask(samConfiguration());
    await this.#heartbeat();
    await this.#dialog.ask(maxRetries(retriesPerSearch));
  }

  async #heartbeat(): Promise<void> {
    const version = await this.#dialog.ask(getFirmwareVersion());
    if (!isPn532(version)) throw new Pn532Error('pn532/refused', 'the chip at the other end is no PN532');
    this.#lastAnswerMs = this.#clock.monotonicMs();
    this.#health.count('heartbeats');
  }

  async #search(): Promise<void> {
    const found = readTargets(await this.#dialog.ask(inListPassiveTarget()));
    this.#works();
    if (found === 'malformed') this.#announcer.hearBad();
    else if (found !== 'none') this.#announcer.hear({ cardId: Buffer.from(found.uid).toString('hex').toUpperCase() });
    else if (this.#clock.monotonicMs() - this.#lastAnswerMs >= heartbeatEveryMs) await this.#heartbeat();
    await this.#rest(searchRestMs);
  }

  #works(): void {
    this.#failuresInARow = 0;
    this.#health.clear(noAnswer.code);
    this.#health.setState('ready');
  }

  async #failed(): Promise<void> {
    this.#failuresInARow++;
    this.#health.count('failedCommands');
    const beyond = this.#failuresInARow - faultAfterFailures;
    if (beyond < 0) return;
    this.#health.raise(noAnswer);
    await this.#rest(Math.min(retryCeilingMs, retryFirstMs * 2 ** beyond));
  }

  /** A rest that ends early when the link does. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancelTimer = this.#clock.after(ms, resolve);
      this.#cancelRest = () => {
        cancelTimer();
        resolve();
      };
    });
  }
}
