import type { Language } from '../words/words.ts';

const minutesPerDay = 24 * 60;

/** `HH:MM` on the desk's wall clock. */
export function timeOfDay(utcMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(utcMs);
}

/** `11 月 20 日 星期五`, `Friday 20 November`. */
export function dateLine(utcMs: number, timeZone: string, language: Language): string {
  if (language === 'en')
    return new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(utcMs);
  const parts = new Intl.DateTimeFormat('zh-CN', { timeZone, weekday: 'long', day: 'numeric', month: 'numeric' });
  const part = (type: string): string => parts.formatToParts(utcMs).find((each) => each.type === type)?.value ?? '';
  return `${part('month')} 月 ${part('day')} 日 ${part('weekday')}`;
}

/** Minutes after midnight of `HH:MM`. */
export function minuteOf(time: string): number {
  const [hour = '0', minute = '0'] = time.split(':');
  return Number(hour) * 60 + Number(minute);
}

/** How far `time` is from `from` to `to`, 0 to 1; the span may cross midnight. Outside it, the nearer end. */
export function fractionOf(time: string, from: string, to: string): number {
  const after = (time: string): number => (minuteOf(time) - minuteOf(from) + minutesPerDay) % minutesPerDay;
  const whole = after(to) || minutesPerDay;
  const gone = after(time);
  if (gone <= whole) return gone / whole;
  return gone - whole < (minutesPerDay - whole) / 2 ? 1 : 0;
}

/** True from opening until closing; the rest is the night shift. */
export function isDay(time: string, opens: string, closes: string): boolean {
  const after = (time: string): number => (minuteOf(time) - minuteOf(opens) + minutesPerDay) % minutesPerDay;
  return after(time) < (after(closes) || minutesPerDay);
}

/** `HH:MM:SS` on the desk's wall clock. */
export function secondOfDay(utcMs: number, timeZone: string): string {
  const parts = { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(utcMs);
}

/** `2026-12-01`, the desk's day. */
export function isoDay(utcMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(utcMs);
}
