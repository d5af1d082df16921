import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const fen = z.int().min(0).max(10_000_000);

export const loanRules = dated({
  umbrellaDepositFen: ruled(fen),
  umbrellaDueDays: ruled(z.int().min(1)),
  /** A reserved umbrella whose deposit was never taken goes back after this many minutes. */
  reservationMinutes: ruled(z.int().min(1).max(240)),
  damagePrices: ruled(
    z.array(z.strictObject({ id: z.string(), name: z.strictObject({ zh: z.string(), en: z.string() }), fen })).min(1),
  ),
});
export type LoanRules = z.output<typeof loanRules>[number];
