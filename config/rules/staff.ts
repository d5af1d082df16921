import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

/** More than a hundred yuan is a slip of the pen. */
const fee = z.int().min(0).max(10_000);

export const staffRules = dated({
  idleSignOutMinutes: ruled(z.int().min(1).max(120)),
  maskAfterSeconds: ruled(z.int().min(5).max(600)),
  pinLength: ruled(z.strictObject({ least: z.int().min(4), most: z.int().max(12) })),
  wrongPinsBeforeLock: ruled(z.int().min(1).max(20)),
  firstLockSeconds: ruled(z.int().min(1)),
  longestLockSeconds: ruled(z.int().min(1)),
  /** What an employee card costs, in fen: lost, worn, or kept by who leaves. 0: nothing. */
  cardFees: ruled(z.strictObject({ lostFen: fee, wornFen: fee, keptFen: fee })),
});
