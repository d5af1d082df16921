import type { CardPresented } from '../../src/ports/card-reader.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { Presentations } from './presentations.ts';

/** The cards a reader reads, where it is of one kind only. */
export type CardFrequency = '125kHz' | '13.56MHz';

export interface CardAnnouncerSettings {
  /** A card not heard for this long was taken away. Default 300 ms (arduino12/rdm6300 README: five missed repeats). */
  readonly removedAfterMs?: number;
  /** So many bad pieces without a good frame between them raise `reader/unreadable`. Default 5. */
  readonly unreadableAfter?: number;
  /** And this much time without another bad piece takes it back, as it does `reader/in-pieces`. Default 60 000 ms. */
  readonly unreadableForMs?: number;
  /** How long `reader/random-card` is said after a card without a number of its own. Default 10 000 ms. */
  readonly randomCardForMs?: number;
  /**
   * The reader reads 13.56 MHz cards only, so four bytes it tells as the end of a number are taken for a whole UID and may be random ones.
   * Default false: an EM4100 card whose last four bytes begin with 08 is a card like any other.
   */
  readonly tailsAreUids?: boolean;
}

export interface ReadCard {
  /** Canonical, see {@link CardPresented.cardId}. */
  readonly cardId: string;
  readonly printedNumber?: string;
}

const unreadable = {
  code: 'reader/unreadable',
  says: {
    zh: '读卡器读不清卡，请让卡贴近读卡器，并移开旁边的电器',
    en: 'The card reader cannot read clearly. Hold the card closer and move other electrical devices away.',
  },
  weight: 'soon',
} as const;

const otherFormat = {
  code: 'reader/other-format',
  says: {
    zh: '读卡器发来的号码与设定的格式不符，请在设备页“教读卡器”',
    en: 'The reader writes numbers in another format than set. Teach it on the devices page.',
  },
  weight: 'soon',
} as const;

const inPieces = {
  code: 'reader/in-pieces',
  says: {
    zh: '读卡器发来的号码断断续续，请换个 USB 口、不经集线器直接插上，再刷一次',
    en: 'The number comes from the reader in pieces. Plug it into another USB socket without a hub, and present the card again.',
  },
  weight: 'soon',
} as const;

const randomCard = {
  code: 'reader/random-card',
  says: {
    zh: '刚才的手机或卡每次卡号都不同，不能使用，请换员工卡再刷',
    en: 'That phone or card shows a new number each time and cannot be used. Hold a staff card to the reader.',
  },
  weight: 'soon',
} as const;

/** Four bytes that begin with 08: made up anew each time, as phones do (ISO/IEC 14443-3, random UID). They say nothing about who holds it. */
const randomUid = /^08[0-9A-F]{6}$/;
const randomUidAsTail = /^\*08[0-9A-F]{6}$/;

/** Makes one event of each presentation, whatever the reader; drivers compose it. Random ids are refused, not announced. */
export class CardAnnouncer {
  readonly #readerId: string;
  readonly #clock: Clock;
  readonly #health: DeviceHealthHolder;
  readonly #settings: Required<CardAnnouncerSettings>;
  readonly #listeners = new Set<(event: CardPresented) => void>();
  #presentations: Presentations;
  #badInARow = 0;
  #cancelForgiving = (): void => {};
  #cancelRefusal = (): void => {};

  constructor(
    {
      readerId,
      clock,
      health,
    }: { readonly readerId: string; readonly clock: Clock; readonly health: DeviceHealthHolder },
    settings: CardAnnouncerSettings = {},
  ) {
    this.#readerId = readerId;
    this.#clock = clock;
    this.#health = health;
    const {
      removedAfterMs = 300,
      unreadableAfter = 5,
      unreadableForMs = 60_000,
      randomCardForMs = 10_000,
      tailsAreUids = false,
    } = settings;
    this.#settings = { removedAfterMs, unreadableAfter, unreadableForMs, randomCardForMs, tailsAreUids };
    this.#presentations = new Presentations(removedAfterMs);
  }

  onCard(listener: (event: CardPresented) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A good frame named this card. */
  hear({ cardId, printedNumber }: ReadCard): void {
    this.#gotGood();
    this.#health.clear(otherFormat.code);
    if (!this.#presentations.hear(cardId, this.#clock.monotonicMs())) return;
    if (this.#isRandom(cardId)) {
      this.#refuse();
      return;
    }
    this.#forgetRefusal();
    this.#health.count('presentations');
    const event: CardPresented = {
      type: 'cardPresented',
      readerId: this.#readerId,
      cardId,
      ...(printedNumber === undefined ? {} : { printedNumber }),
      at: this.#clock.read(),
    };
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** A good frame, but of no card in the format this reader is set to. */
  hearOther(): void {
    this.#gotGood();
    this.#health.count('otherFormats');
    this.#health.raise(otherFormat);
  }

  /** Bytes came that were no good frame. */
  hearBad(): void {
    this.#badInARow++;
    if (this.#badInARow < this.#settings.unreadableAfter) return;
    this.#raiseUntilGood(unreadable);
  }

  /** A number came so slowly that it fell apart. */
  hearPiece(): void {
    this.#health.count('numberPieces');
    this.#raiseUntilGood(inPieces);
  }

  /** The reader stops: no card lies on it any more, and no timer is left. */
  reset(): void {
    this.#cancelForgiving();
    this.#forgetRefusal();
    this.#health.clear(otherFormat.code);
    this.#health.clear(inPieces.code);
    this.#presentations = new Presentations(this.#settings.removedAfterMs);
  }

  #isRandom(cardId: string): boolean {
    return randomUid.test(cardId) || (this.#settings.tailsAreUids && randomUidAsTail.test(cardId));
  }

  #refuse(): void {
    this.#health.count('randomCards');
    this.#health.raise(randomCard);
    this.#cancelRefusal();
    this.#cancelRefusal = this.#clock.after(this.#settings.randomCardForMs, () => this.#forgetRefusal());
  }

  #forgetRefusal(): void {
    this.#cancelRefusal();
    this.#health.clear(randomCard.code);
  }

  #raiseUntilGood(fault: typeof unreadable | typeof inPieces): void {
    this.#health.raise(fault);
    this.#cancelForgiving();
    this.#cancelForgiving = this.#clock.after(this.#settings.unreadableForMs, () => this.#gotGood());
  }

  #gotGood(): void {
    this.#badInARow = 0;
    this.#cancelForgiving();
    this.#health.clear(unreadable.code);
    this.#health.clear(inPieces.code);
  }
}
