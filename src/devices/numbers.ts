import type { Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { BenchedDevice } from './actions.ts';
import { cardOfFace } from './number.rules.ts';

/** A card somebody knows: by its id, or by what is printed on it. */
export type KnownCard = { readonly card: string } | { readonly face: string };

/** What a reader wrote last, and in which formats that would be the card somebody knows. */
export interface NumberView {
  readonly device: string;
  /** In force now, e.g. `8H-10D`; null: it needs none. */
  readonly format: string | null;
  /** Null: nothing within the last minute. */
  readonly written: { readonly text: string; readonly atMs: number } | null;
  /** Formats for the reader's lesson `{ format }`, the usual ones first; empty also while nothing is written or known. */
  readonly fits: readonly string[];
}

/** Finds out in which format a reader writes numbers, by a card that is known. Choosing one is the reader's lesson. */
export interface Numbers {
  /** @throws DeskError `devices/not-found`, `devices/no-such-face` */
  view(device: string, known?: KnownCard): NumberView;
  stop(): void;
}

/** Follows the readers that write numbers in formats of their own; every line written is announced without the number. */
export function openNumbers(desk: Desk, all: readonly BenchedDevice[]): Numbers {
  const stops = all.flatMap(({ device }) => {
    if (device.kind !== 'card-reader' || device.numbers === undefined) return [];
    return [device.numbers.onWritten(() => desk.announce({ name: 'written', payload: { device: device.id } }))];
  });
  return {
    view(id, known) {
      const device = all.find((one) => one.device.id === id)?.device;
      if (device === undefined) throw noSuchDevice();
      if (device.kind !== 'card-reader' || device.numbers === undefined)
        return { device: id, format: null, written: null, fits: [] };
      const written = device.numbers.lastWritten();
      const card = known === undefined ? undefined : cardOf(known);
      return {
        device: id,
        format: String(device.lesson?.current().format ?? ''),
        written: written ?? null,
        fits: written === undefined || card === undefined ? [] : device.numbers.formatsThatFit(written.text, card),
      };
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function cardOf(known: KnownCard): string {
  if ('card' in known) return known.card;
  const card = cardOfFace(known.face);
  if (card !== undefined) return card;
  throw new DeskError(
    'invalid',
    'devices/no-such-face',
    {
      zh: '卡面号码应是十位数字，或者“三位,五位”，请照卡面再输一遍。',
      en: 'A card shows ten digits, or three and five with a comma. Please type it as printed.',
    },
    { field: 'face' },
  );
}

function noSuchDevice(): DeskError {
  return new DeskError('not-found', 'devices/not-found', { zh: '没有这台设备。', en: 'There is no such device.' });
}
