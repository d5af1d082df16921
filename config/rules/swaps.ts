import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

/** Changing shifts with somebody (requirements §6.1). */
export const swapRules = dated({
  /** So many days before the earlier of the two shifts. */
  askedDaysAhead: ruled(z.int().min(0).max(30)),
  /** Of one person in one calendar month, by the day of the shift given away; the other person's count as well. */
  mostInMonth: ruled(z.int().min(0).max(31)),
  /** Points off where somebody lets one over the limit stand. */
  overLimitPoints: ruled(z.int().min(0).max(100)),
  /** Whether both must be on the same post, and of the same grade. */
  samePost: ruled(z.boolean()),
  sameGrade: ruled(z.boolean()),
  /** Whether swapped shifts may follow one another, on days next to each other. */
  consecutive: ruled(z.boolean()),
  onHolidays: ruled(z.boolean()),
  /** Rest there must be between two shifts of one person afterwards. */
  restHours: ruled(z.number().min(0).max(48)),
  /** Whether leave may lie on a swapped shift. */
  onLeave: ruled(z.boolean()),
});
export type SwapRules = z.output<typeof swapRules>[number];
