import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const sentence = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9-]+$/);

/** What to do when nobody has been found yet. */
const step = sentence.extend({
  id,
  /** Counted from when the call was first heard. */
  afterMinutes: z.int().min(0).max(600),
  for: z.array(z.enum(['child', 'adult', 'object'])).min(1),
  /** Done by itself when such a call is heard from then on; absent: ticked by hand. */
  heard: z.enum(['staff', 'public']).optional(),
});

export const callRules = dated({
  staffFirst: ruled(z.enum(['child', 'person', 'everything', 'never'])),
  staffTimes: ruled(z.int().min(1).max(5)),
  allClear: ruled(z.enum(['aired', 'offered', 'never'])),
  codeWords: z.strictObject({ person: sentence, object: sentence }),
  templates: z.strictObject({
    staffPerson: sentence,
    staffObject: sentence,
    foundPerson: sentence,
    foundObject: sentence,
  }),
  steps: ruled(
    z
      .array(step)
      .refine((steps) => new Set(steps.map((one) => one.id)).size === steps.length, 'expected every step id once')
      .refine(
        (steps) => steps.every((one, at) => (steps[at - 1]?.afterMinutes ?? 0) <= one.afterMinutes),
        'expected the steps in order of their minutes',
      ),
  ),
  relations: z.array(sentence.extend({ id })).min(1),
  idKinds: z.array(sentence.extend({ id })).min(1),
});
export type CallRules = z.output<typeof callRules>[number];
