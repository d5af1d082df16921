import { createHash, randomBytes } from 'node:crypto';
import { DeskError } from '../ports/desk-error.ts';
import { checkPin } from './check-pin.ts';
import type { LiveSession, Staff } from './open-staff.ts';
import type { Person, Session } from './rules.ts';

/** 256 bits: not guessable, and too long for its hash to be searched. */
const TOKEN_BYTES = 32;
/** How far the stored touch may lag behind the real one; after a kill a session is at most this much shorter. */
const SAVE_TOUCH_EVERY_MS = 30_000;
/** How long a sign-in page waits for a card. */
export const AWAIT_CARD_MS = 30_000;
/** How long the PIN may take after the card. */
const TICKET_MS = 120_000;

/**
 * Signs in with staff number and PIN. A sign-in at a screen where somebody is signed in (`replaces`) is a quick change of clerk.
 * @throws DeskError as {@link checkPin}
 */
export async function signIn(
  staff: Staff,
  asked: { readonly staffNo: string; readonly pin: string; readonly replaces?: string | undefined },
): Promise<Session> {
  const person = await checkPin(staff, asked);
  return startSession(staff, person, 'pin', asked.replaces);
}

/**
 * Signs in with the ticket of a card and the PIN. A wrong PIN leaves the ticket good until its time is over.
 * @throws DeskError `staff/ticket-over`, or as {@link checkPin}
 */
export async function signInWithTicket(
  staff: Staff,
  asked: {
    readonly ticket: string;
    readonly pin: string;
    readonly commandId: string;
    readonly replaces?: string | undefined;
  },
): Promise<Session> {
  const ticket = staff.tickets.get(tokenHash(asked.ticket));
  const now = staff.desk.clock.read();
  const person = ticket === undefined ? undefined : staff.store.personById(ticket.personId, now.wallMs);
  const usable = ticket?.usedBy === undefined || ticket.usedBy === asked.commandId;
  if (ticket === undefined || person === undefined || !usable || now.monotonicMs >= ticket.untilMonotonicMs) {
    throw ticketOver();
  }
  const checked = await checkPin(staff, { staffNo: person.staffNo, pin: asked.pin });
  if (ticket.usedBy !== undefined && ticket.usedBy !== asked.commandId) throw ticketOver();
  ticket.usedBy = asked.commandId;
  return startSession(staff, checked, 'card', asked.replaces);
}

/** The sign-in page waits: the next employee card signs in instead of punching. Answers how long, in ms. */
export function awaitSignInCard(staff: Staff): { readonly waitsMs: number } {
  staff.awaitingCardUntilMs = staff.desk.clock.monotonicMs() + AWAIT_CARD_MS;
  return { waitsMs: AWAIT_CARD_MS };
}

/** The sign-in page was left: cards punch again. */
export function stopAwaitingCard(staff: Staff): void {
  staff.awaitingCardUntilMs = 0;
}

/** Takes an employee's card for signing in, if a page waits for one: the ticket to show with the PIN; else `undefined`, and the card punches. */
export function takeSignInCard(staff: Staff, person: Person): string | undefined {
  const nowMs = staff.desk.clock.monotonicMs();
  if (nowMs >= staff.awaitingCardUntilMs) return undefined;
  staff.awaitingCardUntilMs = 0;
  for (const [hash, ticket] of staff.tickets) if (nowMs >= ticket.untilMonotonicMs) staff.tickets.delete(hash);
  const ticket = freshToken();
  staff.tickets.set(tokenHash(ticket), {
    personId: person.id,
    untilMonotonicMs: nowMs + TICKET_MS,
    usedBy: undefined,
  });
  return ticket;
}

/**
 * Whose token this is; `undefined` when there is no such session, it was idle too long, or the person left.
 *
 * @param touched whether a person's touch asked: only that keeps the session alive, a page that refreshes itself does not
 */
