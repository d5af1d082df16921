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
  ownMonthSeconds: ruled(z.int().min(5).max(300)).describe(
    'how long after a tap one’s own month may be seen at the terminal',
  ),
  earliestInMinutes: ruled(z.int().min(0).max(720)).describe('how long before a shift an arrival belongs to it'),
  latestOutMinutes: ruled(z.int().min(0).max(720)).describe('how long after a shift a leaving still belongs to it'),
  /** What a tap means where window and order leave it open. */
  taps: ruled(
    z.strictObject({
      /** So long before the end of a shift every tap is a leaving, not a return. */
      leavingMinutes: z.int().min(0).max(120),
      /** Shifts that follow each other nearer than this: around the change the first tap leaves one, the next arrives for the other. */
      backToBackMinutes: z.int().min(0).max(120),
      /** So long after a shift was left, or before the next one, a tap belongs to work on a day of rest. */
      restMinutes: z.int().min(0).max(720),
      /** So long after coming on a day of rest a tap is still the leaving. */
      restOutHours: z.int().min(1).max(24),
    }),
  ),
  /** Late and early minutes of a month up to this number are forgiven. */
  monthLateMinutes: ruled(z.int().min(0)),
  /** Whether the limit holds for late and early minutes together or for each (requirements §8). */
  lateAndEarly: ruled(z.enum(['summed', 'apart'])),
  /** Over the limit: whether all minutes are deducted or only those over it (requirements §8). */
  lateDeducts: ruled(z.enum(['all', 'over'])),
  /** Deducted by the hours: each begun unit counts. */
  lateUnitMinutes: ruled(z.int().min(1).max(480)),
  /** Late or early by more than this at once is an absence; those minutes are not deducted as well. */
  absentOverMinutes: ruled(z.int().min(1).max(480)),
  absentOverDays: ruled(z.number().min(0.5).max(3)),
  /** A missed punch with the superior's confirmation is normal up to the one before this number of a month. */
  monthMissedPunches: ruled(z.int().min(0)),
  /** That very number, which the text leaves open (requirements §8). */
  missedAtLimit: ruled(z.enum(['normal', 'absent'])),
  /** Each confirmed missed punch over it, and each that nobody confirmed. */
  missedOverDays: ruled(z.number().min(0.5).max(3)),
  unconfirmedMissedDays: ruled(z.number().min(0.5).max(3)),
  /** No punch and no signature. */
  noPunchDays: ruled(z.number().min(0.5).max(3)),
  /** Days of absence one after the other (rostered days; rest between them does not help), and within so many months, that call for a review of dismissal. */
  absenceReview: ruled(
    z.strictObject({ running: z.int().min(1), total: z.int().min(1), withinMonths: z.int().min(1).max(12) }),
  ),
  weekHours: ruled(z.int().min(1)),
  /** Overtime counts only on a rostered day of rest and only above the hours of the week; by cycles from this day of the month on. */
  overtime: ruled(
    z.strictObject({
      cycleFromDay: z.int().min(1).max(28),
      signatures: z.int().min(0).max(4),
      onlyRestDays: z.boolean(),
    }),
  ),
  /** On statutory triple-pay days a missing punch needs its form that same day. */
  triplePay: ruled(z.strictObject({ formSameDay: z.boolean() })),
  /** What is found without a number. */
  clauses: z.strictObject({ leave: z.string(), business: z.string(), unsureClock: z.string() }),
});
export type AttendanceRules = z.output<typeof attendanceRules>[number];
