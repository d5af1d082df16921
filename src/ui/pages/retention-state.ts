import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { isoDay, timeOfDay } from '../desk/local-time.ts';
import { w } from '../words/retention-words.ts';

const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

/** `2026-12-01` */
export const day = (atMs: number): string => isoDay(atMs, zone());

/** `10:30` today, else `2027-12-02 10:30`. */
export function moment(atMs: number): string {
  const time = timeOfDay(atMs, zone());
  return day(atMs) === day(nowMs.value) ? time : `${day(atMs)} ${time}`;
}

/** Why a list came to nothing: the desk's own reasons in words, a person's as they are. */
export function reasonWords(reason: string): string {
  switch (reason) {
    case 'held':
    case 'changed':
    case 'nothing-left':
      return w(`why.${reason}`);
    default:
      return reason;
  }
}

type Tab = 'now' | 'kept' | 'past';

/** The three pages of it, as tabs. */
export const tabsOf = (current: Tab) =>
  (['now', 'kept', 'past'] as const).map((tab) => ({
    label: w(`tab.${tab}`),
    href: tab === 'now' ? '/retention' : `/retention/${tab}`,
    current: tab === current,
  }));
