import { z } from 'zod';
import { dated, ruled } from '../ruled.ts';

const named = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const fen = z.int().min(1).max(1_000_000);

export const serviceRules = dated({
  services: ruled(
    z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9-]+$/),
          name: named,
          spoken: named.describe('what the clerk says to the customer'),
          unit: named,
          /** Absent: the price is said and typed each time. */
          priceFen: fen.optional(),
          icon: z.enum(['copy', 'print', 'gift', 'fax', 'type', 'other']),
        }),
      )
      .min(1),
  ),
  methods: ruled(
    z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9-]+$/),
          name: named,
          cash: z.boolean().describe('money is received and given back, and the drawer opens'),
        }),
      )
      .min(1),
  ),
  longestReceiptLines: ruled(z.int().min(1).max(40)),
  mostQuantity: ruled(z.int().min(1).max(999)),
  mostTypedPriceFen: ruled(fen),
  clerkVoidsOwnOnSameDay: ruled(z.boolean()).describe('otherwise only a shift lead or supervisor voids'),
});
export type ServiceRules = z.output<typeof serviceRules>[number];
