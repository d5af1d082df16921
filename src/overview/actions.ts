import type { Clock } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import type { LiveEvent, LiveEvents } from '../ports/live-events.ts';
import type { ScheduleNow } from '../schedule/rules.ts';
import type { DeskOverview } from './rules.ts';

export type { DeskOverview } from './rules.ts';

/** The parts of the overview that change, each asked of its own room. */
export interface OverviewSources {
  onDuty(): DeskOverview['onDuty'];
  air(): Pick<DeskOverview, 'air' | 'music' | 'muted'>;
  callsDue(): DeskOverview['callsDue'];
  unheard(): DeskOverview['unheard'];
  /** Null, or absent: there is none. */
  schedule?(): ScheduleNow | null;
  devices(): DeskOverview['devices'];
  deposit(): DeskOverview['deposit'];
  papersWaiting(): number;
  postDue(): DeskOverview['postDue'];
  needsFirstAdministrator(): boolean;
}

export interface OverviewParts {
  readonly clock: Clock;
  readonly plaza: Sentence;
  readonly desk: Sentence;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly day: { readonly opens: string; readonly closes: string };
  readonly shifts: DeskOverview['shifts'];
  readonly sources: OverviewSources;
}

/** What has happened is told by events; what only time changes (somebody's shift has been over long enough) shows this late at most. */
const FRESH_FOR_MS = 60_000;

type Sourced = Pick<
  DeskOverview,
  'onDuty' | 'devices' | 'deposit' | 'papersWaiting' | 'postDue' | 'needsFirstAdministrator' | 'callsDue' | 'unheard'
>;

/** Which part of the overview an event of a room changes; what is on the air and the schedule are asked every time. */
const CHANGES: Readonly<Record<string, readonly (keyof Sourced)[]>> = {
  punch: ['onDuty'],
  device: ['devices'],
  loan: ['deposit'],
  cash: ['deposit'],
  print: ['papersWaiting'],
  form: ['postDue'],
  'post-room': ['postDue'],
  staff: ['needsFirstAdministrator', 'onDuty'],
  air: ['callsDue', 'unheard'],
  schedule: [],
};

/**
 * Hundreds may be here: who taps waits neither for the list of them nor for the one behind. The list comes this much later, once for all
 * who tapped meanwhile.
 */
const SOON: readonly (keyof Sourced)[] = ['onDuty'];
const SOON_MS = 250;

/** The overview: asked of the rooms when something in it has changed, and kept until then. */
export interface Overview {
  /** Everything at once, for a screen that has just opened. */
  whole(): DeskOverview;
  stop(): void;
}

/** Opens the overview and patches it on every screen when something it shows has changed. */
export function openOverview(
  live: LiveEvents & { on(listener: (event: LiveEvent) => void): () => void },
  parts: OverviewParts,
): Overview {
  const { clock, sources } = parts;
  let kept: Partial<Sourced> = {};
  let keptSinceMs = 0;

  function sourced<Key extends keyof Sourced>(key: Key): Sourced[Key] {
    const known: Sourced[Key] | undefined = kept[key];
    if (known !== undefined) return known;
    const asked: Sourced[Key] = (sources as { readonly [K in keyof Sourced]: () => Sourced[K] })[key]();
    kept[key] = asked;
    return asked;
  }

  function scheduled(): Pick<DeskOverview, 'day' | 'schedule'> {
    const now = sources.schedule?.() ?? null;
    if (now === null) return { day: parts.day, schedule: null };
    const { ticks, ...schedule } = now;
    return { day: { ...parts.day, ticks }, schedule };
  }

  const unkept: Readonly<Record<string, () => Partial<DeskOverview>>> = {
    air: () => sources.air(),
    schedule: scheduled,
  };

  function patch(keys: readonly (keyof Sourced)[], more: Partial<DeskOverview> = {}): void {
    const { wallMs, quality } = clock.read();
    const parts = Object.fromEntries(keys.map((key) => [key, sourced(key)]));
    live.publish({ name: 'desk', payload: { now: wallMs, clockQuality: quality, ...more, ...parts } });
  }

  let cancelSoon: (() => void) | undefined;
  const unfollow = live.on((event) => {
    const keys = CHANGES[event.name];
    if (keys === undefined) return;
    for (const key of keys) delete kept[key];
    const more = unkept[event.name]?.();
    const now = keys.filter((key) => !SOON.includes(key));
    if (more !== undefined || now.length > 0) patch(now, more);
    if (now.length === keys.length) return;
    cancelSoon ??= clock.after(SOON_MS, () => {
      cancelSoon = undefined;
      patch(SOON);
    });
  });

  return {
    stop() {
      unfollow();
      cancelSoon?.();
    },
    whole() {
      const { wallMs, monotonicMs, quality } = clock.read();
      if (monotonicMs - keptSinceMs > FRESH_FOR_MS) {
        kept = {};
        keptSinceMs = monotonicMs;
      }
      return {
        plaza: parts.plaza,
        desk: parts.desk,
        demo: parts.demo,
        now: wallMs,
        timeZone: parts.timeZone,
        clockQuality: quality,
        ...scheduled(),
        onDuty: sourced('onDuty'),
        ...sources.air(),
        devices: sourced('devices'),
        deposit: sourced('deposit'),
        papersWaiting: sourced('papersWaiting'),
        postDue: sourced('postDue'),
        needsFirstAdministrator: sourced('needsFirstAdministrator'),
        callsDue: sourced('callsDue'),
        unheard: sourced('unheard'),
        shifts: parts.shifts,
      };
    },
  };
}
