import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { CardPresented, CardReader } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type LinkSettings, type SupervisedLink } from '../supervised-link.ts';
import { CardAnnouncer, type CardAnnouncerSettings } from './card-announcer.ts';
import type { CardDecoder, CardSignal } from './card-decoder.ts';

export interface SerialCardReaderSettings extends CardAnnouncerSettings {
  readonly link?: Partial<LinkSettings>;
}

/** What every driver of a reader on a byte link is made of. */
export interface CardReaderParts {
  readonly id: string;
  /** Any transport that carries the module's UART: serial port, memory cable, a serial-to-network box. */
  readonly transport: Transport;
  readonly clock: Clock;
  readonly simulated?: boolean;
  readonly settings?: SerialCardReaderSettings | undefined;
}

export interface SerialCardReaderParts extends CardReaderParts {
  readonly model: string;
  readonly decoder: CardDecoder;
}

/** Drives a reader that sends a frame by itself when a card comes near, over any transport and wire protocol. */
export function createSerialCardReader(parts: SerialCardReaderParts): CardReader {
  return new SerialCardReader(parts);
}

class SerialCardReader implements CardReader {
  readonly kind = 'card-reader';
  readonly silentUntilUsed = true;
  readonly id: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly #clock: Clock;
  readonly #decoder: CardDecoder;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #announcer: CardAnnouncer;
  #cancelSettling = (): void => {};

  constructor({ id, model, simulated = false, transport, decoder, clock, settings = {} }: SerialCardReaderParts) {
    this.id = id;
    this.model = model;
    this.simulated = simulated;
    this.#clock = clock;
    this.#decoder = decoder;
    this.#health = createHealth({ clock });
    this.#announcer = new CardAnnouncer({ readerId: id, clock, health: this.#health }, settings);
    const device = { zh: '读卡器', en: 'card reader' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device, settings: settings.link });
    this.#link.onBytes((chunk) => this.#received(chunk));
    this.#link.onUp(() => this.#health.setState('ready'));
    this.#link.onLost(() => this.#forgetHalfFrame());
  }

  async start(): Promise<void> {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#announcer.reset();
    this.#forgetHalfFrame();
    await this.#link.stop();
    this.#health.setState('starting');
  }

  health(): DeviceHealth {
    for (const [name, value] of Object.entries(this.#decoder.counters)) this.#health.setCounter(name, value);
    return this.#health.snapshot();
  }

  onHealth(listener: (health: DeviceHealth) => void): () => void {
    return this.#health.onChange(() => listener(this.health()));
  }

  onCard(listener: (event: CardPresented) => void): () => void {
    return this.#announcer.onCard(listener);
  }

  /** Readers of this kind have no lamp and no beeper that the desk could use. */
  async answer(): Promise<void> {}

  #received(chunk: Uint8Array): void {
    this.#hear(this.#decoder.push(chunk, this.#clock.monotonicMs()));
    this.#settleLater();
  }

  /** Asks again while bytes are held: a timer of a busy process may come before the silence is as long as it was set for. */
  #settleLater(): void {
    this.#cancelSettling();
    const { settling } = this.#decoder;
    if (settling?.isWaiting() !== true) return;
    this.#cancelSettling = this.#clock.after(settling.afterMs, () => {
      this.#hear(settling.settle(this.#clock.monotonicMs()));
      this.#settleLater();
    });
  }

  #hear(signals: readonly CardSignal[]): void {
    for (const signal of signals) {
      if (signal.kind === 'card') this.#announcer.hear(signal);
      else if (signal.kind === 'other-format') this.#announcer.hearOther();
      else if (signal.kind === 'piece') this.#announcer.hearPiece();
      else this.#announcer.hearBad();
    }
  }

  #forgetHalfFrame(): void {
    this.#cancelSettling();
    this.#decoder.reset();
  }
}
