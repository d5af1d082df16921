import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const MINUTES_A_DAY = 24 * 60;

/** `08:30:00`, or by the plaza's hours: `opening`, `closing-00:15:00`. */
const timeOfDay = z
  .string()
  .regex(
    /^(([01]\d|2[0-3]):[0-5]\d:[0-5]\d|(opening|closing)([+-]0\d:[0-5]\d:[0-5]\d)?)$/,
    'expected a time such as 08:30:00, opening or closing-00:15:00',
  );
const monthAndDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected a month and a day such as 11-15');

const scheduledItem = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    title: sentence,
    at: timeOfDay,
    /** 1 Monday to 7 Sunday; absent: every day. */
    weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
    /** Both days count; `from` after `to` lies over New Year. Absent: the whole year. */
    seasons: z
      .array(z.strictObject({ from: monthAndDay, to: monthAndDay }))
      .min(1)
      .optional(),
    /**
     * `as-usual`: whatever the calendar says. `skip`: not on public holidays. `only`: only on them. `use-weekend-day`: a public
     * holiday counts as a Sunday, a make-up workday as a Monday.
     */
    holidays: z.enum(['as-usual', 'skip', 'only', 'use-weekend-day']).default('as-usual'),
    chime: z.boolean().default(true),
    /** A recording the desk keeps, by its id; heard before the words. */
    recording: z.string().min(1).optional(),
    text: z.strictObject({ zh: z.string().min(1).optional(), en: z.string().min(1).optional() }).optional(),
    /** Ids of the zones it is heard in, as in the configuration of the public address; absent: everywhere. */
    zones: z.array(z.string().min(1).max(20)).min(1).max(32).optional(),
    times: z.int().min(1).max(5).default(1),
    gapSeconds: z.int().min(0).max(300).default(0),
    /** Instead of the grace of all items. */
    graceMinutes: z.int().min(0).max(120).optional(),
    clause: z.string().min(1),
  })
  .refine(
    ({ recording, text }) => recording !== undefined || text?.zh !== undefined || text?.en !== undefined,
    'expected a text or a recording',
  );

export const scheduleRules = dated({
  /** The screen asks staff to stand ready so long before. */
  standReadySeconds: ruled(z.int().min(0).max(900)),
  /** Sent on its way to the air so long before, for its speech to be made and for a last chance to take it back. */
  sendAheadSeconds: ruled(z.int().min(3).max(60)),
  /** What was missed is still worth airing for so long. */
  graceMinutes: ruled(z.int().min(0).max(120)),
  /** What becomes of a missed one within its grace. */
  withinGrace: ruled(z.enum(['air', 'report'])),
  /** While nobody knows how good the clock is: wait for a person to look at it, or trust it. */
  unsureClock: ruled(z.enum(['wait', 'trust'])),
  postponeMinutes: ruled(z.strictObject({ choices: z.array(z.int().min(1)).min(1), most: z.int().max(MINUTES_A_DAY) })),
  items: z
    .array(scheduledItem)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, 'expected every id once'),
});
export type ScheduleRules = z.output<typeof scheduleRules>[number];
export type ScheduledItem = ScheduleRules['items'][number];
