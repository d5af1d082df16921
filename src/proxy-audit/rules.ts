import type { Direction } from '../attendance/rules.ts';

/** A punch as the audit looks at it. */
export interface AuditPunch {
  readonly punchId: number;
  readonly personId: number;
  readonly readerId: string;
  readonly direction: Direction;
  /** UTC ms. */
  readonly atMs: number;
  /** The day its shift begins, `YYYY-MM-DD`. */
  readonly day: string;
  /** The shift it was made for, UTC ms; `null`: none. */
  readonly shift: { readonly startMs: number; readonly endMs: number } | null;
}

/** Where somebody was recorded to be, other than at the reader. UTC ms. */
export interface Elsewhere {
  readonly personId: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly what: 'leave' | 'business';
  readonly formId: number;
}

export const FLAG_KINDS = [
  /** Two cards within seconds, again and again. */
  'pair',
  /** Punched while the owner was on leave, or out on business. */
  'leave',
  'business',
  /** Punched at two readers at once, or at one that another post uses. */
  'other-reader',
  'other-post',
  /** Somebody went to look and the person was not there, with the card punched in. */
  'not-there',
] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];

/** One thing that speaks for it. */
export interface Incident {
  readonly punchId: number;
  /** Of the other person of a pair; of the same person at another reader. */
  readonly otherPunchId: number | null;
  /** The day the shift of the punch begins, `YYYY-MM-DD`. */
  readonly day: string;
  readonly otherDay: string | null;
  /** Between the two punches. */
  readonly apartMs: number | null;
  readonly formId: number | null;
}

/** What speaks for one having punched for another. A person looks at it; nothing follows by itself. */
export interface FoundFlag {
  readonly kind: FlagKind;
  readonly personId: number;
  /** The other one of a pair, the larger number of the two. */
  readonly otherPersonId: number | null;
  /** Days on which both of a pair punched at all. */
  readonly daysTogether: number | null;
  /** In the order of their punches. */
  readonly incidents: readonly Incident[];
  readonly clause: string;
}

export const VERDICTS = ['dismissed', 'absent'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Items with the same key, in their order. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The order in which punches were made. */
export function byTime(a: AuditPunch, b: AuditPunch): number {
  return a.atMs - b.atMs || a.punchId - b.punchId;
}
