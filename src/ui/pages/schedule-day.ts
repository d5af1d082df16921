import type { OccurrenceView } from '../../schedule/rules.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import type { LampState } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { language, say } from '../words/words.ts';

const msPerSecond = 1000;
const secondsPerMinute = 60;
const minutesPerHour = 60;

export const zoneOf = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

/** `HH:MM:SS`, without seconds where there are none. */
export function clockTime(ms: number): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zoneOf(), timeStyle: 'medium' }).format(ms);
  return time.replace(/:00$/, '');
}

/** `12月6日 周日`, `Sun 6 Dec`. */
export function dayName(day: string): string {
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (language.value === 'en') {
    const shape = { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' } as const;
    return new Intl.DateTimeFormat('en-GB', shape).format(noon);
  }
  const [, month, date] = day.split('-').map(Number);
  const weekday = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', weekday: 'short' }).format(noon);
  return `${month}月${date}日 ${weekday}`;
}

export function dayBeside(day: string, days: 1 | -1): string {
  const msPerDay = 24 * minutesPerHour * secondsPerMinute * msPerSecond;
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * msPerDay).toISOString().slice(0, 10);
}

/** How long until then, in words. */
export function inWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / msPerSecond));
  const minutes = Math.floor(seconds / secondsPerMinute);
  if (minutes >= minutesPerHour) {
    return w('in.hours', { h: Math.floor(minutes / minutesPerHour), m: minutes % minutesPerHour });
  }
  if (minutes >= 5) return w('in.minutes', { m: minutes });
  return w('in.seconds', { time: `${minutes}:${String(seconds % secondsPerMinute).padStart(2, '0')}` });
}

const lamps: Readonly<Record<OccurrenceView['state'], LampState>> = {
  planned: 'off',
  armed: 'wait',
  queued: 'wait',
  'on-air': 'wait',
  completed: 'done',
  cut: 'wait',
  withdrawn: 'off',
  skipped: 'off',
  expired: 'need',
  failed: 'need',
  interrupted: 'need',
  missed: 'need',
};

export const lampOfState = (one: OccurrenceView): LampState => lamps[one.state];

/** True until it is sent to the air. */
export const isAhead = (one: OccurrenceView): boolean => one.state === 'planned';

/** True while a person can still decide about it. */
export const isOpen = (one: OccurrenceView): boolean =>
  !(['armed', 'queued', 'on-air', 'completed'] as const).some((state) => state === one.state);

/** What became of it, in one line. @param held nothing airs by itself now */
export function stateLine(one: OccurrenceView, held: boolean): string {
  const { state, dueMs, plannedMs, startedAtMs, by, reason, says } = one;
  if (state === 'completed') return w('state.completed', { at: clockTime(startedAtMs ?? dueMs) });
  if (state === 'planned' && held) return w(dueMs > nowMs.value ? 'state.held' : 'state.waiting');
  if (state === 'planned')
    return dueMs === plannedMs ? w('state.planned') : w('state.postponed', { at: clockTime(dueMs) });
  const what = w(`state.${state}`);
  if (state === 'skipped' && reason !== null) return `${what} · ${w('by', { name: by ?? '', reason })}`;
  return says === null ? what : `${what} · ${say(says)}`;
}
