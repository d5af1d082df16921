import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const recording = z.string().regex(/^[a-z0-9-]+$/);

const emergency = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: sentence,
  /** Marked as a drill on every screen, in the log and in what is said. */
  drill: z.boolean(),
  /** A stored recording of tones before the words; where it is missing, the chime. */
  tone: recording,
  /** The plaza's own stored recording, played instead of the words being spoken where it is there. */
  recording: recording.optional(),
  words: sentence,
  times: z.int().min(1).max(60),
  untilStopped: z.boolean(),
  gapSeconds: z.int().min(0).max(60),
  clause: z.string().min(1),
});

export const emergencyRules = dated({
  posts: ruled(z.array(z.enum(['shift-lead', 'supervisor', 'administrator'])).min(1)),
  armedSeconds: ruled(z.int().min(10).max(300)),
  sameCardSeconds: ruled(z.int().min(1).max(60)),
  drillWords: sentence,
  emergencies: z
    .array(emergency)
    .min(1)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'expected every id once'),
});
export type EmergencyRules = z.output<typeof emergencyRules>[number];
