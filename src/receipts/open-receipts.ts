import { inForce } from '../../config/ruled.ts';
import type { ServiceRules } from '../../config/rules/services.ts';
import type { Phrases } from '../../config/rules.ts';
import type { Cash } from '../cash/actions.ts';
import type { Desk } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import type { Printing } from '../printing/actions.ts';
import { paperDate } from '../printing/letterhead.ts';
import type { PriceList } from './rules.ts';
import { openReceiptStore, type ReceiptStore } from './store.ts';

/** Paid services and their receipts. */
export interface Receipts extends ReceiptsDeps {
  readonly desk: Desk;
  readonly store: ReceiptStore;
}

export interface ReceiptsDeps {
  /** The versions of config/rules/services.yaml. */
  readonly rules: readonly ServiceRules[];
  readonly phrases: Phrases;
  readonly cash: Cash;
  readonly printing: Printing;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
}

/** What this room says to the customer, by its key in config/phrases/services.yaml. */
type PhraseKey = (typeof PHRASES)[number];

const PHRASES = ['services.item', 'services.price', 'services.change', 'services.exact'] as const;

/** Opens the room. @throws Error when a phrase is missing */
export function openReceipts(desk: Desk, deps: ReceiptsDeps): Receipts {
  for (const key of PHRASES) phraseOf(deps.phrases, key);
  return { ...deps, desk, store: openReceiptStore(desk.database) };
}

/** @throws Error when the phrases do not hold it */
export function phraseOf(phrases: Phrases, key: PhraseKey): Sentence {
  const phrase = phrases[key];
  if (phrase === undefined) throw new Error(`the phrase ${key} is missing from config/phrases`);
  return phrase;
}

/** The local date of now, `YYYY-MM-DD`. */
export function today({ desk }: Receipts): string {
  return paperDate(desk.clock.read().wallMs, desk.timeZone);
}

/** The rules in force on a local day. */
export function rulesOn({ rules }: Receipts, day: string): ServiceRules {
  return inForce(rules, day);
}

/** The price list in force today, with its clause. */
export function priceList(receipts: Receipts): PriceList {
  const rules = rulesOn(receipts, today(receipts));
  return {
    services: rules.services.value,
    clause: rules.services.clause,
    methods: rules.methods.value,
    mostLines: rules.longestReceiptLines.value,
    mostQuantity: rules.mostQuantity.value,
    mostTypedPriceFen: rules.mostTypedPriceFen.value,
  };
}
