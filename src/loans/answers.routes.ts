import { z } from 'zod';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });
const itemKind = z.enum(['umbrella', 'stroller']);
const condition = z.enum(['in-stock', 'on-loan', 'damaged', 'retired']);
const utcMs = z.int().describe('UTC milliseconds');
const charge = z.strictObject({ id: z.string(), name: sentence, fen: z.int() });

/** What routes answer with: a loan as the screen shows it. */
export const loanAnswer = z.strictObject({
  id: z.int(),
  kind: itemKind,
  step: z.enum([
    'money',
    'opening',
    'take',
    'door-fault',
    'door-unknown',
    'hand-over',
    'lent',
    'cancelled',
    'put-opening',
    'put-back',
    'put-fault',
    'put-unknown',
    'returned',
  ]),
  stepSinceMs: utcMs,
  steps: z
    .array(
      z.strictObject({
        id: z.enum(['money', 'take', 'hand-over', 'inspect', 'put-back']),
        name: sentence,
        state: z.enum(['past', 'now', 'next']),
      }),
    )
    .readonly(),
  say: sentence.nullable(),
  actions: z
    .array(
      z.enum([
        'deposit-taken',
        'another',
        'details',
        'cancel',
        'cancel-refund',
        'retry',
        'opened-by-key',
        'opened',
        'not-opened',
        'confirm',
        'behind-counter',
        'finish',
        'return',
        'lost',
      ]),
    )
    .readonly(),
  item: z.strictObject({ id: z.int(), number: z.string() }),
  door: z.int().nullable(),
  depositFen: z.int(),
  depositHeld: z.boolean(),
  card: z.strictObject({ id: z.string(), label: z.string() }).nullable(),
  phone: z.string().nullable().describe('masked'),
  note: z.string().nullable(),
  slip: z.strictObject({ number: z.string(), code: z.string().nullable().describe('only while lending') }).nullable(),
  lost: z.enum(['slip', 'card', 'both']).nullable(),
  fault: z.strictObject({ code: z.string(), says: sentence }).nullable(),
  refund: z
    .strictObject({
      depositFen: z.int(),
      compensationFen: z.int(),
      netFen: z.int().describe('negative: the customer pays'),
      damages: z.array(charge).readonly(),
    })
    .nullable(),
  clerk: z.strictObject({ staffId: z.int(), name: z.string().nullable() }),
  startedAtMs: utcMs,
  lentAtMs: utcMs.nullable(),
  dueOn: z.string().nullable(),
  endedAtMs: utcMs.nullable(),
});

const count = z.strictObject({ inStock: z.int(), out: z.int(), damaged: z.int(), retired: z.int() });

/** An umbrella or stroller with the open loan it belongs to. */
export const itemAnswer = z.strictObject({
  id: z.int(),
  kind: itemKind,
  number: z.string(),
  door: z.int().nullable(),
  condition,
  loanId: z.int().nullable(),
});

/** Stock and the cabinet as it stands. */
export const stockAnswer = z.strictObject({
  umbrellas: count,
  strollers: count,
  cabinet: z
    .array(
      z.strictObject({
        number: z.int(),
        position: z.enum(['open', 'closed', 'unknown']),
        umbrella: z.string().nullable(),
        occupied: z.boolean().nullable(),
        fault: z.string().nullable(),
        loanId: z.int().nullable(),
      }),
    )
    .readonly(),
  items: z.array(itemAnswer).readonly(),
});

/** What a return can be charged, with the clause it comes from. */
export const pricesAnswer = z.strictObject({
  depositFen: z.int(),
  depositClause: z.string(),
  damage: z.array(charge),
  damageClause: z.string(),
});
