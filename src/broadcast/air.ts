import type { Change, Desk } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { DeviceError } from '../ports/device.ts';
import type { AirEvent, Announcement, PublicAddress } from '../ports/public-address.ts';
import { type AirInput, type AirStep, type AirView, type AnnouncementView, mayCut, nextAir } from './rules.ts';
import type { BroadcastStore, NewAnnouncement } from './store.ts';

/** The one air of the plaza: at most one announcement armed or on it; the store is the truth, the device follows. */
export interface Air {
  readonly desk: Desk;
  readonly store: BroadcastStore;
  readonly publicAddress: PublicAddress;
}

const ACTOR = 'system';

/**
 * Puts an announcement into its cancel window, inside the caller's transaction; it goes on the air by itself when the window ends.
 * @throws DeskError `air/busy` when something is armed or on the air that it may not cut
 */
export function arm(air: Air, change: Change, announcement: NewAnnouncement): void {
  for (const live of air.store.live()) {
    if (live.state === 'armed' || !mayCut(live.class, announcement.class)) throw busy(live);
  }
  air.store.insertAnnouncement(announcement);
  change.record({
    kind: 'broadcast/announcement-armed',
    subject: `announcement:${announcement.id}`,
    body: {
      class: announcement.class,
      times: announcement.times,
      call: announcement.callId,
      airAt: announcement.airAtMs,
    },
  });
  change.afterCommit(() => {
    publishAir(air);
    prepareAhead(air, announcement);
    const windowMs = announcement.airAtMs - announcement.requestedAtMs;
    air.desk.clock.after(windowMs, () => step(air, announcement.id, { type: 'windowEnded' }));
  });
}

/** Speech is rendered during the cancel window; what goes wrong then is told before the air, not on it. */
function prepareAhead(air: Air, announcement: NewAnnouncement): void {
  air.publicAddress.prepare(asAnnouncement(announcement)).catch((cause: unknown) => {
    step(air, announcement.id, { type: 'failed', code: codeOf(cause) });
  });
}

/** One input to one announcement: decide, commit, then act on the device. Returns whether it fitted. */
export function step(air: Air, id: string, input: AirInput, actor = ACTOR): boolean {
  const current = air.store.announcementById(id);
  if (current === undefined) return false;
  const next = nextAir(current.state, input);
  if (next === undefined) return false;
  air.desk.change(actor, (change) => writeStep(air, change, current, next));
  return true;
}

/** The same inside a transaction the caller has open. */
export function writeStep(air: Air, change: Change, current: AnnouncementView, next: AirStep): void {
  const ends = next.state !== 'on-air' && next.state !== 'armed';
  air.store.update(current.id, {
    state: next.state,
    code: next.code,
    rounds: next.rounds,
    ...(next.effect === 'announce' ? { startedAtMs: change.at.wallMs } : {}),
    ...(ends ? { endedAtMs: change.at.wallMs } : {}),
  });
  change.record({
    kind: `broadcast/announcement-${next.state}`,
    subject: `announcement:${current.id}`,
    body: {
      ...(next.code === undefined ? {} : { code: next.code }),
      ...(next.rounds === undefined ? {} : { rounds: next.rounds }),
    },
  });
  change.afterCommit(() => {
    if (next.effect === 'announce') putOnAir(air, current);
    publishAir(air);
  });
}

function putOnAir(air: Air, announcement: AnnouncementView): void {
  air.publicAddress.announce(asAnnouncement(announcement)).catch((cause: unknown) => {
    step(air, announcement.id, { type: 'failed', code: codeOf(cause) });
  });
}

/** What the device reports is committed before the screen hears of it. */
export function followDevice(air: Air): () => void {
  return air.publicAddress.onEvent((event: AirEvent) => {
    if (event.type === 'airEnded') {
      const code = event.code === undefined ? {} : { code: event.code };
      step(
        air,
        event.id,
        { type: 'ended', ending: event.ending, rounds: event.rounds, ...code },
        `device:${air.publicAddress.id}`,
      );
    } else {
      air.desk.announce({ name: 'air', payload: airView(air) });
    }
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
  const armed = live.find((one) => one.state === 'armed') ?? null;
  const stored = live.find((one) => one.state === 'on-air');
  const playing = air.publicAddress.onAir();
  const onAir =
    stored === undefined || playing === undefined || playing.id !== stored.id
      ? null
      : {
          ...playing,
          class: stored.class,
          title: stored.title,
          callId: stored.callId,
          times: stored.times,
          startedAtMs: stored.startedAtMs,
        };
  return { armed, onAir, music: air.publicAddress.music() };
}

function publishAir(air: Air): void {
  air.desk.announce({ name: 'air', payload: airView(air) });
}

export function asAnnouncement(one: Pick<AnnouncementView, 'id' | 'parts' | 'times' | 'gapMs'>): Announcement {
  return { id: one.id, parts: one.parts, times: one.times, gapMs: one.gapMs };
}

function busy(live: AnnouncementView): DeskError {
  return new DeskError(
    'wrong-state',
    'air/busy',
    {
      zh: `正在播“${live.title.zh}”，播完或停播后再播。`,
      en: `"${live.title.en}" is on the air. Wait for its end or stop it first.`,
    },
    { facts: { state: live.state, id: live.id } },
  );
}

function codeOf(cause: unknown): string {
  return cause instanceof DeviceError ? cause.code : 'air/failed';
}
