import { z } from 'zod';
import { gpioLine } from './gpio-schema.ts';

const zone = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,20}$/, 'expected small letters, digits and hyphens, such as floor-1'),
  zh: z.string().min(1),
  en: z.string().min(1),
  relay: z.union([
    z.literal('simulated'),
    z.strictObject({ gpio: gpioLine.extend({ activeLow: z.boolean() }) }),
    z.strictObject({
      hidRelay: z.int().min(1).max(8).describe('number as printed on the USB relay board'),
      board: z
        .string()
        .regex(/^[0-9A-Za-z]{5}$/, 'expected the five characters of the board’s own serial, such as BITFT')
        .optional()
        .describe('needed where two USB relay boards are connected'),
    }),
  ]),
});

const milliseconds = (least: number, most: number) => z.int().min(least).max(most);

/** Groups of loudspeakers, each behind a relay of its own. */
export const zonesSchema = z
  .strictObject({
    list: z.array(zone).min(1).max(32),
    settleMs: milliseconds(0, 5_000).default(150).describe('from the relay to sound in its loudspeakers'),
    holdMs: milliseconds(0, 60_000).default(1_500).describe('relays stay on so long after an announcement'),
    music: z
      .union([z.enum(['all', 'none']), z.array(z.string())])
      .default('all')
      .describe('zones that are on while only music plays: all, none, or their ids'),
  })
  .superRefine(({ list, music }, context) => {
    for (const [index, { id }] of list.entries())
      if (list.findIndex((one) => one.id === id) !== index)
        context.addIssue({
          code: 'custom',
          path: ['list', index, 'id'],
          message: `expected another id: “${id}” is taken`,
        });
    if (typeof music === 'string') return;
    for (const [index, id] of music.entries())
      if (!list.some((one) => one.id === id))
        context.addIssue({
          code: 'custom',
          path: ['music', index],
          message: `expected the id of a zone: “${id}” is none`,
        });
  });
