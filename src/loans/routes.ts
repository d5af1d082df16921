import { z } from 'zod';
import { type Access, type Route, route } from '../http/route.ts';
import {
  answerDoor,
  cancelLoan,
  changeDetails,
  chooseAnother,
  declareLost,
  findOpenLoans,
  finishLoan,
  type Loans,
  lendStroller,
  loanByDepositCard,
  openLoansNow,
  returnStroller,
  returnUmbrella,
  rulesToday,
  showLoan,
  startUmbrella,
  strollersOut,
  takeDeposit,
} from './actions.ts';
import { loanAnswer, pricesAnswer } from './answers.routes.ts';
import { stockRoutes } from './stock.routes.ts';

const COUNTER: Access = ['clerk', 'shift-lead', 'supervisor'];
const id = z.coerce.number().int().min(1);
const params = z.strictObject({ loanId: id });
const nothing = z.strictObject({});
const cardId = z.string().min(1).max(64);
const phone = z.string().regex(/^[0-9+\- ]{2,20}$/, 'expected a phone number');
const details = { depositCard: cardId.nullable().optional(), phone: phone.nullable().optional() };
const loanList = z.array(loanAnswer);

/** `/loans`: umbrellas and strollers at the counter. */
export function loanRoutes(loans: Loans): Route[] {
  // `/loans/stock` before `/loans/:loanId`: the first route that fits answers.
  return [...stockRoutes(loans), ...readRoutes(loans), ...lendRoutes(loans), ...returnRoutes(loans)];
}

function readRoutes(loans: Loans): Route[] {
  return [
    route({
      method: 'get',
      path: '/loans',
      summary: 'Open loans: those in the middle of a step, and those that are out.',
      access: COUNTER,
      answer: z.strictObject({ active: loanList, out: loanList }),
      handle: () => openLoansNow(loans),
    }),
    route({
      method: 'get',
      path: '/loans/open',
      summary:
        'Finds open loans by check code, slip number, card label or item number, or by a deposit card in the field.',
      access: COUNTER,
      query: z
        .strictObject({ code: z.string().trim().min(1).max(40).optional(), card: cardId.optional() })
        .refine(({ code, card }) => (code === undefined) !== (card === undefined), 'expected either code or card'),
      answer: z.strictObject({ loans: loanList }),
      handle: ({ query }) => {
        if (query.code !== undefined) return { loans: findOpenLoans(loans, query.code) };
        const loan = query.card === undefined ? undefined : loanByDepositCard(loans, query.card);
        return { loans: loan === undefined ? [] : [loan] };
      },
    }),
    route({
      method: 'get',
      path: '/loans/prices',
      summary: 'The deposit and the prices for damage in force today, with their clauses.',
      access: COUNTER,
      answer: pricesAnswer,
      handle: () => {
        const { umbrellaDepositFen, damagePrices } = rulesToday(loans);
        return {
          depositFen: umbrellaDepositFen.value,
          depositClause: umbrellaDepositFen.clause,
          damage: damagePrices.value,
          damageClause: damagePrices.clause,
        };
      },
    }),
    route({
      method: 'get',
      path: '/loans/strollers',
      summary: 'Strollers still out, oldest first: the list before closing.',
      access: COUNTER,
      answer: z.strictObject({ loans: loanList }),
      handle: () => ({ loans: strollersOut(loans) }),
    }),
    route({
      method: 'get',
      path: '/loans/:loanId',
      summary: 'One loan at the step where it stands.',
      access: COUNTER,
      params,
      answer: loanAnswer,
      handle: (ask) => showLoan(loans, ask.params.loanId),
    }),
  ];
}

