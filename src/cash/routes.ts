import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import { type Cash, correctPurse, type DepositsHeld, depositIdentity, movementsToday, purses } from './actions.ts';

const purseName = z.enum(['deposits', 'income']);
const balance = z.strictObject({ balanceFen: z.int() });
const sentence = z.strictObject({ zh: z.string(), en: z.string() });

const cashAnswer = z.strictObject({
  deposits: balance,
  income: balance,
  identity: z.strictObject({
    outCount: z.int(),
    unitFen: z.int(),
    expectedFen: z.int(),
    balanceFen: z.int(),
    matches: z.boolean(),
  }),
  today: z.array(
    z.strictObject({
      id: z.int(),
      purse: purseName,
      amountFen: z.int(),
      balanceFen: z.int(),
      reason: z.string(),
      reasonName: sentence,
      subject: z.string(),
      note: z.string().nullable(),
      actor: z.string(),
      who: z.string().nullable(),
      at: z.int().describe('UTC milliseconds'),
    }),
  ),
});

/** The largest correction by hand, in fen: above it somebody has mistyped. */
const LARGEST_CORRECTION_FEN = 10_000_000;

export interface CashRouteParts {
  /** From the loans: what the deposit purse must hold. */
  depositsHeld(): DepositsHeld;
  /** The name behind an actor such as `staff:12`. */
  nameOf(actor: string): string | undefined;
}

/** `/cash`: the purses, the identity and today's movements; corrections by a shift lead. */
export function cashRoutes(cash: Cash, parts: CashRouteParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/cash',
      summary: 'Both purses, umbrellas out × deposit, and today’s movements.',
      access: ['clerk', 'shift-lead', 'supervisor'],
      answer: cashAnswer,
      handle: () => ({
        ...purses(cash),
        identity: depositIdentity(cash, parts.depositsHeld()),
        today: movementsToday(cash).map((movement) => ({ ...movement, who: parts.nameOf(movement.actor) ?? null })),
      }),
    }),
    route({
      method: 'post',
      path: '/cash/corrections',
      summary: 'Puts a purse right with a reason; adds a movement and changes none.',
      access: ['shift-lead', 'supervisor'],
      body: z.strictObject({
        purse: purseName,
        amountFen: z
          .int()
          .min(-LARGEST_CORRECTION_FEN)
          .max(LARGEST_CORRECTION_FEN)
          .refine((fen) => fen !== 0, 'expected an amount other than 0'),
        why: z.string().trim().min(2).max(200),
      }),
      answer: z.strictObject({ movementId: z.int(), deposits: balance, income: balance }),
      handle: (ask) => correctPurse(cash, ask.command, ask.body).answer,
    }),
  ];
}