export function authenticate(staff: Staff, token: string, touched = true): Session | undefined {
  const hash = tokenHash(token);
  const session = staff.sessions.get(hash);
  if (session === undefined) return undefined;
  const now = staff.desk.clock.read();
  const idleMs = staff.rules().idleSignOutMinutes.value * 60_000;
  const person = staff.store.personById(session.personId, now.wallMs);
  const over = now.monotonicMs - session.touchedMonotonicMs >= idleMs;
  if (over || person === undefined || !person.active) {
    endSession(staff, hash, session, over ? 'idle' : 'left');
    return undefined;
  }
  if (!touched) return sessionView(token, person, now.wallMs + idleMs - (now.monotonicMs - session.touchedMonotonicMs));
  session.touchedMonotonicMs = now.monotonicMs;
  if (now.monotonicMs - session.savedMonotonicMs >= SAVE_TOUCH_EVERY_MS) saveTouch(staff, hash, session);
  return sessionView(token, person, now.wallMs + idleMs);
}

/** Ends a session; an unknown token is fine. */
export function signOut(staff: Staff, token: string): void {
  const hash = tokenHash(token);
  const session = staff.sessions.get(hash);
  if (session !== undefined) endSession(staff, hash, session, 'signed-out');
}

/** Forgets the sessions of a person who left; the stored ones go in the caller's transaction. */
export function forgetSessionsOf(staff: Staff, personId: number): void {
  for (const [hash, session] of staff.sessions) if (session.personId === personId) staff.sessions.delete(hash);
}

function startSession(staff: Staff, person: Person, how: 'pin' | 'card', replaces: string | undefined): Session {
  const token = freshToken();
  const hash = tokenHash(token);
  const replacedHash = replaces === undefined ? undefined : tokenHash(replaces);
  const replaced = replacedHash === undefined ? undefined : staff.sessions.get(replacedHash);
  const at = staff.desk.change(`staff:${person.id}`, (change) => {
    if (replacedHash !== undefined) staff.store.dropSession(replacedHash);
    staff.store.putSession(hash, person.id, change.at);
    change.record({
      kind: 'staff/signed-in',
      subject: `staff:${person.id}`,
      body: { how, instead: replaced === undefined ? null : `staff:${replaced.personId}` },
    });
    return change.at;
  });
  if (replacedHash !== undefined) staff.sessions.delete(replacedHash);
  staff.sessions.set(hash, {
    personId: person.id,
    touchedMonotonicMs: at.monotonicMs,
    savedMonotonicMs: at.monotonicMs,
  });
  return sessionView(token, person, at.wallMs + staff.rules().idleSignOutMinutes.value * 60_000);
}

function endSession(staff: Staff, hash: string, session: LiveSession, why: 'idle' | 'left' | 'signed-out'): void {
  staff.sessions.delete(hash);
  staff.desk.change(`staff:${session.personId}`, (change) => {
    staff.store.dropSession(hash);
    change.record({ kind: 'staff/signed-out', subject: `staff:${session.personId}`, body: { why } });
  });
}

function saveTouch(staff: Staff, hash: string, session: LiveSession): void {
  // Marked first: a disk that refuses is not asked again with every touch, and never ends a session.
  session.savedMonotonicMs = session.touchedMonotonicMs;
  try {
    staff.desk.database.transaction(() => staff.store.touchSession(hash, session.touchedMonotonicMs));
  } catch {
    return;
  }
}

function sessionView(token: string, person: Person, expiresAtMs: number): Session {
  return {
    token,
    staffId: person.id,
    staffNo: person.staffNo,
    name: person.name,
    roles: person.roles,
    expiresAtMs,
  };
}

const freshToken = () => randomBytes(TOKEN_BYTES).toString('base64url');
const tokenHash = (token: string) => createHash('sha256').update(token).digest('base64url');

function ticketOver(): DeskError {
  return new DeskError('wrong-state', 'staff/ticket-over', {
    zh: '刷卡登录已超时，请再刷一次卡。',
    en: 'The card sign-in has run out. Please tap the card again.',
  });
}
