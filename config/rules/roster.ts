import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9-]+$/);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 08:30');
/** Shifts of one day by their ids in attendance.yaml; none: rest. */
const day = z.array(id).max(3);

/** Who works when (requirements §5.15, §6.1): patterns, posts and what changes a shift for a time. */
export const rosterRules = dated({
  posts: z.array(
    z.strictObject({
      id,
      ...sentence.shape,
      /** Somebody must be there: nobody leaves it before the relief has come. */
      manned: z.boolean(),
      /** When somebody has to be there; `until` at or before `from` is on the next day. */
      staffed: z.strictObject({ days: z.enum(['workdays', 'every-day']), from: time, until: time }).optional(),
      clause: z.string().min(1),
    }),
  ),
  patterns: z
    .array(
      z.strictObject({
        id,
        ...sentence.shape,
        /** `week`: one entry for each day from Monday. `cycle`: repeats from `anchor` on, whatever the weekday. */
        repeats: z.enum(['week', 'cycle']),
        anchor: z.iso.date().optional(),
        days: z.array(day).min(1).max(62),
        /** A public holiday is rest, and a make-up workday is worked as the first working day of the week. */
        followsCalendar: z.boolean(),
        clause: z.string().min(1),
      }),
    )
    .min(1),
  defaultPattern: z.string(),
  /** What stands for a shift in a cell of the roster and in a table: two or three characters. */
  shortNames: z.array(z.strictObject({ shift: id, zh: z.string().min(1).max(4), en: z.string().min(1).max(8) })),
  /** A table that is read in: never larger than this, so that a wrong file stops nobody. */
  import: z.strictObject({
    bytes: z.int().min(1_000).max(4_000_000),
    unzippedBytes: z.int().min(1_000).max(40_000_000),
    rows: z.int().min(1).max(20_000),
    columns: z.int().min(3).max(400),
    clause: z.string().min(1),
  }),
  probationMonths: ruled(z.int().min(0).max(12)),
  /** Until the child is so old, so many minutes a day. */
  nursingHour: ruled(z.strictObject({ minutes: z.int().min(15).max(240), untilMonths: z.int().min(1).max(36) })),
  /** At a manned post: how early the relief is ready, and how long after a shift somebody who has not tapped out still counts as there. */
  relief: ruled(z.strictObject({ readyMinutes: z.int().min(0).max(120), stillThereMinutes: z.int().min(0).max(240) })),
});
export type RosterRules = z.output<typeof rosterRules>[number];
