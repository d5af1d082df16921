import type { ClockReading } from './clock.ts';
import type { Device, FaultSwitchboard } from './device.ts';

/** A card came into the field: exactly one event per presentation, however often the reader repeats the frame. */
export interface CardPresented {
  readonly type: 'cardPresented';
  readonly readerId: string;
  /** Canonical card id: upper-case hex of the card's bytes, e.g. `62E3086CED` for EM4100 (version byte + 4 tag bytes). */
  readonly cardId: string;
  /** The number printed on the card's face where the family has one, e.g. `3808980205`. */
  readonly printedNumber?: string;
  readonly at: ClockReading;
}

/** What the reader shows or beeps to the person, after the desk has decided. Readers without an output ignore it. */
export type CardAnswer = 'accepted' | 'refused' | 'attention';

export interface CardReader extends Device {
  readonly kind: 'card-reader';
  onCard(listener: (event: CardPresented) => void): () => void;
  answer(answer: CardAnswer): Promise<void>;
}

/** Bench side: a hand that holds a card to the reader. */
export interface CardReaderSimulator extends FaultSwitchboard {
  /** Holds the card in the field for `holdMs` (default a short tap), frames repeating as the real reader would. */
  present(cardId: string, holdMs?: number): void;
}
