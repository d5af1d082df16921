import { z } from 'zod';
import { type Access, type Route, route } from '../http/route.ts';
import { addItem, changeCondition, doorRepaired, type Loans, moveItem, showStock } from './actions.ts';
import { itemAnswer, stockAnswer } from './answers.routes.ts';

const COUNTER: Access = ['clerk', 'shift-lead', 'supervisor'];
const LEADS: Access = ['shift-lead', 'supervisor'];
const door = z.int().min(1).max(48);
const itemParams = z.strictObject({ itemId: z.coerce.number().int().min(1) });

/** `/loans/stock`, `/loans/items`, `/loans/doors`: what there is to lend. */
export function stockRoutes(loans: Loans): Route[] {
  return [
    route({
      method: 'get',
      path: '/loans/stock',
      summary: 'Umbrellas and strollers in stock, out and damaged, and the cabinet as it stands.',
      access: COUNTER,
      answer: stockAnswer,
      handle: () => showStock(loans),
    }),
    route({
      method: 'post',
      path: '/loans/items',
      summary: 'Adds an umbrella or a stroller to the stock.',
      access: LEADS,
      body: z.strictObject({
        kind: z.enum(['umbrella', 'stroller']),
        number: z.string().trim().min(1).max(12),
        door: door.nullable().default(null),
      }),
      answer: itemAnswer,
      handle: (ask) => addItem(loans, ask.command, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/items/:itemId/condition',
      summary: 'Marks an item damaged, repaired or retired, with the reason.',
      access: LEADS,
      params: itemParams,
      body: z.strictObject({
        condition: z.enum(['in-stock', 'damaged', 'retired']),
        why: z.string().trim().min(1).max(200),
      }),
      answer: itemAnswer,
      handle: (ask) => changeCondition(loans, ask.command, ask.params.itemId, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/items/:itemId/compartment',
      summary: 'An umbrella was put into a compartment or taken out by key.',
      access: COUNTER,
      params: itemParams,
      body: z.strictObject({ door: door.nullable() }),
      answer: itemAnswer,
      handle: (ask) => moveItem(loans, ask.command, ask.params.itemId, ask.body.door).answer,
    }),
    route({
      method: 'post',
      path: '/loans/doors/:door/repaired',
      summary: 'A door that had not opened works again.',
      access: COUNTER,
      params: z.strictObject({ door: z.coerce.number().int().min(1).max(48) }),
      body: z.strictObject({}),
      answer: z.strictObject({ door: z.int() }),
      handle: (ask) => doorRepaired(loans, ask.command, ask.params.door).answer,
    }),
  ];
}
