import { stretchesOf } from './local-spans.rules.ts';
import { lengthMs, planAirings } from './plan.rules.ts';
import { type PromotionRoom, rulesOf } from './promotions-room.ts';
import type { Promotion } from './rules.ts';

const MINUTE_MS = 60_000;
/** Time enough for a shop's reply to come out before the first airing. */
const SOONEST_MS = MINUTE_MS;

/** What a plan depends on; a request that is not stored yet has the id 0. */
export type Planned = Pick<Promotion, 'id' | 'fromMs' | 'untilMs' | 'wished' | 'zh' | 'en'>;

/** When the promotion would be aired, from now on, beside everything that stands. */
export function planFor(room: PromotionRoom, promotion: Planned, times: number, nowMs: number): number[] {
  const { desk, store } = room;
  const rules = rulesOf(room);
  const slotMs = rules.slotMinutes.value * MINUTE_MS;
  // One may begin a slot late and the next one on time: so far apart as planned they are far enough apart as heard.
  const sameMs = rules.samePromotionMinutes.value * MINUTE_MS + slotMs;
  const anyMs = rules.anyPromotionMinutes.value * MINUTE_MS + slotMs;
  const ask = {
    promotionId: promotion.id,
    fromMs: Math.max(promotion.fromMs, nowMs + SOONEST_MS),
    untilMs: promotion.untilMs,
    times,
    wished: promotion.wished,
  };
  if (ask.fromMs >= ask.untilMs) return [];
  const reachMs = Math.max(sameMs, anyMs);
  const taken = store
    .standing(ask.fromMs - reachMs, ask.untilMs + reachMs)
    .map(({ promotionId, plannedAtMs }) => ({ promotionId, atMs: plannedAtMs }));
  return planAirings(ask, taken, {
    quiet: stretchesOf(rules.quietHours.value, ask, desk.timeZone),
    roomMs: slotMs + lengthMs(promotion.zh, promotion.en),
    sameMs: Math.max(sameMs, anyMs),
    anyMs,
    timeZone: desk.timeZone,
  });
}
