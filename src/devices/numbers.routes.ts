import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { Devices, NumberView } from './actions.ts';

const known = z
  .strictObject({ card: z.string().min(6).max(32).optional(), face: z.string().trim().min(1).max(24).optional() })
  .refine(({ card, face }) => card === undefined || face === undefined, 'expected card or face, not both');

/** What a reader of numbers writes, for whoever teaches it. */
export function numberRoutes(devices: Devices): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices/:device/numbers',
      summary: 'What a reader wrote last, and in which formats that is the card given by its id or by its face.',
      access: ['shift-lead', 'supervisor'],
      params: z.strictObject({ device: z.string() }),
      query: known,
      answer: shown<NumberView>('Numbers'),
      handle({ params, query: { card, face } }) {
        const by = card !== undefined ? { card } : face !== undefined ? { face } : undefined;
        return devices.numbers.view(params.device, by);
      },
    }),
  ];
}
