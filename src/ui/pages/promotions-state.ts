import type { PromotionState, PromotionView } from '../../promotions/rules.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { halfFilled } from '../desk/half-filled.ts';
import { timeOfDay } from '../desk/local-time.ts';
import type { LampState } from '../kit/kit.ts';
import { w } from '../words/promotions-words.ts';
import { language, say } from '../words/words.ts';

/** A request as it is being typed; kept while a tap or another page comes between. */
export interface TypedPromotion {
  readonly step: 'who' | 'when' | 'where';
  readonly shop: string;
  readonly contact: string;
  readonly phone: string;
  readonly zh: string;
  readonly en: string;
  /** Days from today. */
  readonly startsIn: number;
  readonly days: number;
  /** Half hours after midnight. */
  readonly fromHalf: number;
  readonly toHalf: number;
  readonly times: number;
  readonly wished: readonly string[];
  /** Where it is heard; empty: everywhere. */
  readonly zones: readonly string[];
}

const dayMs = 86_400_000;
const halvesPerHour = 2;
/** Ten to half past eight in the evening. */
const firstHalf = 20;
const lastHalf = 41;
const usualTimes = 4;

const nothingTyped: TypedPromotion = {
  step: 'who',
  shop: '',
  contact: '',
  phone: '',
  zh: '',
  en: '',
  startsIn: 0,
  days: 1,
  fromHalf: firstHalf,
  toHalf: lastHalf,
  times: usualTimes,
  wished: [],
  zones: [],
};

export const typed = halfFilled(nothingTyped);

export function setTyped(changed: Partial<TypedPromotion>): void {
  typed.value = { ...typed.value, ...changed };
}

export function clearTyped(): void {
  typed.value = nothingTyped;
}

export const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

/** `10:30` of the twenty-first half hour. */
export function clockOf(half: number): string {
  const hour = String(Math.floor(half / halvesPerHour)).padStart(2, '0');
  return `${hour}:${half % halvesPerHour === 0 ? '00' : '30'}`;
}

/** What the service is told; undefined while something is missing. */
export function bodyOf(form: TypedPromotion): object | undefined {
  const shop = form.shop.trim();
  const zh = form.zh.trim();
  if (shop === '' || zh === '') return undefined;
  const optional = (name: string, text: string): object => (text.trim() === '' ? {} : { [name]: text.trim() });
  return {
    shop,
    ...optional('contact', form.contact),
    ...optional('phone', form.phone),
    zh,
    ...optional('en', form.en),
    from: `${isoDay(form.startsIn)}T${clockOf(form.fromHalf)}`,
    until: `${isoDay(form.startsIn + form.days - 1)}T${clockOf(form.toHalf)}`,
    times: form.times,
    wished: [...form.wished],
    zones: form.zones,
  };
}

/** The desk's date so many days from today, `YYYY-MM-DD`. */
function isoDay(daysAhead: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone() }).format(nowMs.value + daysAhead * dayMs);
}

/** `11:44` today, else `11月21日 11:44`. */
export function momentWords(atMs: number): string {
  const time = timeOfDay(atMs, zone());
  return dayWords(atMs) === dayWords(nowMs.value) ? time : `${dayWords(atMs)} ${time}`;
}

/** `11月21日`, `21 Nov`. */
export function dayWords(atMs: number): string {
  const place = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(place, { timeZone: zone(), month: 'short', day: 'numeric' }).format(atMs);
}

/** A state as a lamp: red needs somebody. */
export const lamps: Readonly<Record<PromotionState, LampState>> = {
  requested: 'need',
  deferred: 'wait',
  approved: 'wait',
  running: 'done',
  done: 'done',
  refused: 'off',
  withdrawn: 'off',
  expired: 'off',
};

/** How it stands, with the time that matters. */
export function stateWords({ state, nextAtMs, deferredUntilMs, outcome }: PromotionView): string {
  const at = momentWords(nextAtMs ?? deferredUntilMs ?? 0);
  switch (state) {
    case 'deferred':
      return w('state.deferred', { at: momentWords(deferredUntilMs ?? 0) });
    case 'approved':
      return w('state.approved', { at });
    case 'running':
      return nextAtMs === null ? w('state.running.last') : w('state.running', { at });
    case 'done':
      return say(outcome.says);
    case 'requested':
    case 'refused':
    case 'withdrawn':
    case 'expired':
      return w(`state.${state}`);
  }
}
