import { lineSilenceMs } from '../../firmware-bridge/hid-keyboard/constants.ts';
import type { KeyedLine, KeyedOutput } from '../../firmware-bridge/hid-keyboard/frame.ts';
import {
  isNumberFormat,
  type NumberFormat,
  numberFormatNames,
  readNumber,
  shortestNumber,
} from '../../firmware-bridge/hid-keyboard/number-formats.ts';
import { HidKeyboardParser } from '../../firmware-bridge/hid-keyboard/parser.ts';
import { type CardReader, maybeSameCard, type NumberWriter, type WrittenNumber } from '../../src/ports/card-reader.ts';
import { DeviceError, type Lesson, type Teachable } from '../../src/ports/device.ts';
import type { CardDecoder, CardSignal } from './card-decoder.ts';
import { type CardReaderParts, createSerialCardReader } from './serial-card-reader.ts';

export const hidKeyboardModel = 'hid-keyboard';

/** Readers of this kind send once per presentation; a second line of the same card so soon is the same hand. */
const removedAfterMs = 1_000;
/** How long what was typed stays to be learned from. */
const writtenForMs = 60_000;

export interface HidKeyboardReaderParts extends CardReaderParts {
  /** As configured; {@link CardReader.lesson} goes over it. */
  readonly format: NumberFormat;
}

/** Drives a USB reader that types the card's number as a keyboard would; every chunk of the transport is one input report. */
export function createHidKeyboardReader({ settings, format, ...parts }: HidKeyboardReaderParts): CardReader {
  const decoder = new TypedCards(format, parts.clock);
  const reader = createSerialCardReader({
    ...parts,
    model: hidKeyboardModel,
    decoder,
    settings: { removedAfterMs, ...settings },
  });
  return {
    kind: 'card-reader',
    id: reader.id,
    model: reader.model,
    simulated: reader.simulated,
    lesson: decoder.lesson,
    numbers: decoder,
    start: () => reader.start(),
    stop: async () => {
      await reader.stop();
      decoder.forgetWritten();
    },
    health: () => reader.health(),
    onHealth: (listener) => reader.onHealth(listener),
    onCard: (listener) => reader.onCard(listener),
    answer: (answer) => reader.answer(answer),
  };
}

/** Lines of a keyboard as cards, by the format in force. */
class TypedCards implements CardDecoder, NumberWriter {
  readonly #parser = new HidKeyboardParser();
  readonly #clock: CardReaderParts['clock'];
  readonly #configured: NumberFormat;
  readonly #listeners = new Set<(written: WrittenNumber) => void>();
  #format: NumberFormat;
  /** The line before ended with silence long before a number can. */
  #isBroken = false;
  #last: (WrittenNumber & { readonly untilMs: number }) | undefined;

  constructor(format: NumberFormat, clock: CardReaderParts['clock']) {
    this.#configured = format;
    this.#format = format;
    this.#clock = clock;
  }

  readonly settling = {
    afterMs: lineSilenceMs,
    settle: (nowMs: number) => this.#signals(this.#parser.settle(nowMs)),
    isWaiting: () => this.#parser.held > 0,
  };

  readonly lesson: Teachable = {
    current: () => ({ format: this.#format }),
    check: (lesson) => void formatOf(lesson),
    learn: (lesson) => {
      this.#format = formatOf(lesson);
    },
    forget: () => {
      this.#format = this.#configured;
    },
  };

  get counters(): Readonly<Record<string, number>> {
    return { ...this.#parser.counters };
  }

  push(report: Uint8Array, nowMs: number): readonly CardSignal[] {
    return this.#signals(this.#parser.push(report, nowMs));
  }

  reset(): void {
    this.#parser.reset();
  }

  lastWritten(): WrittenNumber | undefined {
    if (this.#last === undefined || this.#clock.monotonicMs() >= this.#last.untilMs) return undefined;
    const { text, atMs } = this.#last;
    return { text, atMs };
  }

  onWritten(listener: (written: WrittenNumber) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  formatsThatFit(text: string, cardId: string): readonly string[] {
    return formatsThatFit(text, cardId);
  }

  forgetWritten(): void {
    this.#last = undefined;
  }

  #signals(output: readonly KeyedOutput[]): readonly CardSignal[] {
    return output.map((one) => {
      if (one.kind === 'discarded') return { kind: 'discarded' };
      this.#write(one.text);
      const read = readNumber(this.#format, one.text);
      if (read !== undefined) return { kind: 'card', ...read };
      return this.#isPiece(one) ? { kind: 'piece' } : { kind: 'other-format' };
    });
  }

  /** The last piece of a number has its Enter. */
  #isPiece({ text, ending }: KeyedLine): boolean {
    const isPiece = text.length < shortestNumber && (ending === 'silence' || this.#isBroken);
    this.#isBroken = isPiece && ending === 'silence';
    return isPiece;
  }

  #write(text: string): void {
    const written: WrittenNumber = { text, atMs: this.#clock.read().wallMs };
    this.#last = { ...written, untilMs: this.#clock.monotonicMs() + writtenForMs };
    for (const listener of [...this.#listeners]) listener(written);
  }
}

/** The formats in which a text that a reader typed names a card that is known. @param cardId canonical, or its last bytes with `*` in front */
export function formatsThatFit(text: string, cardId: string): readonly NumberFormat[] {
  return numberFormatNames.filter((format) => {
    const read = readNumber(format, text);
    return read !== undefined && maybeSameCard(read.cardId, cardId);
  });
}

function formatOf(lesson: Lesson): NumberFormat {
  const { format, ...more } = lesson;
  if (typeof format === 'string' && isNumberFormat(format) && Object.keys(more).length === 0) return format;
  throw new DeviceError(
    'device/lesson-invalid',
    { zh: '没有这种号码格式，请重新选一个。', en: 'There is no such number format. Please choose another one.' },
    { retryable: false },
  );
}
