import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { answerSwap, type SwapAnswer, type SwapOffers, type Swaps, swapPartners } from './actions.ts';

const day = z.iso.date();
const personId = z.coerce.number().int().positive();

/** Swaps over HTTP: what the rules say to one, and with whom one would be possible. The swap itself is a form. */
export function swapRoutes(swaps: Swaps): Route[] {
  return [
    route({
      method: 'get',
      path: '/swaps/:personId/:day/partners',
      summary: 'With whom a person could change the shifts of a day without breaking a rule, or why with nobody.',
      access: 'signed-in',
      params: z.strictObject({ personId, day }),
      answer: shown<SwapOffers>('SwapOffers'),
      handle: ({ params }) => swapPartners(swaps, params.personId, params.day),
    }),
    route({
      method: 'get',
      path: '/swaps/:personId/:day/with/:withPersonId/:otherDay',
      summary: 'How a swap of shifts stands to every rule, with how many are used; writes nothing.',
      access: 'signed-in',
      params: z.strictObject({ personId, day, withPersonId: personId, otherDay: day }),
      answer: shown<SwapAnswer>('SwapAnswer'),
      handle: ({ params }) => answerSwap(swaps, params),
    }),
  ];
}
