import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9-]+$/);
const grade = z.enum(['staff', 'manager', 'director']);
const post = z.enum(['employee', 'clerk', 'shift-lead', 'supervisor', 'hr', 'administrator']);
/** Ids of signatories, in the order they sign. */
const chain = z.array(id).min(1).max(6);
const form = z.strictObject({
  /** Of its number: `E-20261120-2087`. */
  letter: z.string().regex(/^[A-Z]$/),
  title: sentence,
  reasons: z.array(sentence).max(8),
  clause: z.string().min(1),
});
/** By the close of this day of the week (1 Monday), of the month, or so many days before it begins. */
const due = z.union([
  z.strictObject({ weekday: z.int().min(1).max(7) }),
  z.strictObject({ dayOfMonth: z.int().min(1).max(28) }),
  z.strictObject({ daysBefore: z.int().min(0).max(30) }),
]);

/** Forms on paper (requirements §5.8 to §5.13): what is printed, who signs, by when it is at the desk. */
export const formRules = dated({
  kinds: z.strictObject({ exception: form, business: form, leave: form, overtime: form, swap: form }),
  /** Who may sign at a place of a chain: somebody with one of these posts or of one of these grades. */
  signatories: z.array(z.strictObject({ id, ...sentence.shape, posts: z.array(post), grades: z.array(grade) })).min(1),
  /** Whether one person may sign at two places of the same form. */
  signsTwice: ruled(z.boolean()),
  chains: z.strictObject({
    exception: ruled(chain),
    business: ruled(chain),
    overtime: ruled(chain),
    swap: ruled(chain),
  }),
  /** The regulations give several chains for leave (requirements §8): `use` says which of `ways` holds; of its lines the first that fits. */
  leaveChain: ruled(z.strictObject({ use: id })),
  leaveWays: z.record(
    id,
    z
      .array(
        z.strictObject({
          /** Of who goes on leave; absent: all. */
          grades: z.array(grade).optional(),
          /** Working days; absent: any length. */
          upToDays: z.number().min(0.5).optional(),
          chain,
        }),
      )
      .min(1),
  ),
  /** Leave of more days than this without a break is looked at by one more. */
  longLeave: ruled(z.strictObject({ overDays: z.int().min(1), signatory: id })),
  /** Business begins with a punch; not so, and before its day, only where this allows it. */
  businessAhead: ruled(z.boolean()),
  /** What was allowed by word of mouth has its form on the first day back. */
  oralFormOnReturn: ruled(z.boolean()),
  due: z.strictObject({
    exception: ruled(due),
    business: ruled(due),
    leave: ruled(due),
    overtime: ruled(due),
    swap: ruled(due),
  }),
  /** The next tap after a gap prints the exception slip for gaps of so many days back. */
  gapLooksBackDays: ruled(z.int().min(0).max(31)),
  withdrawReasons: z.array(sentence).min(1).max(8),
}).refine(
  (versions) =>
    versions.every(({ signatories, chains, leaveWays, leaveChain, longLeave }) => {
      const known = signatories.map((one) => one.id);
      const ways = Object.values(leaveWays).flat();
      const named = [...Object.values(chains).map(({ value }) => value), ...ways.map((way) => way.chain)].flat();
      return (
        leaveChain.value.use in leaveWays && [...named, longLeave.value.signatory].every((id) => known.includes(id))
      );
    }),
  'expected every chain to name signatories of the list, and leaveChain one of leaveWays',
);
export type FormRules = z.output<typeof formRules>[number];
