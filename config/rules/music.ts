import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'expected a time such as 09:30:00');

const musicList = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  zh: z.string().min(1),
  en: z.string().min(1),
  /** Below the music folder. Absent: everything in it. */
  folder: z
    .string()
    .regex(/^[^/\\.][^/\\]*$/, 'expected the name of a folder below the music folder')
    .optional(),
});

const beginning = z.strictObject({
  at: timeOfDay,
  list: z.string(),
  /** 1 Monday to 7 Sunday; absent: every day. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
  /** The volume is never above this until the next beginning, 0–100. */
  loudest: z.int().min(0).max(100).default(100),
});

const plan = z
  .strictObject({ lists: z.array(musicList).min(1), beginnings: z.array(beginning).min(1) })
  .superRefine(({ lists, beginnings }, context) => {
    const ids = lists.map(({ id }) => id);
    if (new Set(ids).size !== ids.length)
      context.addIssue({ code: 'custom', path: ['lists'], message: 'expected every id once' });
    for (const [index, { list }] of beginnings.entries())
      if (!ids.includes(list))
        context.addIssue({ code: 'custom', path: ['beginnings', index, 'list'], message: 'expected the id of a list' });
  });

export const musicRules = dated({
  /** Which list begins when. It plays until the next one begins, over midnight too. */
  plan: ruled(plan),
  /** `use-weekend-day`: a public holiday counts as a Sunday, a make-up workday as a Monday. */
  holidays: ruled(z.enum(['as-usual', 'use-weekend-day'])),
  /** How another list takes over: by a crossfade at once, or when the track that is heard has ended. */
  change: ruled(z.enum(['crossfade', 'track-end'])),
  /** 0: without a gap. */
  crossfadeSeconds: ruled(z.number().min(0).max(10)),
  /** Until somebody at the desk says otherwise. */
  shuffle: ruled(z.boolean()),
  /** Every track is brought to this loudness. */
  targetLufs: ruled(z.number().min(-40).max(-10)),
  silentAfterSeconds: ruled(z.int().min(2).max(300)),
  /** Peak below full scale. */
  silentBelowDb: ruled(z.number().min(-90).max(-30)),
});
export type MusicRules = z.output<typeof musicRules>[number];
export type MusicPlan = MusicRules['plan']['value'];
