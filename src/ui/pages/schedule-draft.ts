import type { ItemView } from '../../schedule/rules.ts';

export const seasons = {
  year: undefined,
  spring: { from: '03-01', to: '05-31' },
  summer: { from: '06-01', to: '08-31' },
  autumn: { from: '09-01', to: '11-30' },
  winter: { from: '12-01', to: '02-29' },
} as const;
export type Season = keyof typeof seasons | 'own';

/** An item as it stands in the form. */
export interface Draft {
  readonly name: string;
  readonly anchor: 'clock' | 'opening' | 'closing';
  readonly hour: number;
  readonly minute: number;
  /** Of the clock; kept from an item that has them. */
  readonly seconds: string;
  /** Minutes after opening or closing; negative: before. */
  readonly offset: number;
  readonly weekdays: readonly number[];
  readonly holidays: ItemView['holidays'];
  readonly season: Season;
  readonly zh: string;
  readonly en: string;
  /** Id of the recording that is heard before the words; empty: none. */
  readonly recording: string;
  /** Where it is heard; empty: everywhere. */
  readonly zones: readonly string[];
  readonly times: number;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const minutesPerHour = 60;

export const blank: Draft = {
  name: '',
  anchor: 'clock',
  hour: 10,
  minute: 0,
  seconds: '00',
  offset: 0,
  weekdays: everyDay,
  holidays: 'as-usual',
  season: 'year',
  zh: '',
  en: '',
  recording: '',
  zones: [],
  times: 1,
};

/** The form of an item that is there already. */
export function draftOf(item: ItemView): Draft {
  const [, hour = '10', minute = '00', seconds = '00'] = /^(\d\d):(\d\d):(\d\d)$/.exec(item.at) ?? [];
  const [, anchor, sign, hours = '0', minutes = '0'] =
    /^(opening|closing)(?:([+-])(\d\d):(\d\d):\d\d)?$/.exec(item.at) ?? [];
  const offset = (Number(hours) * minutesPerHour + Number(minutes)) * (sign === '-' ? -1 : 1);
  return {
    name: item.title.zh,
    anchor: anchor === 'opening' || anchor === 'closing' ? anchor : 'clock',
    hour: Number(hour),
    minute: Number(minute),
    seconds,
    offset,
    weekdays: item.weekdays ?? everyDay,
    holidays: item.holidays,
    season: seasonOf(item.seasons),
    zh: item.text?.zh ?? '',
    en: item.text?.en ?? '',
    recording: item.recording ?? '',
    zones: item.zones ?? [],
    times: item.times,
  };
}

function seasonOf(found: ItemView['seasons']): Season {
  if (found === undefined) return 'year';
  const [only] = found;
  const known = (['spring', 'summer', 'autumn', 'winter'] as const).find(
    (name) => found.length === 1 && seasons[name].from === only?.from && seasons[name].to === only.to,
  );
  return known ?? 'own';
}

/** What is heard of it, as the service is asked to air it. */
export function soundOf({ zh, en, recording }: Pick<Draft, 'zh' | 'en' | 'recording'>) {
  const text = { ...(zh.trim() === '' ? {} : { zh: zh.trim() }), ...(en.trim() === '' ? {} : { en: en.trim() }) };
  return { text, ...(recording === '' ? {} : { recording }) };
}

/** What the service is asked to write. `before`: what the form does not show stays as it was. */
export function bodyOf(draft: Draft, before: ItemView | undefined): object {
  const { name, weekdays, holidays, season, zones, times } = draft;
  const range = season === 'own' ? before?.seasons : season === 'year' ? undefined : [seasons[season]];
  const english = before !== undefined && before.title.zh === name.trim() ? before.title.en : name.trim();
  return {
    title: { zh: name.trim(), en: english },
    at: timeOf(draft),
    ...(weekdays.length === everyDay.length ? {} : { weekdays }),
    ...(range === undefined ? {} : { seasons: range }),
    holidays,
    ...soundOf(draft),
    ...(zones.length === 0 ? {} : { zones }),
    times,
    ...(before === undefined
      ? {}
      : {
          chime: before.chime,
          gapSeconds: before.gapSeconds,
          graceMinutes: before.graceMinutes,
        }),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

function timeOf({ anchor, hour, minute, seconds, offset }: Draft): string {
  if (anchor === 'clock') return `${two(hour)}:${two(minute)}:${seconds}`;
  if (offset === 0) return anchor;
  const minutes = Math.abs(offset);
  return `${anchor}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / minutesPerHour))}:${two(minutes % minutesPerHour)}:00`;
}
