import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9-]+$/);
const days = z.number().min(0.5).max(400).multipleOf(0.5);

/** How much of a kind somebody may take. */
const limit = z.discriminatedUnion('by', [
  /** As long as the documents say. */
  z.strictObject({ by: z.literal('none') }),
  /** So many weeks without a break. */
  z.strictObject({ by: z.literal('weeks'), weeks: z.int().min(1).max(52) }),
  /** What is left in the person's account. */
  z.strictObject({ by: z.literal('account') }),
  /** So many days for one event. */
  z.strictObject({
    by: z.literal('event'),
    event: sentence,
    /** The leave lies within this around the event; absent: anywhere. */
    daysBefore: z.int().min(0).max(366).optional(),
    daysAfter: z.int().min(0).max(366).optional(),
    monthsAfter: z.int().min(0).max(36).optional(),
    choices: z.array(z.strictObject({ id, ...sentence.shape, days, clause: z.string().min(1) })).min(1),
    extras: z
      .array(z.strictObject({ id, ...sentence.shape, days, most: z.int().min(1).max(9), clause: z.string().min(1) }))
      .default([]),
  }),
]);

const kind = z.strictObject({
  ...sentence.shape,
  /** What is counted: every day, or only days somebody is rostered for. */
  counts: z.enum(['calendar', 'roster']),
  /** Half days of the least that is taken. */
  unitHalfDays: z.int().min(1).max(10),
  noticeDays: z.int().min(0).max(60),
  /** May be allowed by word of mouth first. */
  mayBeOral: z.boolean(),
  afterProbation: z.boolean(),
  /** Per cent of the pay. */
  pay: z.number().min(0).max(100),
  documents: z.array(z.strictObject({ id, ...sentence.shape })),
  limit,
  clause: z.string().min(1),
});

const entitled = z.strictObject({
  yearOne: days,
  after: days,
  /** From `after` on for each further year, up to `cap`. */
  growsPerYear: z.number().min(0).max(5),
  cap: days,
});

/** Leave (requirements §5.11): kinds, units, limits, documents, and the account of annual leave. */
export const leaveRules = dated({
  halfDayHours: ruled(z.int().min(1).max(12)),
  kinds: z.strictObject({
    sick: kind,
    casual: kind,
    annual: kind,
    marriage: kind,
    prenatal: kind,
    maternity: kind,
    paternity: kind,
    bereavement: kind,
  }),
  /** Days of annual leave a year, by grade. */
  annual: ruled(z.strictObject({ staff: entitled, manager: entitled, director: entitled })),
  /** When a year of an account begins: with the day somebody joined, or in January. */
  accountYear: ruled(z.enum(['joined', 'calendar'])),
  /** Unused leave is told of so many days before it expires. */
  expiryWarnDays: ruled(z.int().min(0).max(366)),
  /** At which step the documents have to be there. */
  documentsBy: ruled(z.enum(['desk', 'hr', 'never'])),
});
export type LeaveRules = z.output<typeof leaveRules>[number];
