import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 09:30');
/** From `from` until just before `to`; `to` at or before `from` lies on the next day. */
const span = z.strictObject({
  from: clockTime,
  to: clockTime,
  /** 1 Monday to 7 Sunday, of the day it begins; absent: every day. Public holidays make no difference. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
});
const post = z.enum(['clerk', 'shift-lead', 'supervisor']);
const named = z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), ...sentence.shape });

export const promotionRules = dated({
  longestTextCharacters: ruled(z.int().min(50).max(2000)),
  mostTimes: ruled(z.int().min(1).max(100)),
  longestWindowDays: ruled(z.int().min(1).max(92)),
  /** Undecided, approved and running ones together. */
  mostOpen: ruled(z.int().min(1).max(500)),
  /** The same promotion is not begun again within. */
  samePromotionMinutes: ruled(z.int().min(1).max(1440)),
  /** No two promotions are begun within. */
  anyPromotionMinutes: ruled(z.int().min(1).max(1440)),
  /** How long an airing may wait for the air before it is dropped and reported. */
  slotMinutes: ruled(z.int().min(1).max(60)),
  quietHours: ruled(z.array(span)),
  /** Who may decide what. */
  deciders: ruled(
    z.strictObject({ approve: z.array(post).min(1), refuse: z.array(post).min(1), defer: z.array(post).min(1) }),
  ),
  /** Whether somebody may approve what the same account has entered. */
  approvesOwn: ruled(z.boolean()),
  /** From this many open counter jobs on, putting it off is proposed. */
  busy: ruled(z.strictObject({ fromOpenJobs: z.int().min(1), putOffHours: z.int().min(1).max(168) })),
  /** Offered when one is refused or put off; others are typed. */
  reasons: ruled(z.array(named).min(1)),
  keepDays: ruled(z.int().min(1)),
  /** Words that warn whoever approves; nothing is refused by them. `unless`: longer words that mean something else. */
  wording: z.array(
    z.strictObject({
      words: z.array(z.string().min(1)).min(1),
      unless: z.array(z.string().min(1)).default([]),
      clause: z.string().min(1),
      says: sentence,
    }),
  ),
});
export type PromotionRules = z.output<typeof promotionRules>[number];
