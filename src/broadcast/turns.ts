import type { Change } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Air, asAnnouncement, failure, markEnding, openWindow, refuseMuted, step, stepLater } from './air.ts';
import { publishAir } from './air-view.ts';
import { nextTurn } from './queue.rules.ts';
import { type AirClass, type AnnouncementView, CUT_BY_HIGHER } from './rules.ts';
import type { NewAnnouncement } from './store.ts';

/** What could not be written down is tried again this often, in milliseconds. */
const WRITE_AGAIN_MS = 5_000;
/** While the device has one of these, nothing that can wait begins. */
const NO_SOUND = ['audio/sink-dead', 'audio/worker-dead'];

/**
 * Sends an announcement on its way, inside the caller's transaction: through its cancel window, then on the air or into the queue.
 * @throws DeskError `air/muted`, `air/queue-full`, `air/already-waiting`
 */
export function arm(air: Air, change: Change, announcement: NewAnnouncement, longestQueue: number): void {
  refuseMuted(air);
  const waiting = air.store.live().filter(({ state }) => state !== 'on-air');
  if (waiting.length >= longestQueue && announcement.class !== 'emergency') throw queueFull(longestQueue);
  // Two presses of two impatient hands are one announcement.
  const said = JSON.stringify(announcement.parts);
  const same = waiting.find((one) => one.class === announcement.class && JSON.stringify(one.parts) === said);
  if (same !== undefined && announcement.source === null) throw alreadyWaiting(same);
  insertArmed(air, change, announcement);
  change.afterCommit(() => openWindow(air, announcement.id, announcement.airAtMs - change.at.wallMs));
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
      source: announcement.source,
      airAt: announcement.airAtMs,
      follows: announcement.follows,
    },
  });
  change.afterCommit(() => {
    publishAir(air);
    prepareAhead(air, announcement);
  });
}

/** Speech is rendered before its turn; what goes wrong then is told before the air, not on it. A device that still starts is asked at the turn. */
function prepareAhead(air: Air, announcement: NewAnnouncement | AnnouncementView): void {
  if (air.publicAddress.health().state === 'starting') return;
  air.publicAddress.prepare(asAnnouncement(announcement)).then(
    (timeline) => {
      if (air.closing.aborted) return;
      const { state } = air.store.announcementById(announcement.id) ?? {};
      // Told already, or over meanwhile.
      if (air.timelines.has(announcement.id) || (state !== 'armed' && state !== 'queued')) return;
      air.timelines.set(announcement.id, timeline);
      publishAir(air);
    },
    (cause: unknown) => void stepLater(air, announcement.id, failure(cause)),
  );
}

/** The hand that gives the air to one after the other. */
export interface Turns {
  mayBegin(id: string): boolean;
  take(): void;
  /** Somebody stopped these and it could not be written down: they are never heard, and written down when that works again. */
  forget(ids: readonly string[]): void;
  /** After a restart: what is queued still waits, but not longer than it would have. */
  resume(firstTurnMs: number): void;
  stop(): void;
}

