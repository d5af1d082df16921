import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import { issueCard, listCards, loseCard, replaceCard, returnCard, type Staff } from './actions.ts';

const cardId = z
  .string()
  .regex(
    /^([0-9A-F]{8,32}|\*[0-9A-F]{6,8})$/,
    'upper-case hex as the reader reports it; * stands for what it does not tell',
  );
const reason = z.string().trim().min(1).max(200);
const cardParams = z.strictObject({ cardId });
const cardView = z.object({
  cardId: z.string(),
  kind: z.enum(['employee', 'deposit', 'loyalty']),
  label: z.string(),
  personId: z.number().nullable(),
  state: z.enum(['in-use', 'lost', 'returned']),
  reason: z.string(),
  issuedAtMs: z.number(),
});
const cardAnswer = z.object({ cardId: z.string() });

const CARD_DESK = ['administrator', 'hr', 'shift-lead', 'supervisor'] as const;

/** The cards of people, deposits and loyalty over HTTP. */
export function cardRoutes(staff: Staff): Route[] {
  return [
    route({
      method: 'get',
      path: '/cards',
      summary: 'Every card the desk ever issued.',
      access: 'signed-in',
      answer: z.array(cardView),
      handle: () => listCards(staff),
    }),
    route({
      method: 'post',
      path: '/cards',
      summary: 'Issues a card.',
      access: CARD_DESK,
      body: z.strictObject({
        cardId,
        kind: z.enum(['employee', 'deposit', 'loyalty']),
        label: z.string().trim().min(1).max(20).optional(),
        personId: z.int().positive().optional(),
      }),
      answer: cardAnswer,
      handle: (ask) => issueCard(staff, ask.command, ask.body),
    }),
    route({
      method: 'post',
      path: '/cards/:cardId/lost',
      summary: 'Reports a card lost: it stops working at once.',
      access: 'signed-in',
      params: cardParams,
      body: z.strictObject({ reason }),
      answer: cardAnswer,
      handle: (ask) => loseCard(staff, ask.command, ask.params.cardId, ask.body.reason),
    }),
    route({
      method: 'post',
      path: '/cards/:cardId/return',
      summary: 'Takes a card back.',
      access: CARD_DESK,
      params: cardParams,
      answer: cardAnswer,
      handle: (ask) => returnCard(staff, ask.command, ask.params.cardId),
    }),
    route({
      method: 'post',
      path: '/cards/:cardId/replace',
      summary: 'Gives a new card for a lost or worn one, which is blocked in the same step.',
      access: CARD_DESK,
      params: cardParams,
      body: z.strictObject({ newCardId: cardId, reason }),
      answer: cardAnswer,
      handle: (ask) => replaceCard(staff, ask.command, { cardId: ask.params.cardId, ...ask.body }),
    }),
  ];
}
