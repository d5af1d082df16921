import { maybeSameCard } from '../ports/card-reader.ts';
import type { ClockReading } from '../ports/clock.ts';

/** The posts people hold, lowest first. */
export const ROLES = ['employee', 'clerk', 'shift-lead', 'supervisor', 'hr', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody who works here. */
export interface Person {
  readonly id: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Where they began; what holds on a day the roster says. */
  readonly department: string;
  /** Of `config/rules/attendance.yaml`: what they began with. */
  readonly shiftId: string;
  readonly active: boolean;
  /** Of somebody who is not active any more: when they left, UTC ms. */
  readonly leftAtMs?: number;
  /** Of somebody who left and came back: the time in between, oldest first. */
  readonly away?: readonly TimeAway[];
}

/** From leaving until being made active again, UTC ms. */
export interface TimeAway {
  readonly leftAtMs: number;
  readonly backAtMs: number;
}

export type CardKind = 'employee' | 'deposit' | 'loyalty';
export type CardState = 'in-use' | 'lost' | 'returned';

/** What a card id stands for among the cards that were ever issued. `alike`: several may be meant, and none is guessed. */
export type CardMatch =
  | { readonly kind: 'found'; readonly card: CardRecord }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'alike' };

/**
 * Which card a reader means. One that tells the whole number means the card issued under it, else one issued where only the end was known;
 * one that tells the end means the only card that ends so, lost and returned ones included: they are as likely in somebody's hand.
 */
export function matchCard(cardId: string, issued: readonly CardRecord[]): CardMatch {
  const candidates = issued.filter((card) => maybeSameCard(card.cardId, cardId));
  const exact = cardId.startsWith('*') ? undefined : candidates.find((card) => card.cardId === cardId);
  const [card, another] = exact === undefined ? candidates : [exact];
  if (card === undefined) return { kind: 'unknown' };
  return another === undefined ? { kind: 'found', card } : { kind: 'alike' };
}

/** Whose card it is, as far as the desk knows it. A card that is lost, returned or belongs to somebody who left is `blocked`. */
export type CardOwner = {
  /** As it was issued, whatever the reader told of it. */
  readonly cardId: string;
  /** What is written on it: `007` for a deposit card. */
  readonly label: string;
  readonly blocked: boolean;
} & (
  | { readonly kind: 'employee'; readonly person: Person }
  | { readonly kind: 'deposit' }
  | { readonly kind: 'loyalty' }
);

/** A card as the administration page lists it. */
export interface CardRecord {
  readonly cardId: string;
  readonly kind: CardKind;
  readonly label: string;
  readonly personId: number | null;
  readonly state: CardState;
  readonly reason: string;
  /** UTC milliseconds. */
  readonly issuedAtMs: number;
}

/** Who is using a screen. */
export interface Session {
  readonly token: string;
  readonly staffId: number;
  readonly staffNo: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** UTC milliseconds; each touch moves it. */
  readonly expiresAtMs: number;
}

/** What the PIN and session rules need of `config/rules/staff.yaml`. */
export interface AccountRules {
  readonly idleSignOutMinutes: { readonly value: number };
  readonly pinLength: { readonly value: { readonly least: number; readonly most: number } };
  readonly wrongPinsBeforeLock: { readonly value: number };
  readonly firstLockSeconds: { readonly value: number };
  readonly longestLockSeconds: { readonly value: number };
}

/** What the rooms of people and cards need of it. */
export interface StaffRules extends AccountRules {
  readonly cardFees: CardFees;
}

/** What an employee card costs who needs another one, or keeps it when leaving (requirements §5.14), in fen. */
export interface CardFees {
  readonly value: { readonly lostFen: number; readonly wornFen: number; readonly keptFen: number };
  readonly clause: string;
}

/** How long an account is locked after this many wrong PINs in a row: nothing at first, then doubling with each further one. Milliseconds. */
export function lockAfter(failures: number, rules: AccountRules): number {
  const over = failures - rules.wrongPinsBeforeLock.value;
  if (over < 0) return 0;
  // 2 ** 40 seconds is longer than any lock; keeps the product finite.
  const seconds = rules.firstLockSeconds.value * 2 ** Math.min(over, 40);
  return Math.min(seconds, rules.longestLockSeconds.value) * 1000;
}

/** A lock and the clock reading it began at. */
export interface PinLock {
  readonly lockedMs: number;
  readonly at: Pick<ClockReading, 'wallMs' | 'monotonicMs' | 'bootId'>;
}

/**
 * What is left of a lock, in ms. Within one boot the monotonic clock tells, so setting the wall clock opens nothing; across
 * boots the wall clock does, and one that went back counts as no time at all.
 */
export function lockLeft(lock: PinLock, now: ClockReading): number {
  const elapsedMs = lock.at.bootId === now.bootId ? now.monotonicMs - lock.at.monotonicMs : now.wallMs - lock.at.wallMs;
  return Math.max(0, lock.lockedMs - Math.max(0, elapsedMs));
}

/** True when the lock began in another boot at a wall time that has not come yet: it must be re-anchored to this boot, or it would last until that time. */
export function lockIsAdrift(lock: PinLock, now: ClockReading): boolean {
  return lock.at.bootId !== now.bootId && now.wallMs < lock.at.wallMs;
}

/** 王芳 → 王*, John Smith → J*: what a passer-by may see. */
export function maskName(name: string): string {
  const first = [...name.trim()][0];
  return first === undefined ? '*' : `${first}*`;
}

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value);
}
