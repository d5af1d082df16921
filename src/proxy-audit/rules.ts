import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';

/** A punch as the audit looks at it. */
export interface AuditPunch {
  readonly punchId: number;
  readonly personId: number;
  readonly cardId: string;
  readonly readerId: string;
  /** UTC ms. */
  readonly atMs: number;
  /** The date of it at the desk, `YYYY-MM-DD`. */
  readonly day: string;
}

/** Where somebody was recorded to be, other than at the reader: on leave, out on business. UTC ms. */
export interface Elsewhere {
  readonly personId: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly what: 'leave' | 'business';
  readonly formId: number;
}

/** Two punches close to each other. */
export interface PairTap {
  readonly day: string;
  readonly readerId: string;
  readonly punchIds: readonly [number, number];
  readonly apartMs: number;
}

/** What speaks for one having punched for another. A person looks at it; nothing follows by itself. */
export type ProxyFlag =
  | {
      readonly kind: 'pair';
      /** Smaller number first. */
      readonly personIds: readonly [number, number];
      readonly taps: readonly PairTap[];
      /** Days on which both punched at all. */
      readonly daysTogether: number;
      readonly clause: string;
    }
  | {
      readonly kind: 'elsewhere';
      readonly personId: number;
      readonly punchId: number;
      readonly day: string;
      readonly what: Elsewhere['what'];
      readonly formId: number;
      readonly clause: string;
    };

const SECOND_MS = 1_000;

/**
 * Pairs of cards that were presented within seconds of each other at one reader, on so many days that it is no chance.
 *
 * @param punches of the time looked at, in any order
 */
export function pairFlags(punches: readonly AuditPunch[], rules: ProxyAuditRules): ProxyFlag[] {
  const taps = new Map<string, PairTap[]>();
  for (const reader of grouped(punches, ({ readerId }) => readerId).values()) {
    const ordered = [...reader].sort(byTime);
    for (const [index, first] of ordered.entries()) {
      for (const second of followers(ordered, index, rules.pairSeconds.value * SECOND_MS)) {
        if (second.personId === first.personId) continue;
        const pair = pairOf(first.personId, second.personId).join();
        const tap: PairTap = {
          day: first.day,
          readerId: first.readerId,
          punchIds: [first.punchId, second.punchId],
          apartMs: second.atMs - first.atMs,
        };
        taps.set(pair, [...(taps.get(pair) ?? []), tap]);
      }
    }
  }
  const days = daysOfPeople(punches);
  return [...taps].flatMap(([pair, all]): ProxyFlag[] => {
    const [a = 0, b = 0] = pair.split(',').map(Number);
    const daysTogether = [...(days.get(a) ?? [])].filter((day) => days.get(b)?.has(day)).length;
    const pairedDays = new Set(all.map(({ day }) => day)).size;
    if (pairedDays < rules.pairDays.value || pairedDays * 100 < daysTogether * rules.pairShare.value) return [];
    return [{ kind: 'pair', personIds: [a, b], taps: all, daysTogether, clause: rules.absentDays.clause }];
  });
}

/** Punches of a card while its owner was recorded elsewhere. */
export function elsewhereFlags(
  punches: readonly AuditPunch[],
  elsewhere: readonly Elsewhere[],
  rules: ProxyAuditRules,
): ProxyFlag[] {
  const of = grouped(elsewhere, ({ personId }) => personId);
  return [...punches].sort(byTime).flatMap((punch): ProxyFlag[] => {
    const there = of.get(punch.personId)?.find(({ fromMs, untilMs }) => fromMs < punch.atMs && punch.atMs < untilMs);
    if (there === undefined) return [];
    const { personId, punchId, day } = punch;
    const { what, formId } = there;
    return [{ kind: 'elsewhere', personId, punchId, day, what, formId, clause: rules.absentDays.clause }];
  });
}

/**
 * Who is on the list of a week: drawn without favour from those who work in it, and by its seed again the same, so that anybody can check
 * the draw.
 *
 * @param people who are rostered in the week, in any order
 * @param lately who was drawn in the weeks before; they come only where there are too few others
 * @param seed written down with the list
 */
export function drawWeek(
  people: readonly number[],
  lately: readonly number[],
  seed: number,
  { weeklyDraw }: ProxyAuditRules,
): number[] {
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

function followers(ordered: readonly AuditPunch[], index: number, withinMs: number): AuditPunch[] {
  const first = ordered[index];
  const near: AuditPunch[] = [];
  for (let at = index + 1; first !== undefined && at < ordered.length; at++) {
    const next = ordered[at];
    if (next === undefined || next.atMs - first.atMs > withinMs) break;
    near.push(next);
  }
  return near;
}

function daysOfPeople(punches: readonly AuditPunch[]): Map<number, Set<string>> {
  const days = new Map<number, Set<string>>();
  for (const { personId, day } of punches) days.set(personId, (days.get(personId) ?? new Set()).add(day));
  return days;
}

function pairOf(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}

function byTime(a: AuditPunch, b: AuditPunch): number {
  return a.atMs - b.atMs || a.punchId - b.punchId;
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