function lendRoutes(loans: Loans): Route[] {
  return [
    route({
      method: 'post',
      path: '/loans/umbrella',
      summary: 'Starts to lend an umbrella: reserves one and asks for the deposit.',
      access: COUNTER,
      body: z.strictObject({ itemId: id.optional(), ...details }),
      answer: loanAnswer,
      handle: (ask) => startUmbrella(loans, ask.command, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/stroller',
      summary: 'Lends a stroller: free, inside the plaza only.',
      access: COUNTER,
      body: z.strictObject({ itemId: id, phone: phone.nullable().optional(), note: z.string().max(200).nullish() }),
      answer: loanAnswer,
      handle: (ask) => lendStroller(loans, ask.command, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/details',
      summary: 'Adds or takes away deposit card and phone before the money is taken.',
      access: COUNTER,
      params,
      body: z.strictObject(details),
      answer: loanAnswer,
      handle: (ask) => changeDetails(loans, ask.command, ask.params.loanId, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/another',
      summary: 'Another umbrella while lending, another empty compartment while taking back.',
      access: COUNTER,
      params,
      body: nothing,
      answer: loanAnswer,
      handle: (ask) => chooseAnother(loans, ask.command, ask.params.loanId).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/deposit-taken',
      summary: 'The deposit is in the purse: the slip prints and the door opens once.',
      access: COUNTER,
      params,
      body: nothing,
      answer: loanAnswer,
      handle: (ask) => takeDeposit(loans, ask.command, ask.params.loanId).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/door',
      summary:
        'A person answers for a door: try again, opened by key, it opened, it did not, it is shut, behind the counter.',
      access: COUNTER,
      params,
      body: z.strictObject({
        way: z.enum(['retry', 'opened-by-key', 'opened', 'not-opened', 'confirm', 'behind-counter']),
      }),
      answer: loanAnswer,
      handle: (ask) => answerDoor(loans, ask.command, ask.params.loanId, ask.body.way).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/cancel',
      summary: 'Cancels a lending; refunds the deposit when it was taken and the door did not open.',
      access: COUNTER,
      params,
      body: nothing,
      answer: loanAnswer,
      handle: (ask) => cancelLoan(loans, ask.command, ask.params.loanId).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/finish',
      summary: 'Umbrella, slip and card are with the customer.',
      access: COUNTER,
      params,
      body: nothing,
      answer: loanAnswer,
      handle: (ask) => finishLoan(loans, ask.command, ask.params.loanId).answer,
    }),
  ];
}

function returnRoutes(loans: Loans): Route[] {
  return [
    route({
      method: 'post',
      path: '/loans/:loanId/return',
      summary:
        'Takes an umbrella back: refunds the deposit once, charges damage by the price list, opens an empty door.',
      access: COUNTER,
      params,
      body: z.strictObject({
        proof: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('code'), code: z.string().min(1).max(40) }),
          z.strictObject({ kind: z.literal('card'), cardId }),
          z.strictObject({ kind: z.literal('declared') }),
        ]),
        inspection: z.strictObject({
          damage: z.array(z.string().min(1).max(40)).max(20).describe('parts of the price list; empty: undamaged'),
        }),
      }),
      answer: loanAnswer,
      handle: (ask) => returnUmbrella(loans, ask.command, ask.params.loanId, ask.body).answer,
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/lost',
      summary:
        'Slip or deposit card is lost: a supervisor approves, the declaration prints, a lost card is dead for ever.',
      access: COUNTER,
      params,
      body: z.strictObject({
        lost: z.enum(['slip', 'card', 'both']),
        supervisor: z.strictObject({ staffNo: z.string().min(1).max(20), pin: z.string().min(1).max(20) }),
      }),
      answer: loanAnswer,
      handle: async ({ command, params: { loanId }, body: { lost, supervisor } }) => {
        // The stored digest of a request must not be one from which a short PIN can be guessed.
        const withoutPin = { ...command, request: { loanId, lost, supervisor: supervisor.staffNo } };
        return (await declareLost(loans, withoutPin, loanId, { lost, approval: supervisor })).answer;
      },
    }),
    route({
      method: 'post',
      path: '/loans/:loanId/stroller-return',
      summary: 'Marks a stroller returned.',
      access: COUNTER,
      params,
      body: z.strictObject({ damaged: z.boolean().default(false) }),
      answer: loanAnswer,
      handle: (ask) => returnStroller(loans, ask.command, ask.params.loanId, ask.body.damaged).answer,
    }),
  ];
}
