import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  answerSwap,
  type SwapAnswer,
  type SwapColleague,
  type SwapDays,
  type SwapOffers,
  type Swaps,
  swapColleagues,
  swapDaysWith,
  swapPartners,
} from './actions.ts';

const day = z.iso.date();
const id = z.coerce.number().int().positive();
/** The form that is corrected: it does not count against itself. */
const corrects = z.strictObject({ replaces: id.optional() });

/** Swaps over HTTP: what the rules say to one, and with whom one would be possible. The swap itself is a form. */
export function swapRoutes(swaps: Swaps): Route[] {
  return [
    route({
      method: 'get',
      path: '/swaps/:personId/:day/partners',
      summary: 'With whom a person could change the shifts of a day without breaking a rule, or why with nobody.',
      access: 'signed-in',
      params: z.strictObject({ personId: id, day }),
      query: corrects,
      answer: shown<SwapOffers>('SwapOffers'),
      handle: ({ params, query }) => swapPartners(swaps, params.personId, params.day, query.replaces),
    }),
    route({
      method: 'get',
      path: '/swaps/:personId/:day/colleagues',
      summary: 'Who can be asked to change the shifts of a day, those who do the same work first.',
      access: 'signed-in',
      params: z.strictObject({ personId: id, day }),
      answer: shown<readonly SwapColleague[]>('SwapColleagues'),
      handle: ({ params }) => swapColleagues(swaps, params.personId, params.day),
    }),
    route({
      method: 'get',
      path: '/swaps/:personId/:day/with/:withPersonId',
      summary: 'The working days of one colleague around a day, each with what the rules say to changing for it.',
      access: 'signed-in',
      params: z.strictObject({ personId: id, day, withPersonId: id }),
      query: corrects,
      answer: shown<SwapDays>('SwapDays'),
      handle: ({ params, query }) => swapDaysWith(swaps, params, query.replaces),
    }),
    route({
      method: 'get',
      path: '/swaps/:personId/:day/with/:withPersonId/:otherDay',
      summary: 'How a swap of shifts stands to every rule, with how many are used; writes nothing.',
      access: 'signed-in',
      params: z.strictObject({ personId: id, day, withPersonId: id, otherDay: day }),
      answer: shown<SwapAnswer>('SwapAnswer'),
      handle: ({ params }) => answerSwap(swaps, params),
    }),
  ];
}
