import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

/** The days a person has put right: what the kept table of public holidays does not have, or has otherwise. */
export const calendarRules = dated({
  /** The days below and the kept table are complete up to this day; absent: as far as the table goes. */
  completeUntil: z.iso.date().optional(),
  /** So long before the end of the table the desk asks for a newer one. */
  warnDays: ruled(z.int().min(0).max(366)),
  /** Statutory holidays, whose work is paid three times (R2 5): the decree moves the days off around them, never these. */
  triplePay: ruled(
    z.array(
      z.union([
        z.strictObject({ solar: z.string().regex(/^\d{2}-\d{2}$/, 'expected month and day such as 10-01') }),
        z.strictObject({
          lunar: z.string().regex(/^(\d{2}-\d{2}|eve)$/, 'expected a lunar month and day such as 05-05, or eve'),
        }),
        z.strictObject({ term: z.literal('tomb-sweeping') }),
      ]),
    ),
  ),
  days: z.array(
    z.strictObject({
      date: z.iso.date(),
      is: z.enum(['holiday', 'workday']),
      zh: z.string().min(1),
      en: z.string().min(1),
    }),
  ),
});
export type CalendarRules = z.output<typeof calendarRules>[number];
