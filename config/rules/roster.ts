import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9-]+$/);
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
  probationMonths: ruled(z.int().min(0).max(12)),
  /** Until the child is so old, so many minutes a day. */
  nursingHour: ruled(z.strictObject({ minutes: z.int().min(15).max(240), untilMonths: z.int().min(1).max(36) })),
  /** At a manned post: how early the relief is ready, and how long after a shift somebody who has not tapped out still counts as there. */
  relief: ruled(z.strictObject({ readyMinutes: z.int().min(0).max(120), stillThereMinutes: z.int().min(0).max(240) })),
});
export type RosterRules = z.output<typeof rosterRules>[number];
