import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { monthOutcome, type Outcomes, type TapMonth, thisMonth } from './actions.ts';
import { noSuchTap } from './refusals.ts';

/** One's own month after a tap; `whoTapped` knows the last tap, while it counts. */
export function tapRoutes(
  outcomes: Outcomes,
  whoTapped: (punchId: number) => { readonly personId: number; readonly leftMs: number } | undefined,
): Route[] {
  return [
    route({
      method: 'get',
      path: '/outcomes/taps/:punchId/month',
      summary: 'This month of who tapped last, for a short time after the tap and until somebody else taps.',
      access: 'open',
      params: z.strictObject({ punchId: z.coerce.number().int().positive() }),
      answer: shown<TapMonth>('TapMonth'),
      handle: ({ params: { punchId } }) => {
        const tapped = whoTapped(punchId);
        if (tapped === undefined) throw noSuchTap();
        return { month: monthOutcome(outcomes, tapped.personId, thisMonth(outcomes)), leftMs: tapped.leftMs };
      },
    }),
  ];
}
