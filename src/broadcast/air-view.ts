import type { Air } from './air.ts';
import { forecast, inOrder } from './queue.rules.ts';
import type { AirView, AnnouncementView, QueueEntry } from './rules.ts';

/** What every page shows of the air. */
export function airView(air: Air): AirView {
  const live = air.store.live();
  const nowMs = air.desk.clock.read().wallMs;
  const windows = live.filter(({ state }) => state === 'armed');
  const armed = inOrder(windows.filter(({ follows }) => follows === null))[0] ?? windows[0];
  const airing = live.filter((one) => one.state === 'on-air');
  const playing = air.publicAddress.onAir();
  const stored = airing.find((one) => one.id === playing?.id) ?? airing.at(-1);
  const left = playing !== undefined && stored?.id === playing.id ? playing : undefined;
  return {
    armed: armed === undefined ? null : { ...armed, leftMs: Math.max(0, armed.airAtMs - nowMs) },
    queue: queueOf(
      air,
      live.filter((one) => one.state !== 'on-air'),
      stored && {
        class: stored.class,
        leftMs: left && Math.max(0, Math.round(left.timeline.totalMs - left.positionMs)),
      },
    ),
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

/** Tells every screen how the air is. */
export function publishAir(air: Air): void {
  air.desk.announce({ name: 'air', payload: airView(air) });
}

type OnAirNow = Parameters<typeof forecast>[1];

function queueOf(air: Air, waiting: readonly AnnouncementView[], onAir: OnAirNow): QueueEntry[] {
  if (waiting.length === 0) return [];
  const order = inOrder(waiting);
  const wallMs = air.desk.clock.read().wallMs;
  const monotonicMs = air.desk.clock.monotonicMs();
  const lengths = order.map((one) => {
    const timeline = air.timelines.get(one.id);
    return {
      id: one.id,
      class: one.class,
      lengthMs: timeline && timeline.totalMs - (one.resumeMs ?? 0),
      notBeforeMs: one.state === 'armed' ? Math.max(0, one.airAtMs - wallMs) : 0,
    };
  });
  const expected = forecast(lengths, onAir, air.betweenMs());
  return order.map((one, at) => {
    const deadlineMs = air.deadlines.get(one.id);
    return {
      id: one.id,
      class: one.class,
      title: one.title,
      words: one.callId === null ? wordsOf(one) : null,
      callId: one.callId,
      state: one.state === 'armed' ? 'armed' : 'queued',
      follows: one.follows,
      times: one.times,
      resumes: one.resumeMs !== null,
      inMs: expected[at] ?? null,
      expiresInMs: deadlineMs === undefined ? null : Math.max(0, deadlineMs - monotonicMs),
    };
  });
}

function wordsOf({ parts }: AnnouncementView): string | null {
  return parts.find((part) => part.kind === 'speech')?.text ?? null;
}

function notYet(id: string) {
  return { id, round: 1, positionMs: 0, timeline: { totalMs: 0, segments: [] } };
}
