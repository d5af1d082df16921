import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard } from './device.ts';

/** A card came into the field: exactly one event per presentation, however often the reader repeats the frame. */
export interface CardPresented {
  readonly type: 'cardPresented';
  readonly readerId: string;
  /**
   * Canonical card id: upper-case hex of the card's bytes, e.g. `62E3086CED` for EM4100 (version byte + 4 tag bytes). With `*` in front where
   * the reader tells only the last bytes, e.g. `*E3086CED`: {@link maybeSameCard}.
   */
  readonly cardId: string;
  /** The number printed on the card's face where the family has one, e.g. `3808980205`. */
  readonly printedNumber?: string;
  readonly at: ClockReading;
}

/**
 * Whether two card ids may be those of one card: equal, or the one that begins with `*` (only the last bytes are known) ends the other. Readers
 * differ in how much of a number they tell; a card is found whatever reader it was issued at.
 */
export function maybeSameCard(one: string, other: string): boolean {
  if (one === other) return true;
  const [a, b] = [one, other].map((cardId) => ({ isTail: cardId.startsWith('*'), digits: cardId.replace('*', '') }));
  if (a === undefined || b === undefined) return false;
  return (a.isTail && b.digits.endsWith(a.digits)) || (b.isTail && a.digits.endsWith(b.digits));
}

/** What a reader wrote last, in its own format. */
export interface WrittenNumber {
  readonly text: string;
  /** UTC milliseconds. */
  readonly atMs: number;
}

/** The side of a reader whose format for numbers its maker chose and a person has to find out. Its lesson is `{ format }`. */
export interface NumberWriter {
  /** Forgotten after a minute, and when the reader stops. */
  lastWritten(): WrittenNumber | undefined;
  /** Called with every line the reader writes, whatever its format. */
  onWritten(listener: (written: WrittenNumber) => void): () => void;
  /** The formats in which the text names the card. @param cardId canonical, may be a tail */
  formatsThatFit(text: string, cardId: string): readonly string[];
}

/** What the reader shows or beeps to the person, after the desk has decided. Readers without an output ignore it. */
export type CardAnswer = 'accepted' | 'refused' | 'attention';

export interface CardReader extends Device {
  readonly kind: 'card-reader';
  /** Present where readers write numbers in formats of their own. */
  readonly numbers?: NumberWriter;
  onCard(listener: (event: CardPresented) => void): () => void;
  answer(answer: CardAnswer): Promise<void>;
}

/** Bench side: a hand that holds a card to the reader. */
export interface CardReaderSimulator extends FaultSwitchboard {
  /** How many hex digits the ids of its cards have; a card of another kind is refused. */
  readonly cardDigits: readonly number[];
  /** Holds the card in the field for `holdMs` (default a short tap), frames repeating as the real reader would. */
  present(cardId: string, holdMs?: number): void;
}
