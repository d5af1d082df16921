import { Temporal } from 'temporal-polyfill';
import type { MusicPlan, MusicRules } from '../../config/rules/music.ts';
import type { Sentence } from '../ports/device.ts';
import type { MusicNow, MusicProgramme } from '../ports/music-player.ts';
import type { MusicState } from '../ports/public-address.ts';

/** Which list plays, and until when. */
export interface ListNow {
  readonly id: string;
  readonly name: Sentence;
  readonly folder: string | undefined;
  /** The volume is never above this. */
  readonly loudest: number;
  /** When anything of this changes next, UTC milliseconds; absent: never. */
  readonly changesAtMs: number | undefined;
  /** The other list that comes next. */
  readonly next: { readonly name: Sentence; readonly atMs: number } | undefined;
}

/** The music as the screen shows it. */
export interface MusicView {
  readonly state: MusicState['state'];
  readonly volume: number;
  readonly list: Omit<ListNow, 'folder' | 'changesAtMs'>;
  readonly shuffle: boolean;
  readonly now: MusicNow;
  /** Files still to be measured. */
  readonly measuring: number;
}

/** Where and how days are counted. */
export interface Days {
  /** IANA name. */
  readonly timeZone: string;
  /** 1 Monday to 7 Sunday, as the plan is to take this date (`YYYY-MM-DD`). */
  weekdayOf(day: string): number;
}

interface Beginning {
  readonly atMs: number;
  readonly list: string;
  readonly loudest: number;
}

/** The longest way to another day of the week, and one day for the zone. */
const DAYS_AROUND = 8;

/**
 * What plays at an instant: the list that began last. A time that the clocks skip in spring comes as much later as they skip; one that comes
 * twice in autumn counts the first time.
 */
export function listAt(plan: MusicPlan, nowMs: number, days: Days): ListNow {
  const all = beginningsAround(plan, nowMs, days);
  const current = all.findLast(({ atMs }) => atMs <= nowMs) ?? all[0];
  if (current === undefined) throw new Error('a plan without a beginning');
  const coming = all.filter(({ atMs }) => atMs > nowMs);
  const change = coming.find(({ list, loudest }) => list !== current.list || loudest !== current.loudest);
  const next = coming.find(({ list }) => list !== current.list);
  const { id, zh, en, folder } = listOf(plan, current.list);
  return {
    id,
    name: { zh, en },
    folder,
    loudest: current.loudest,
    changesAtMs: change?.atMs,
    next: next && { name: nameOf(plan, next.list), atMs: next.atMs },
  };
}

/** What the player is told. */
export function programmeOf(
  rules: MusicRules,
  { folder, loudest }: Pick<ListNow, 'folder' | 'loudest'>,
  shuffle: boolean | undefined,
): MusicProgramme {
  return {
    ...(folder === undefined ? {} : { folder }),
    shuffle: shuffle ?? rules.shuffle.value,
    crossfadeMs: rules.crossfadeSeconds.value * 1000,
    change: rules.change.value,
    targetLufs: rules.targetLufs.value,
    loudest,
    silence: { afterMs: rules.silentAfterSeconds.value * 1000, belowDb: rules.silentBelowDb.value },
  };
}

function beginningsAround({ beginnings }: MusicPlan, nowMs: number, { timeZone, weekdayOf }: Days): Beginning[] {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  return Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, index) => today.add({ days: index - DAYS_AROUND }))
    .flatMap((day) => {
      const weekday = weekdayOf(day.toString());
      return beginnings
        .filter(({ weekdays }) => weekdays === undefined || weekdays.includes(weekday))
        .map(({ at, list, loudest }) => ({
          atMs: day.toZonedDateTime({ timeZone, plainTime: at }).epochMilliseconds,
          list,
          loudest,
        }));
    })
    .sort((one, other) => one.atMs - other.atMs);
}

function listOf({ lists }: MusicPlan, id: string): MusicPlan['lists'][number] {
  const found = lists.find((list) => list.id === id);
  if (found === undefined) throw new Error(`no music list ${id}`);
  return found;
}

function nameOf(plan: MusicPlan, id: string): Sentence {
  const { zh, en } = listOf(plan, id);
  return { zh, en };
}
