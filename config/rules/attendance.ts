import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 08:30');

export const attendanceRules = dated({
  shifts: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.strictObject({ zh: z.string(), en: z.string() }),
        starts: time,
        ends: time.describe('earlier than starts: ends the next day'),
        breakMinutes: z
          .int()
          .min(0)
          .max(240)
          .default(0)
          .describe('unpaid pause inside the shift, not counted as hours'),
        clause: z.string(),
      }),
    )
    .min(1),
  defaultShift: z.string(),
  repeatWindowSeconds: ruled(z.int().min(0).max(3600)),
  earliestInMinutes: ruled(z.int().min(0).max(720)).describe('how long before a shift an arrival belongs to it'),
  latestOutMinutes: ruled(z.int().min(0).max(720)).describe('how long after a shift a leaving still belongs to it'),
  monthLateMinutes: ruled(z.int().min(0)),
  monthMissedPunches: ruled(z.int().min(0)),
  weekHours: ruled(z.int().min(1)),
});
