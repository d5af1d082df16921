import type { Transport } from '../../firmware-bridge/transport/transport.ts';
import type { CardPresented, CardReader } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealth } from '../../src/ports/device.ts';
import { createHealth, type DeviceHealthHolder } from '../device-health.ts';
import { createSupervisedLink, type LinkSettings, type SupervisedLink } from '../supervised-link.ts';
import { Presentations } from './presentations.ts';

/** One thing a wire protocol made of the bytes. */
export type CardSignal =
  | { readonly kind: 'card'; readonly cardId: string; readonly printedNumber?: string }
  /** Bytes that were no good frame. */
  | { readonly kind: 'discarded' };

/** A wire protocol as this driver sees it: the only part that differs between readers which send by themselves. */
export interface CardDecoder {
  /** @param nowMs monotonic time at which the chunk arrived. Never throws. */
  push(chunk: Uint8Array, nowMs: number): readonly CardSignal[];
  /** The link was lost: forget half a frame. */
  reset(): void;
  readonly counters: Readonly<Record<string, number>>;
}

export interface SerialCardReaderSettings {
  /** A card not heard for this long was taken away. Default 300 ms (arduino12/rdm6300 README: five missed repeats). */
  readonly removedAfterMs?: number;
  /** So many bad pieces without a good frame between them raise `reader/unreadable`. Default 5. */
  readonly unreadableAfter?: number;
  /** And this much time without another bad piece takes it back. Default 60 000 ms. */
  readonly unreadableForMs?: number;
  readonly link?: Partial<LinkSettings>;
}

export interface SerialCardReaderParts {
  readonly id: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly transport: Transport;
  readonly decoder: CardDecoder;
  readonly clock: Clock;
  readonly settings?: SerialCardReaderSettings | undefined;
}

const unreadable = {
  code: 'reader/unreadable',
  says: {
    zh: '读卡器读不清卡，请让卡贴近读卡器，并移开旁边的电器',
    en: 'The card reader cannot read clearly. Hold the card closer and move other electrical devices away.',
  },
  weight: 'soon',
} as const;

/** Drives a reader that sends a frame by itself when a card comes near, over any transport and wire protocol. */
export function createSerialCardReader(parts: SerialCardReaderParts): CardReader {
  return new SerialCardReader(parts);
}

class SerialCardReader implements CardReader {
  readonly kind = 'card-reader';
  readonly id: string;
  readonly model: string;
  readonly simulated: boolean;
  readonly #clock: Clock;
  readonly #decoder: CardDecoder;
  readonly #health: DeviceHealthHolder;
  readonly #link: SupervisedLink;
  readonly #settings: Required<Omit<SerialCardReaderSettings, 'link'>>;
  readonly #listeners = new Set<(event: CardPresented) => void>();
  #presentations: Presentations;
  #badInARow = 0;
  #cancelForgiving = (): void => {};

  constructor({ id, model, simulated, transport, decoder, clock, settings = {} }: SerialCardReaderParts) {
    this.id = id;
    this.model = model;
    this.simulated = simulated;
    this.#clock = clock;
    this.#decoder = decoder;
    const { removedAfterMs = 300, unreadableAfter = 5, unreadableForMs = 60_000, link } = settings;
    this.#settings = { removedAfterMs, unreadableAfter, unreadableForMs };
    this.#presentations = new Presentations(removedAfterMs);
    this.#health = createHealth({ clock });
    const device = { zh: '读卡器', en: 'card reader' };
    this.#link = createSupervisedLink({ transport, clock, health: this.#health, device, settings: link });
    this.#link.onBytes((chunk) => this.#received(chunk));
    this.#link.onUp(() => this.#health.setState('ready'));
    this.#link.onLost(() => this.#decoder.reset());
  }

  async start(): Promise<void> {
    this.#link.start();
  }

  async stop(): Promise<void> {
    this.#cancelForgiving();
    await this.#link.stop();
    this.#decoder.reset();
    this.#presentations = new Presentations(this.#settings.removedAfterMs);
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Readers of this kind have no lamp and no beeper that the desk could use. */
  async answer(): Promise<void> {}

  #received(chunk: Uint8Array): void {
    const nowMs = this.#clock.monotonicMs();
    for (const signal of this.#decoder.push(chunk, nowMs)) {
      if (signal.kind === 'discarded') {
        this.#gotBad();
        continue;
      }
      this.#gotGood();
      if (!this.#presentations.hear(signal.cardId, nowMs)) continue;
      this.#health.count('presentations');
      const { cardId, printedNumber } = signal;
      const event: CardPresented = {
        type: 'cardPresented',
        readerId: this.id,
        cardId,
        ...(printedNumber === undefined ? {} : { printedNumber }),
        at: this.#clock.read(),
      };
      for (const listener of [...this.#listeners]) listener(event);
    }
  }

  #gotBad(): void {
    this.#badInARow++;
    if (this.#badInARow < this.#settings.unreadableAfter) return;
    this.#health.raise(unreadable);
    this.#cancelForgiving();
    this.#cancelForgiving = this.#clock.after(this.#settings.unreadableForMs, () => this.#gotGood());
  }

  #gotGood(): void {
    this.#badInARow = 0;
    this.#cancelForgiving();
    this.#health.clear(unreadable.code);
  }
}
