import { z } from 'zod';

/** A pin, by the labels its chip may have. */
export const gpioLine = z.strictObject({
  chip: z
    .array(z.string())
    .default(['pinctrl-rp1', 'pinctrl-bcm2711', 'pinctrl-bcm2835'])
    .describe('accepted chip labels'),
  offset: z.int().min(0).max(57).describe('line on that chip (BCM number on a Pi)'),
  activeLow: z.boolean().default(false),
});

/** How long a contact's level must stand still to be believed. */
export const debounceMs = (most: number) =>
  z.int().min(0).max(most).describe('so long a level must stand still to be believed');
