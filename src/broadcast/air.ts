import type { Change, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { DeviceError, type Sentence } from '../ports/device.ts';
import type { Announcement, AnnouncementTimeline, PublicAddress } from '../ports/public-address.ts';
import { publishAir } from './air-view.ts';
import type { Level } from './level.rules.ts';
import type { ClassPolicy } from './queue.rules.ts';
import { reasonSentence } from './reasons.rules.ts';
import { type AirClass, type AirInput, type AirStep, type AnnouncementView, CUT_BY_HIGHER, nextAir } from './rules.ts';
import type { BroadcastStore } from './store.ts';

/** The one air of the plaza: at most one announcement on it, the others wait; the store is the truth, the device follows. */
export interface Air {
  readonly desk: Desk;
  readonly store: BroadcastStore;
  readonly publicAddress: PublicAddress;
  /** Cancels the timer of an announcement that is in its window. */
  readonly windows: Map<string, () => void>;
  /** When what is queued is dropped, monotonic: a wall clock that jumps drops nothing. */
  readonly deadlines: Map<string, number>;
  /** The shapes of live announcements, once the device has told them. */
  readonly timelines: Map<string, AnnouncementTimeline>;
  /** What the device has said and could not be written down yet, by announcement. */
  readonly unwritten: Map<string, { readonly input: AirInput; readonly actor: string }>;
  /** While a fire contact is closed; see mute.ts. */
  readonly mute: { sinceMs: number | null };
  /** Aborted when the room is left: what a device answers after that is for nobody, and the database may be closed. */
  readonly closing: AbortSignal;
  /** Nothing queued begins before this (monotonic): a breath between two announcements. */
  readonly rest: { untilMs: number };
  /** The class rules in force. */
  policyOf(of: AirClass): ClassPolicy;
  /** How loud a class is aired at an instant, by the rules. */
  levelAt(of: AirClass, atMs: number): Level;
  /** The breath between two announcements, milliseconds. */
  betweenMs(): number;
  /** Runs in the transaction that puts an announcement on the air. */
  goesOnAir(change: Change, announcement: AnnouncementView): void;
  /** Hears of every announcement whose state has changed, after the commit. */
  changed(id: string): void;
  /** Whether one whose window is over goes on the air at once. */
  mayBegin(id: string): boolean;
  /** Whose turn is it? Asked whenever something has changed. */
  takeTurns(): void;
  /** Hears of a step that could not be written down, e.g. because the disk is full. */
  report(error: unknown): void;
}

const ACTOR = 'system';

/** Takes back one that waits; anything else is left as it is. */
export function withdrawWaiting(air: Air, change: Change, one: AnnouncementView, code: string): void {
  // What it was to follow may have taken it along.
  const current = air.store.announcementById(one.id) ?? one;
  const next = nextAir(current.state, { type: 'withdrawn', code });
  if (next !== undefined) writeStep(air, change, current, next, change.actor);
}

/** One input to one announcement: decide, commit, then act on the device. Returns whether it fitted. */
export function step(air: Air, id: string, input: AirInput, actor = ACTOR): boolean {
  const current = air.store.announcementById(id);
  if (current === undefined) return false;
  const next = nextAir(current.state, input, {
    ending: current.state === 'on-air' ? current.code : null,
    // Nobody holds the key any more when its turn would come again.
    whenInterrupted: current.parts.some(({ kind }) => kind === 'live')
      ? 'end'
      : air.policyOf(current.class).whenInterrupted,
    roundFromMs: roundStart(air.timelines.get(id), input.type === 'ended' ? input.rounds + 1 : 1),
  });
  if (next === undefined) return false;
  air.desk.change(actor, (change) => writeStep(air, change, current, next));
  return true;
}

/**
 * The same where no command waits for the answer: a timer or a device must not hear of the desk's troubles. Of a room that is left nothing
 * is written any more: the next start settles what was live.
 */
export function stepLater(air: Air, id: string, input: AirInput, actor = ACTOR): boolean {
  if (air.closing.aborted) return false;
  try {
    return step(air, id, input, actor);
  } catch (error) {
    air.report(error);
    return false;
  }
}

/** {@link step} inside a transaction the caller has open. `by`: who ended it, where that was a person. */
export function writeStep(air: Air, change: Change, current: AnnouncementView, next: AirStep, by?: string): void {
  const { id } = current;
  const code = next.code ?? null;
  const nowMs = change.at.wallMs;
  const begins = next.state === 'on-air';
  const waits = next.state === 'queued';
  const db = begins ? air.levelAt(current.class, nowMs).db : 0;
  air.store.update(id, {
    state: next.state,
    code,
    says: code === null ? null : (next.says ?? sentenceFor(air, code)),
    rounds: next.rounds,
    resumeMs: next.resumeMs,
    endedBy: begins ? null : by,
    ...(begins ? { startedAtMs: nowMs } : waits ? {} : { endedAtMs: nowMs }),
  });
  change.record({
    kind: `broadcast/announcement-${next.state}`,
    subject: `announcement:${id}`,
    body: {
      ...(code === null ? {} : { code }),
      ...(next.rounds === undefined ? {} : { rounds: next.rounds }),
      ...(begins ? { db } : {}),
    },
  });
  if (current.state === 'on-air') endAiring(air, change, current, next);
  if (begins) beginAiring(air, change, current, db);
  else if (waits) startWaiting(air, change, current);
  else settleFollower(air, change, current, next);
  if (next.state === 'failed') unmarkOthers(air, id);
  change.afterCommit(() => {
    closeWindow(air, id);
    if (!waits) air.deadlines.delete(id);
    if (!begins && !waits) air.timelines.delete(id);
    if (next.effect === 'announce') putOnAir(air, current, db);
    else if (current.state === 'on-air') rest(air, code);
    air.changed(id);
    publishAir(air);
    air.takeTurns();
  });
}

function beginAiring(air: Air, change: Change, current: AnnouncementView, db: number): void {
  air.store.begin(current.id, change.at.wallMs, db);
  air.goesOnAir(change, current);
  for (const other of air.store.live())
    if (other.id !== current.id && other.code === null)
      markEnding(air, other, CUT_BY_HIGHER, `announcement:${current.id}`);
}

function endAiring(air: Air, change: Change, current: AnnouncementView, next: AirStep): void {
  const ending = next.state === 'queued' ? 'cut' : next.state;
  if (ending === 'armed' || ending === 'on-air' || ending === 'withdrawn' || ending === 'expired') return;
  air.store.end(current.id, {
    // What a restart interrupted ended when nobody was there to see it.
    atMs: ending === 'interrupted' ? null : change.at.wallMs,
    ending,
    code: next.code ?? null,
    endedBy: current.endedBy,
    rounds: next.rounds ?? current.rounds,
  });
}

/** It waits for its turn from now on, and not for ever. */
function startWaiting(air: Air, change: Change, one: AnnouncementView): void {
  const { waitsAtMostSeconds } = air.policyOf(one.class);
  const ruledMs = waitsAtMostSeconds === null ? null : waitsAtMostSeconds * 1000;
  const heard = one.state === 'on-air';
  const leftMs = one.expiresAtMs === null || heard ? ruledMs : Math.max(0, one.expiresAtMs - change.at.wallMs);
  air.store.expireAt(one.id, leftMs === null ? null : change.at.wallMs + leftMs);
  change.afterCommit(() => {
    if (leftMs !== null) air.deadlines.set(one.id, air.desk.clock.monotonicMs() + leftMs);
  });
}

/** Remembers why one on the air is about to be silenced, and for whom; its end is written when the device reports it. */
export function markEnding(air: Air, one: AnnouncementView, code: string, by?: string): void {
  if (one.state !== 'on-air') return;
  air.store.update(one.id, { state: one.state, code, says: sentenceFor(air, code), endedBy: by });
}

/** The one for which others were to give way is not heard: they stay. */
function unmarkOthers(air: Air, failedId: string): void {
  for (const other of air.store.live())
    if (other.state === 'on-air' && other.id !== failedId && other.code === CUT_BY_HIGHER)
      air.store.update(other.id, { state: other.state, code: null, says: null, endedBy: null });
}

/** What was to follow goes on the air after the gap, or not at all when this one did not end well. */
function settleFollower(air: Air, change: Change, ended: AnnouncementView, end: AirStep): void {
  const follower = air.store.live().find((one) => one.follows === ended.id);
  if (follower === undefined) return;
  if (end.state !== 'completed') {
    const next = nextAir(follower.state, fateOfFollower(end));
    if (next !== undefined) writeStep(air, change, follower, next, change.actor);
    return;
  }
  air.store.schedule(follower.id, change.at.wallMs + follower.gapMs);
  change.afterCommit(() => openWindow(air, follower.id, follower.gapMs));
}

/** Where a person ended the first, the second was not wanted either; otherwise it was, and is told as not heard. */
function fateOfFollower({ state, code = 'air/failed', says }: AirStep): AirInput {
  if (state === 'interrupted') return { type: 'restarted' };
  if (state === 'cut' || state === 'withdrawn') return { type: 'withdrawn', code };
  return { type: 'failed', code, ...(says === undefined ? {} : { says }) };
}

/** The cancel window: when it is over, the announcement goes on the air or waits for its turn. */
export function openWindow(air: Air, id: string, windowMs: number): void {
  const over = (): void => {
    air.windows.delete(id);
    // Unwritten, it stays armed for a person to take back: tried again later, it might be heard after somebody pressed stop.
    stepLater(air, id, { type: 'windowEnded', begins: air.mayBegin(id) });
  };
  if (windowMs <= 0) over();
  else air.windows.set(id, air.desk.clock.after(windowMs, over));
}

/** Nothing armed goes on the air by itself any more. */
export function closeWindows({ windows }: Pick<Air, 'windows'>): void {
  for (const cancel of windows.values()) cancel();
  windows.clear();
}

function closeWindow(air: Air, id: string): void {
  air.windows.get(id)?.();
  air.windows.delete(id);
}

/** A breath after an announcement; none where it made room for another. */
function rest(air: Air, code: string | null): void {
  air.rest.untilMs = air.desk.clock.monotonicMs() + (code === CUT_BY_HIGHER ? 0 : air.betweenMs());
}

function putOnAir(air: Air, one: AnnouncementView, gainDb: number): void {
  air.publicAddress
    .announce({ ...asAnnouncement(one), gainDb, ...(one.resumeMs === null ? {} : { fromMs: one.resumeMs }) })
    .catch((cause: unknown) => void stepLater(air, one.id, failure(cause)));
}

/** Where a round begins in a timeline, gaps not included. */
function roundStart(timeline: AnnouncementTimeline | undefined, round: number): number {
  return timeline?.segments.find((one) => one.round === round && one.kind !== 'gap')?.startMs ?? 0;
}

/** An announcement as the device gets it. */
export function asAnnouncement(
  one: Pick<AnnouncementView, 'id' | 'parts' | 'times' | 'gapMs'> & Partial<Pick<AnnouncementView, 'zones'>>,
): Announcement {
  const { id, parts, times, gapMs, zones = [] } = one;
  return { id, parts, times, gapMs, ...(zones.length === 0 ? {} : { zones }) };
}

/** The desk's own sentence, or the device's for what is wrong with it now. */
function sentenceFor(air: Air, code: string): Sentence | null {
  const fault = air.publicAddress.health().faults.find((one) => one.code === code);
  return reasonSentence(code) ?? fault?.says ?? reasonSentence('air/failed') ?? null;
}

/** What the device refused, as an input. */
export function failure(cause: unknown): AirInput {
  return cause instanceof DeviceError
    ? { type: 'failed', code: cause.code, says: cause.says }
    : { type: 'failed', code: 'air/failed' };
}

/** @throws DeskError `air/muted` while a fire contact is closed */
export function refuseMuted({ mute }: Pick<Air, 'mute'>): void {
  if (mute.sinceMs === null) return;
  throw new DeskError('wrong-state', 'air/muted', {
    zh: '消防联动：广播已静音，现在不能播。消防触点复位后会自动恢复，请再播一次。',
    en: 'Fire contact: the public address is muted and nothing can be aired. It comes back by itself when the contact is released; then air it again.',
  });
}
