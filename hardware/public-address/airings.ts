import type { MixerEvent } from '../../firmware-bridge/audio/mixer.ts';
import { framesToMs } from '../../firmware-bridge/audio/pcm-format.ts';
import type { AirEvent, Announcement, AnnouncementTimeline, OnAir } from '../../src/ports/public-address.ts';

interface Airing {
  readonly id: string;
  readonly timeline: AnnouncementTimeline;
  /** Where in its timeline it begins. */
  readonly fromMs: number;
  readonly startedAtMs: number | undefined;
  readonly round: number;
}

type AiringEvent = Exclude<MixerEvent, { type: 'level' }>;

/** What has been given to the mixer and has not ended, by token: the same announcement may be aired again while its first airing ends. */
export class Airings {
  readonly #monotonicMs: () => number;
  readonly #emit: (event: AirEvent) => void;
  readonly #open = new Map<string, Airing>();

  constructor(monotonicMs: () => number, emit: (event: AirEvent) => void) {
    this.#monotonicMs = monotonicMs;
    this.#emit = emit;
  }

  get any(): boolean {
    return this.#open.size > 0;
  }

  add(token: string, { id, fromMs = 0 }: Announcement, timeline: AnnouncementTimeline): void {
    const begins = fromMs < timeline.totalMs ? fromMs : 0;
    const round = segmentAt(timeline, begins)?.round ?? 1;
    this.#open.set(token, { id, timeline, fromMs: begins, startedAtMs: undefined, round });
  }

  /** The mixer refused it: it was never given. */
  refused(token: string): void {
    this.#open.delete(token);
  }

  /** What the newest one is doing. */
  onAir(): OnAir | undefined {
    const airing = [...this.#open.values()].at(-1);
    if (airing === undefined) return undefined;
    const { id, round, timeline } = airing;
    return { id, round, timeline, positionMs: this.#positionMs(airing) };
  }

  /** The mixer's event in the desk's words. */
  heard(event: AiringEvent): void {
    const airing = this.#open.get(event.id);
    if (airing === undefined) return;
    const { id, timeline } = airing;
    switch (event.type) {
      case 'airStarted':
        this.#open.set(event.id, { ...airing, startedAtMs: this.#monotonicMs() });
        this.#emit({ type: 'airStarted', id, timeline });
        return;
      case 'roundStarted':
        this.#open.set(event.id, { ...airing, round: event.round });
        this.#emit({ type: 'roundStarted', id, round: event.round });
        return;
      case 'liveOpened':
        this.#emit({ type: 'liveOpened', id });
        return;
      case 'airEnded': {
        const { ending, rounds, code, resumeFrame } = event;
        this.#open.delete(event.id);
        this.#emit({
          type: 'airEnded',
          id,
          ending,
          rounds,
          ...(code === undefined ? {} : { code }),
          ...(resumeFrame === undefined ? {} : { resumeFromMs: Math.floor(framesToMs(resumeFrame)) }),
          ...unsaidIn(timeline),
        });
      }
    }
  }

  /** The mixer is gone, and with it everything on the air. */
  cutAll(code: string): void {
    const cut = [...this.#open.values()];
    this.#open.clear();
    for (const airing of cut) {
      const { id, round, timeline, startedAtMs } = airing;
      // Nobody knows any more in which sentence it was; what is surely not lost is what began at or before this.
      const segment = startedAtMs === undefined ? undefined : segmentAt(timeline, this.#positionMs(airing));
      const resume = segment === undefined ? {} : { resumeFromMs: Math.floor(segment.startMs) };
      this.#emit({ type: 'airEnded', id, ending: 'cut', code, rounds: round - 1, ...resume, ...unsaidIn(timeline) });
    }
  }

  #positionMs({ fromMs, startedAtMs, timeline }: Airing): number {
    const sinceMs = startedAtMs === undefined ? 0 : this.#monotonicMs() - startedAtMs;
    return Math.min(fromMs + sinceMs, timeline.totalMs);
  }
}

/** Why some of its words were not said. */
function unsaidIn({ segments }: AnnouncementTimeline): { readonly unsaid?: string } {
  const unsaid = segments.find((segment) => segment.unsaid !== undefined)?.unsaid;
  return unsaid === undefined ? {} : { unsaid };
}

function segmentAt({ segments }: AnnouncementTimeline, atMs: number) {
  return segments.findLast(({ startMs }) => startMs <= atMs);
}
