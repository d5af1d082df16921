import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 03:00');

export const retentionRules = dated({
  /** Years that a record is kept after it ended, by ledger; a ledger that is not named is never destroyed. */
  keptYears: ruled(z.record(z.string().regex(/^[a-z-]+$/), z.int().min(1).max(100))),
  /** Who may approve, refuse and destroy; two different ones approve. */
  approvers: ruled(z.array(z.enum(['supervisor', 'hr'])).min(1)),
  mostEntries: ruled(z.int().min(1).max(1000)),
  /** When nobody taps, the database file is written anew, so that nothing of what was destroyed is left between its pages. */
  quietHours: ruled(z.strictObject({ from: clockTime, to: clockTime })),
  /** A larger file is written anew at the next start: while it lasts, nothing else is answered. */
  quietMostMegabytes: ruled(z.int().min(1).max(10_000)),
});
export type RetentionRules = z.output<typeof retentionRules>[number];
