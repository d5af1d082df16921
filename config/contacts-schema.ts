import { z } from 'zod';
import { debounceMs, gpioLine } from './gpio-schema.ts';

const contactInput = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/, 'expected small letters, digits and hyphens, such as fire'),
  does: z.enum(['fire-alarm', 'stop-announcement']),
  // Never guessed: the wrong one mutes the plaza for good, or never.
  contact: z.enum(['normally-open', 'normally-closed']).describe('how it stands while nothing happens'),
  // A fire contact is heard within 100 ms.
  debounceMs: debounceMs(50).default(20),
  gpio: gpioLine
    .extend({ activeLow: z.boolean().default(true).describe('a closed contact pulls the pin low') })
    .optional(),
});

/** Dry contacts of the building: a fire contact, a stop button. */
export const contacts = z
  .strictObject({
    id: z.string(),
    kind: z.literal('contacts'),
    link: z.enum(['simulated', 'gpio']),
    inputs: z.array(contactInput).min(1),
  })
  .superRefine(({ link, inputs }, context) => {
    for (const [index, { id, gpio }] of inputs.entries()) {
      const path = ['inputs', index];
      if (link === 'gpio' && gpio === undefined)
        context.addIssue({ code: 'custom', path, message: 'expected gpio: { offset: … }' });
      if (inputs.findIndex((input) => input.id === id) !== index)
        context.addIssue({ code: 'custom', path: [...path, 'id'], message: `expected another id: “${id}” is taken` });
    }
  });
