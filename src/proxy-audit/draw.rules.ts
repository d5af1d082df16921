import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';

/** What a weekly list was drawn from: enough to draw it again. */
export interface DrawnFrom {
  /** Who is rostered in the week, in any order. */
  readonly people: readonly number[];
  /** Who was drawn in the weeks before; they come only where there are too few others. */
  readonly lately: readonly number[];
  /** Whole, from 0 to 2 ** 32 - 1; written down with the list. */
  readonly seed: number;
}

/** Who is on the list of a week: drawn without favour, and by its seed again the same, so that anybody can check the draw. */
export function drawWeek({ people, lately, seed }: DrawnFrom, { weeklyDraw }: ProxyAuditRules): number[] {
  const random = seeded(seed);
  const shuffled = (ids: readonly number[]): number[] => {
    const cards = [...new Set(ids)].sort((a, b) => a - b);
    for (let left = cards.length - 1; left > 0; left--) {
      const pick = Math.floor(random() * (left + 1));
      [cards[left], cards[pick]] = [cards[pick] ?? 0, cards[left] ?? 0];
    }
    return cards;
  };
  const fresh = shuffled(people.filter((id) => !lately.includes(id)));
  const again = shuffled(people.filter((id) => lately.includes(id)));
  return [...fresh, ...again].slice(0, weeklyDraw.value).sort((a, b) => a - b);
}

/** Mulberry32: numbers from 0 to 1, the same for the same seed everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
