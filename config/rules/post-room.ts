import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 17:00');
const formKind = z.enum(['exception', 'business', 'leave', 'overtime', 'swap']);

/** The desk as the post room of attendance papers (requirements §5.13). */
export const postRoomRules = dated({
  /** In the order of the board. */
  deliveries: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z-]+$/),
        zh: z.string().min(1),
        en: z.string().min(1),
        /** `from-hr`: departments fetch it; `to-desk`: departments hand it in; `to-hr`: the desk delivers it. */
        way: z.enum(['from-hr', 'to-desk', 'to-hr']),
        due: z.strictObject({
          /** 1 Monday to 7 Sunday, or the day of the month. */
          on: z.union([
            z.strictObject({ weekday: z.int().min(1).max(7) }),
            z.strictObject({ dayOfMonth: z.int().min(1).max(28) }),
          ]),
          /** `close`: when the desk closes. */
          at: z.union([z.literal('close'), time]),
        }),
        /** A day off moves it to the workday before, or after, or not at all. */
        dayOff: ruled(z.enum(['before', 'after', 'stays'])),
        /** What it is about, in days before the day it is due on; or the cycle that is just over. */
        covers: z.union([
          z.strictObject({ fromDaysBefore: z.int().min(0), untilDaysBefore: z.int().min(0) }),
          z.literal('cycle'),
        ]),
        /** Which forms it consists of. */
        forms: z.array(formKind).default([]),
        /** A list of missed punches goes with it. */
        missedPunches: z.boolean().default(false),
        clause: z.string().min(1),
      }),
    )
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'expected every id once'),
  /** What is due within so many minutes and not there is said on the home page. */
  remindMinutes: ruled(z.int().min(0).max(2_880)),
  /** What was missing in so many weeks before is still asked for. */
  looksBackWeeks: ruled(z.int().min(0).max(26)),
});
export type PostRoomRules = z.output<typeof postRoomRules>[number];
