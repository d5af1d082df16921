import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

export const serviceRules = dated({
  services: ruled(
    z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9-]+$/),
          name: z.strictObject({ zh: z.string(), en: z.string() }),
          unit: z.strictObject({ zh: z.string(), en: z.string() }),
          /** Absent: the price is said and typed each time. */
          priceFen: z.int().min(1).max(1_000_000).optional(),
          icon: z.enum(['copy', 'print', 'gift', 'fax', 'type', 'other']),
        }),
      )
      .min(1),
  ),
  longestReceiptLines: ruled(z.int().min(1).max(40)),
});
export type ServiceRules = z.output<typeof serviceRules>[number];