/** Gives turns in one air. */
export function createTurns(air: Air): Turns {
  const forgotten = new Set<string>();
  let cancel = (): void => undefined;
  let taking = false;

  const policyOf = air.policyOf;
  const now = (): number => air.desk.clock.monotonicMs();

  /** Whether one of this class waits out the breath after another: an emergency does not (F14). */
  const rests = (of: AirClass | undefined, nowMs: number): boolean => of !== 'emergency' && nowMs < air.rest.untilMs;

  /** One whose window could not be ended in writing waits for a person, and holds nobody up. */
  const inWindow = ({ id, state, follows }: AnnouncementView): boolean =>
    state === 'armed' && follows === null && air.windows.has(id);

  const wake = (atMs: number): void => {
    cancel();
    if (Number.isFinite(atMs)) cancel = air.desk.clock.after(Math.max(0, atMs - now()), take);
  };

  /** Writes what is owed, takes back and drops what is to be; false when that could not be written. */
  const clearOut = (): boolean => {
    for (const [id, { input, actor }] of [...air.unwritten]) {
      try {
        step(air, id, input, actor);
      } catch (error) {
        air.report(error);
        return false;
      }
      air.unwritten.delete(id);
    }
    for (const id of [...forgotten]) {
      const one = air.store.announcementById(id);
      const waits = one?.state === 'armed' || one?.state === 'queued';
      if (waits && !stepLater(air, id, { type: 'withdrawn', code: 'air/stopped' })) return false;
      forgotten.delete(id);
    }
    for (const [id, deadlineMs] of [...air.deadlines]) {
      if (deadlineMs > now()) continue;
      if (!stepLater(air, id, { type: 'waitedTooLong' })) return false;
      air.deadlines.delete(id);
    }
    return true;
  };

  /** One turn; true when something has changed and the next one is to be looked for. */
  const takeOne = (nowMs: number): boolean => {
    const live = air.store.live();
    const queued = live.filter(({ state }) => state === 'queued');
    const onAir = live.findLast(({ state }) => state === 'on-air');
    if (queued.length === 0 || air.mute.sinceMs !== null) return false;
    const turn = nextTurn(queued, live.filter(inWindow), onAir, policyOf);
    if (turn.kind === 'wait') return false;
    if (turn.kind === 'end-sentence') {
      if (onAir !== undefined) endSentence(air, onAir, turn.id);
      return false;
    }
    const cuts = onAir !== undefined;
    const begins = queued.find(({ id }) => id === turn.id);
    if (!cuts && (rests(begins?.class, nowMs) || noSound(air))) return false;
    return stepLater(air, turn.id, { type: 'turnCame' });
  };

  function take(): void {
    if (taking || air.closing.aborted) return;
    taking = true;
    // Read once: what rests now is looked at again, even if the breath ends before this does (a timer may be early by a millisecond).
    const nowMs = now();
    try {
      const written = clearOut();
      while (written && takeOne(nowMs));
      const waits = air.store.live().some(({ state }) => state === 'queued');
      const restEndsMs = waits && air.rest.untilMs > nowMs ? air.rest.untilMs : Number.POSITIVE_INFINITY;
      wake(written ? Math.min(restEndsMs, ...air.deadlines.values()) : now() + WRITE_AGAIN_MS);
    } finally {
      taking = false;
    }
  }

  const stopHealth = air.publicAddress.onHealth(() => take());
  return {
    take,
    mayBegin(id) {
      if (air.closing.aborted || air.mute.sinceMs !== null || forgotten.has(id)) return false;
      const live = air.store.live();
      if (rests(live.find((one) => one.id === id)?.class, now())) return false;
      const turn = nextTurn(
        live.filter((one) => one.state === 'queued' || one.id === id),
        live.filter((one) => one.id !== id && inWindow(one)),
        live.findLast(({ state }) => state === 'on-air'),
        policyOf,
      );
      return turn.kind === 'begin' && turn.id === id;
    },
    forget(ids) {
      for (const id of ids) forgotten.add(id);
      wake(now() + WRITE_AGAIN_MS);
    },
    resume(firstTurnMs) {
      const wallMs = air.desk.clock.read().wallMs;
      const queued = air.store.live().filter(({ state }) => state === 'queued');
      for (const one of queued) {
        if (one.expiresAtMs !== null) air.deadlines.set(one.id, now() + one.expiresAtMs - wallMs);
        prepareAhead(air, one);
      }
      air.rest.untilMs = now() + firstTurnMs;
      if (queued.length > 0) wake(air.rest.untilMs);
    },
    stop() {
      cancel();
      stopHealth();
    },
  };
}

/** What is on the air makes room after its sentence. */
function endSentence(air: Air, onAir: AnnouncementView, forId: string): void {
  try {
    air.desk.change('system', (change) => {
      markEnding(air, onAir, CUT_BY_HIGHER, `announcement:${forId}`);
      change.record({
        kind: 'broadcast/announcement-gives-way',
        subject: `announcement:${onAir.id}`,
        body: { for: forId },
      });
      // A device that refuses goes on to the end; the next turn comes then.
      change.afterCommit(
        () => void air.publicAddress.stopAnnouncement(CUT_BY_HIGHER, 'at-sentence').catch((error) => air.report(error)),
      );
    });
  } catch (error) {
    air.report(error);
  }
}

function noSound(air: Air): boolean {
  const { state, faults } = air.publicAddress.health();
  return state === 'starting' || faults.some(({ code }) => NO_SOUND.includes(code));
}

/** The same words twice, as an error. */
export function alreadyWaiting({ id, title }: AnnouncementView): DeskError {
  return new DeskError(
    'wrong-state',
    'air/already-waiting',
    {
      zh: `“${title.zh}”同样的话已经在等着播了，不用再按。要改请先撤回它。`,
      en: `"${title.en}" with the same words is waiting already. Take it back first to change it.`,
    },
    { facts: { id } },
  );
}

function queueFull(most: number): DeskError {
  return new DeskError(
    'wrong-state',
    'air/queue-full',
    {
      zh: `已经有 ${most} 条在等着播，排不下了。请先取消几条，或等它们播完。`,
      en: `${most} announcements are waiting already. Cancel some, or wait until they are aired.`,
    },
    { facts: { most } },
  );
}
