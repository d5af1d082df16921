import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { MusicRules } from '../../config/rules/music.ts';
import type { Calendar } from '../calendar/actions.ts';
import type { Acted, Change, Command, Desk } from '../journal/desk.ts';
import type { MusicTrack } from '../ports/music-player.ts';
import type { PublicAddress } from '../ports/public-address.ts';
import { type Days, type ListNow, listAt, type MusicView, programmeOf } from './music.rules.ts';
import { type MusicStore, openMusicStore } from './store.ts';
import { watchPlan } from './watch-plan.ts';

/** What this room needs of others. */
export interface MusicParts {
  readonly rules: readonly MusicRules[];
  readonly calendar: Calendar;
  readonly publicAddress: PublicAddress;
  /** Hears of what failed behind the scenes, for the service log. */
  report(error: unknown): void;
}

export interface Music {
  readonly desk: Desk;
  readonly parts: MusicParts;
  readonly store: MusicStore;
  /** Remembers, inside the caller's transaction, what somebody asked of the music: it goes on so after a restart. */
  keep(change: Change, asked: { readonly playing?: boolean | undefined; readonly volume?: number | undefined }): void;
  /** Follows the plan no more. */
  stop(): void;
}

/** Opens the room: the music goes on as it was wanted before the restart, and from now on by the plan. */
export function openMusic(desk: Desk, parts: MusicParts): Music {
  const store = openMusicStore(desk.database);
  const music = { desk, parts, store };
  // A device that is not there yet plays when it is.
  const ignore = (): undefined => undefined;
  const { volume } = store.wanted();
  if (volume !== undefined) parts.publicAddress.setMusicVolume(volume).catch(ignore);
  let begun = false;
  const begin = (): void => {
    if (!begun && store.wanted().playing) parts.publicAddress.playMusic().catch(ignore);
    begun = true;
  };
  const stopWatching = watchPlan(desk.clock, {
    changesAtMs: () => listNow(music).changesAtMs,
    follow() {
      const list = tell(music);
      begin();
      writeDown(music, list);
    },
    report: parts.report,
  });
  const unfollow = parts.publicAddress.onEvent((event) => {
    if (event.type === 'musicChanged') publish(music);
  });
  return {
    ...music,
    keep(change, asked) {
      const { playing: wanted, volume: loud } = asked;
      const changed = {
        ...(wanted === undefined ? {} : { playing: wanted }),
        ...(loud === undefined ? {} : { volume: loud }),
      };
      store.keep(changed, change.at.wallMs);
    },
    stop() {
      stopWatching();
      unfollow();
    },
  };
}

export function musicView(music: Pick<Music, 'desk' | 'parts' | 'store'>): MusicView {
  const { publicAddress } = music.parts;
  const { state, volume } = publicAddress.music();
  const { folder: _, changesAtMs: __, ...list } = listNow(music);
  return {
    state,
    volume,
    list,
    shuffle: music.store.wanted().shuffle ?? rulesNow(music).shuffle.value,
    now: publicAddress.player.now(),
    measuring: publicAddress.player.measuring(),
  };
}

export function musicTracks(music: Music): Promise<readonly MusicTrack[]> {
  return music.parts.publicAddress.player.tracks();
}

/** The next track takes over. @throws DeviceError */
export async function skipTrack(music: Music, command: Command): Promise<Acted<{ skipped: string | null }>> {
  const acted = music.desk.act(command, 'music/skip', (change) => {
    const skipped = music.parts.publicAddress.player.now().track ?? null;
    change.record({ kind: 'music/track-skipped', subject: 'music', body: { track: skipped } });
    return { skipped };
  });
  if (!acted.repeated) await music.parts.publicAddress.player.skip();
  return acted;
}

/** In an order of chance, or in the order of the names; from the next track on. */
export function setShuffle(music: Music, command: Command, shuffle: boolean): Acted<{ shuffle: boolean }> {
  return music.desk.act(command, 'music/order', (change) => {
    music.store.keep({ shuffle }, change.at.wallMs);
    change.record({ kind: 'music/order-set', subject: 'music', body: { shuffle } });
    change.afterCommit(() => {
      tell(music);
      publish(music);
    });
    return { shuffle };
  });
}

/** After the player was told: music is not kept waiting for a full disk. */
function writeDown(music: Pick<Music, 'desk' | 'parts' | 'store'>, list: ListNow): void {
  if (music.store.wanted().list !== list.id)
    music.desk.change('system', (change) => {
      music.store.keep({ list: list.id }, change.at.wallMs);
      change.record({ kind: 'music/list-began', subject: 'music', body: { list: list.id } });
    });
  publish(music);
}

function tell(music: Pick<Music, 'desk' | 'parts' | 'store'>): ListNow {
  const list = listNow(music);
  music.parts.publicAddress.player.follow(programmeOf(rulesNow(music), list, music.store.wanted().shuffle));
  return list;
}

function publish(music: Pick<Music, 'desk' | 'parts' | 'store'>): void {
  music.desk.announce({ name: 'music', payload: musicView(music) });
}

function listNow(music: Pick<Music, 'desk' | 'parts'>): ListNow {
  const { desk, parts } = music;
  const { plan, holidays } = rulesNow(music);
  const days: Days = {
    timeZone: desk.timeZone,
    weekdayOf: (day) =>
      holidays.value === 'use-weekend-day'
        ? plannedWeekday(parts.calendar, day)
        : Temporal.PlainDate.from(day).dayOfWeek,
  };
  return listAt(plan.value, desk.clock.read().wallMs, days);
}

function plannedWeekday(calendar: Calendar, date: string): number {
  const { kind, weekday } = calendar.day(date);
  if (kind === 'holiday') return SUNDAY;
  return kind === 'make-up-workday' ? MONDAY : weekday;
}
const MONDAY = 1;
const SUNDAY = 7;

function rulesNow({ desk, parts }: Pick<Music, 'desk' | 'parts'>): MusicRules {
  const today = Temporal.Instant.fromEpochMilliseconds(desk.clock.read().wallMs)
    .toZonedDateTimeISO(desk.timeZone)
    .toPlainDate()
    .toString();
  return inForce(parts.rules, today);
}
