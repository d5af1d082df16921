import type { MemoryCable } from '../../firmware-bridge/transport/memory-cable.ts';
import type { CardReaderSimulator } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Sentence, SimulatedFault } from '../../src/ports/device.ts';
import { CableMouth, firstHalf } from './cable-mouth.ts';
import { badCard, type FaultSwitches, type ReaderFault, readerSwitches } from './fault-switches.ts';

/** What a simulator is made of: the cable it hangs on, and time. */
export interface SimulatorParts {
  readonly cable: Pick<MemoryCable, 'far' | 'plug' | 'unplug'>;
  readonly clock: Pick<Clock, 'after' | 'monotonicMs'>;
}

/** How one model speaks: the same codec as its driver, from the other end. */
export interface CardSending {
  /** Whether a card of this family has such an id (upper-case hex). */
  accepts(cardId: string): boolean;
  /** Lengths of such ids, in hex digits. */
  readonly cardDigits: readonly number[];
  /** What {@link accepts} wants, in words: `A card id is ten hex digits`. */
  readonly accepted: Sentence;
  serialize(cardId: string): Uint8Array;
  /** A card in the field is sent again so often; absent: once per presentation. */
  readonly repeatEveryMs?: number;
  /** A checksum byte and another value that is surely wrong. */
  readonly spoilChecksum: (bytes: readonly number[]) => readonly number[];
  /** The byte that fault `lost-byte` swallows. */
  readonly lostByteAt: number;
  /** Noise the model's line carries, made of any bytes; `likely` is a byte that means something in the protocol. */
  readonly noise: { readonly likely: number; of(byte: number): number };
  /** Faults of this model besides those of every reader. */
  readonly ownFaults: readonly ReaderFault[];
}

const everyReaders: readonly ReaderFault[] = [
  'disconnect',
  'silent',
  'slow',
  'noise',
  'corrupt-checksum',
  'lost-byte',
  'half-frames',
  'split-bytes',
];

/** A short tap. */
const defaultHoldMs = 200;
/** With fault `slow`: a person who waits would tap again. */
const slowMs = 2_000;

/** A hand with cards and a reader at the far end of a memory cable that sends by itself, the bytes the real module sends. */
export class SendingSimulator implements CardReaderSimulator {
  readonly #clock: SimulatorParts['clock'];
  readonly #sending: CardSending;
  readonly #mouth: CableMouth;
  readonly #switches: FaultSwitches<ReaderFault>;
  #takeAway = (): void => {};

  constructor({ cable, clock }: SimulatorParts, sending: CardSending) {
    this.#clock = clock;
    this.#sending = sending;
    this.#mouth = new CableMouth(cable.far, clock);
    this.#switches = readerSwitches([...everyReaders, ...sending.ownFaults], (fault, active) => {
      if (fault === 'stuck-card' && !active) this.#takeAway();
      if (fault !== 'disconnect') return;
      if (active) cable.unplug();
      else cable.plug();
    });
  }

  get cardDigits(): readonly number[] {
    return this.#sending.cardDigits;
  }

  present(cardId: string, holdMs = defaultHoldMs): void {
    const canonical = cardId.toUpperCase();
    const { accepts, accepted, repeatEveryMs } = this.#sending;
    if (!accepts(canonical)) throw badCard(cardId, accepted);
    // The reader hears one card at a time: a second card takes the place of the first.
    this.#takeAway();
    if (repeatEveryMs === undefined) {
      this.#speak(canonical);
      return;
    }
    const goneAtMs = this.#clock.monotonicMs() + holdMs;
    const repeat = (): void => {
      this.#speak(canonical);
      const stays = this.#switches.has('stuck-card') || this.#clock.monotonicMs() + repeatEveryMs <= goneAtMs;
      this.#takeAway = stays ? this.#clock.after(repeatEveryMs, repeat) : () => {};
    };
    repeat();
  }

  faults(): readonly SimulatedFault[] {
    return this.#switches.faults();
  }

  setFault(id: string, active: boolean): void {
    this.#switches.set(id, active);
  }

  #speak(cardId: string): void {
    const { serialize, spoilChecksum, lostByteAt } = this.#sending;
    const has = (fault: ReaderFault): boolean => this.#switches.has(fault);
    if (has('silent') || has('disconnect')) return;
    let bytes = [...serialize(has('random-uid') ? this.#mouth.randomId() : cardId)];
    if (has('lower-case')) bytes = bytes.map(lowerCase);
    if (has('corrupt-checksum')) bytes = [...spoilChecksum(bytes)];
    if (has('lost-byte')) bytes.splice(lostByteAt, 1);
    if (has('half-frames')) bytes = firstHalf(bytes);
    if (has('noise')) bytes = [...this.#noise(), ...bytes, ...this.#noise()];
    const send = (): void => {
      if (has('split-bytes')) this.#mouth.sendSlowly(bytes);
      else this.#mouth.send(bytes);
    };
    if (has('slow')) this.#clock.after(slowMs, send);
    else send();
  }

  #noise(): readonly number[] {
    const { likely, of } = this.#sending.noise;
    return this.#mouth.noise(likely).map(of);
  }
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x46 ? byte | 0x20 : byte;
}

/** A different hex digit at `at`, so the checksum is surely wrong. */
export function withAnotherDigit(bytes: readonly number[], at: number): readonly number[] {
  return bytes.map((byte, index) => (index === at ? (byte === 0x30 ? 0x31 : 0x30) : byte));
}

/** {@link CardSending.cardDigits} of the 125 kHz readers. */
export const em4100Digits: readonly number[] = [10];

/** What {@link CardSending.accepted} says for the 125 kHz readers. */
export const em4100Accepted: Sentence = { zh: '卡号应为十位十六进制数', en: 'A card id is ten hex digits' };
