import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import type { Receipts } from '../receipts/actions.ts';
import {
  cardFees,
  chargeKeptCard,
  exchangeForFee,
  issueCard,
  listCards,
  loseCard,
  returnCard,
  type Staff,
} from './actions.ts';
import { signedIn } from './session-of.ts';

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
const fen = z.int().min(0);
const feesView = z.object({
  value: z.object({ lostFen: fen, wornFen: fen, keptFen: fen }),
  clause: z.string(),
  methods: z.array(z.object({ id: z.string(), name: z.object({ zh: z.string(), en: z.string() }), cash: z.boolean() })),
});
const paid = {
  methodId: z.string().min(1).max(40),
  saidFeeFen: fen.max(10_000).describe('fen; what the person was told'),
};
const paidAnswer = z.object({ cardId: z.string(), receiptNumber: z.int().nullable() });

const CARD_DESK = ['administrator', 'hr', 'shift-lead', 'supervisor'] as const;

/** The cards of people, deposits and loyalty over HTTP. */
export function cardRoutes(staff: Staff, receipts: Receipts): Route[] {
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
      method: 'get',
      path: '/card-fees',
      summary: 'What an employee card costs, with its clause, and how one may pay.',
      access: 'signed-in',
      answer: feesView,
      handle: () => {
        const { methods, ...fees } = cardFees(staff, receipts);
        return { ...fees, methods: [...methods] };
      },
    }),
    route({
      method: 'post',
      path: '/cards/:cardId/replace',
      summary:
        'Gives a new card for a lost or worn one: the old one blocked, the fee taken, its receipt printed, in one step.',
      access: CARD_DESK,
      params: cardParams,
      body: z.strictObject({ newCardId: cardId, why: z.enum(['lost', 'worn']), ...paid }),
      answer: paidAnswer,
      handle: (ask) =>
        exchangeForFee(staff, receipts, ask.command, { ...ask.params, ...ask.body, clerk: signedIn(ask) }).answer,
    }),
    route({
      method: 'post',
      path: '/cards/:cardId/charge',
      summary: 'Blocks the card of somebody who left without giving it back, takes the fee and prints its receipt.',
      access: CARD_DESK,
      params: cardParams,
      body: z.strictObject(paid),
      answer: paidAnswer,
      handle: (ask) =>
        chargeKeptCard(staff, receipts, ask.command, { ...ask.params, ...ask.body, clerk: signedIn(ask) }).answer,
    }),
  ];
}
