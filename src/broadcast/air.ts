import type { Change, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { DeviceError, type Sentence } from '../ports/device.ts';
import type { AirEvent, Announcement, PublicAddress } from '../ports/public-address.ts';
import { reasonSentence } from './reasons.rules.ts';
import { type AirInput, type AirStep, type AirView, type AnnouncementView, mayCut, nextAir } from './rules.ts';
import type { BroadcastStore, NewAnnouncement } from './store.ts';

/** The one air of the plaza: at most one announcement armed and one on it; the store is the truth, the device follows. */
export interface Air {
  readonly desk: Desk;
  readonly store: BroadcastStore;
  readonly publicAddress: PublicAddress;
  /** Cancels the timer of an announcement that waits for its air. */
  readonly windows: Map<string, () => void>;
  /** While a fire contact is closed; see mute.ts. */
  readonly mute: { sinceMs: number | null };
  /** Runs in the transaction that puts an announcement on the air. */
  goesOnAir(change: Change, announcement: AnnouncementView): void;
  /** Hears of a step that could not be written down, e.g. because the disk is full. */
  report(error: unknown): void;
}

const ACTOR = 'system';

/**
 * Puts an announcement into its cancel window, inside the caller's transaction; it goes on the air by itself when the window ends.
 * One of a lower class that is itself still waiting is taken back; one on the air is cut when this one begins.
 * @throws DeskError `air/busy` when something is armed or on the air that it may not cut
 */
export function arm(air: Air, change: Change, announcement: NewAnnouncement): void {
  refuseMuted(air);
  const live = air.store.live();
  const stronger = live.find((one) => !mayCut(one.class, announcement.class));
  if (stronger !== undefined) throw busy(stronger);
  for (const one of live) withdrawArmed(air, change, one, 'air/cut-by-higher');
  insertArmed(air, change, announcement);
  change.afterCommit(() => openWindow(air, announcement.id, announcement.airAtMs - announcement.requestedAtMs));
}

/** Stores an announcement that waits for its air, without a window of its own yet. */
export function insertArmed(air: Air, change: Change, announcement: NewAnnouncement): void {
  air.store.insertAnnouncement(announcement);
  change.record({
    kind: 'broadcast/announcement-armed',
    subject: `announcement:${announcement.id}`,
    body: {
      class: announcement.class,
      times: announcement.times,
      call: announcement.callId,
      airAt: announcement.airAtMs,
      follows: announcement.follows,
    },
  });
  change.afterCommit(() => {
    publishAir(air);
    prepareAhead(air, announcement);
  });
}

/** Takes back one that is armed; anything else is left as it is. */
export function withdrawArmed(air: Air, change: Change, one: AnnouncementView, code: string): void {
  const next = one.state === 'armed' ? nextAir(one.state, { type: 'withdrawn', code }) : undefined;
  if (next !== undefined) writeStep(air, change, one, next);
}

function openWindow(air: Air, id: string, windowMs: number): void {
  const cancel = air.desk.clock.after(windowMs, () => {
    air.windows.delete(id);
    // Unwritten, it stays armed for a person to take back: tried again later, it might be heard after somebody pressed stop.
    stepLater(air, id, { type: 'windowEnded' });
  });
  air.windows.set(id, cancel);
}

/** Speech is rendered during the cancel window; what goes wrong then is told before the air, not on it. */
function prepareAhead(air: Air, announcement: NewAnnouncement): void {
  air.publicAddress
    .prepare(asAnnouncement(announcement))
    .catch((cause: unknown) => void stepLater(air, announcement.id, failure(cause)));
}

/** One input to one announcement: decide, commit, then act on the device. Returns whether it fitted. */
export function step(air: Air, id: string, input: AirInput, actor = ACTOR): boolean {
  const current = air.store.announcementById(id);
  if (current === undefined) return false;
  const next = nextAir(current.state, input, current.code);
  if (next === undefined) return false;
  air.desk.change(actor, (change) => writeStep(air, change, current, next));
  return true;
}

/** The same where no command waits for the answer: a timer or a device must not hear of the desk's troubles. */
export function stepLater(air: Air, id: string, input: AirInput, actor = ACTOR): boolean {
  try {
    return step(air, id, input, actor);
  } catch (error) {
    air.report(error);
    return false;
  }
}

/** {@link step} inside a transaction the caller has open. */
export function writeStep(air: Air, change: Change, current: AnnouncementView, next: AirStep): void {
  const begins = next.state === 'on-air';
  const code = next.code ?? null;
  air.store.update(current.id, {
    state: next.state,
    code,
    says: code === null ? null : (next.says ?? sentenceFor(air, code)),
    rounds: next.rounds,
    ...(begins ? { startedAtMs: change.at.wallMs } : { endedAtMs: change.at.wallMs }),
  });
  change.record({
    kind: `broadcast/announcement-${next.state}`,
    subject: `announcement:${current.id}`,
    body: { ...(code === null ? {} : { code }), ...(next.rounds === undefined ? {} : { rounds: next.rounds }) },
  });
  if (begins) {
    air.goesOnAir(change, current);
    for (const other of air.store.live()) if (other.id !== current.id) markEnding(air, other, 'air/cut-by-higher');
  } else {
    settleFollower(air, change, current, next);
  }
  change.afterCommit(() => {
    if (!begins) closeWindow(air, current.id);
    if (next.effect === 'announce') putOnAir(air, current);
    publishAir(air);
  });
}

/** Remembers why one on the air is about to be silenced; its end is written when the device reports it. */
export function markEnding(air: Air, one: AnnouncementView, code: string): void {
  if (one.state !== 'on-air') return;
  air.store.update(one.id, { state: one.state, code, says: sentenceFor(air, code) });
}

/** What was to follow goes on the air after the gap, or not at all when this one did not end well. */
function settleFollower(air: Air, change: Change, ended: AnnouncementView, end: AirStep): void {
  const follower = air.store.live().find((one) => one.follows === ended.id);
  if (follower === undefined) return;
  if (end.state !== 'completed') {
    withdrawArmed(air, change, follower, end.code ?? 'air/failed');
    return;
  }
  air.store.schedule(follower.id, change.at.wallMs + follower.gapMs);
  change.afterCommit(() => openWindow(air, follower.id, follower.gapMs));
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

function putOnAir(air: Air, announcement: AnnouncementView): void {
  air.publicAddress
    .announce(asAnnouncement(announcement))
    .catch((cause: unknown) => void stepLater(air, announcement.id, failure(cause)));
}

/** What the device reports is committed before the screen hears of it. */
export function followDevice(air: Air): () => void {
  return air.publicAddress.onEvent((event: AirEvent) => {
    if (event.type === 'airEnded') {
      const { id, ending, rounds, code } = event;
      const input = { type: 'ended', ending, rounds, ...(code === undefined ? {} : { code }) } as const;
      if (stepLater(air, id, input, `device:${air.publicAddress.id}`)) return;
    }
    publishAir(air);
  });
}

/** After a restart nothing is repeated by itself: whatever was armed or on the air is closed as interrupted, for a person to decide. */
export function closeInterrupted(air: Air): number {
  const live = air.store.live();
  for (const one of live) step(air, one.id, { type: 'restarted' });
  return live.length;
}

/** What every page shows of the air. */
export function airView(air: Air): AirView {
  const live = air.store.live();
  const armed = live.find((one) => one.state === 'armed');
  const airing = live.filter((one) => one.state === 'on-air');
  const playing = air.publicAddress.onAir();
  const stored = airing.find((one) => one.id === playing?.id) ?? airing.at(-1);
  const leftMs = Math.max(0, (armed?.airAtMs ?? 0) - air.desk.clock.read().wallMs);
  return {
    armed: armed === undefined ? null : { ...armed, leftMs },
    onAir:
      stored === undefined
        ? null
        : {
            ...(playing?.id === stored.id ? playing : notYet(stored.id)),
            class: stored.class,
            title: stored.title,
            callId: stored.callId,
            times: stored.times,
            startedAtMs: stored.startedAtMs,
          },
    music: air.publicAddress.music(),
    muted: air.mute.sinceMs === null ? null : { sinceMs: air.mute.sinceMs },
  };
}

function notYet(id: string) {
  return { id, round: 1, positionMs: 0, timeline: { totalMs: 0, segments: [] } };
}

/** Tells every screen how the air is. */
export function publishAir(air: Air): void {
  air.desk.announce({ name: 'air', payload: airView(air) });
}

export function asAnnouncement(one: Pick<AnnouncementView, 'id' | 'parts' | 'times' | 'gapMs'>): Announcement {
  return { id: one.id, parts: one.parts, times: one.times, gapMs: one.gapMs };
}

/** The desk's own sentence, or the device's for what is wrong with it now. */
function sentenceFor(air: Air, code: string): Sentence | null {
  const fault = air.publicAddress.health().faults.find((one) => one.code === code);
  return reasonSentence(code) ?? fault?.says ?? reasonSentence('air/failed') ?? null;
}

function failure(cause: unknown): AirInput {
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

function busy(live: AnnouncementView): DeskError {
  const says: Sentence =
    live.state === 'armed'
      ? {
          zh: `“${live.title.zh}”马上要播，请先撤回它，或等它播完。`,
          en: `"${live.title.en}" is about to go on the air. Take it back first, or wait for its end.`,
        }
      : {
          zh: `正在播“${live.title.zh}”，请等它播完，或先按停播。`,
          en: `"${live.title.en}" is on the air. Wait for its end, or press stop first.`,
        };
  return new DeskError('wrong-state', 'air/busy', says, { facts: { state: live.state, id: live.id } });
}
