import { z } from 'zod';
import { pictureAnswer, pictureJson } from '../http/paper-picture.ts';
import { type Ask, type Route, route } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import {
  issueReceipt,
  lastReceipt,
  priceList,
  quoteReceipt,
  type Receipts,
  type ReceiptView,
  receiptByNumber,
  receiptsOfDay,
  reprintReceipt,
  voidReceipt,
} from './actions.ts';
import { type Clerk, LONGEST_SERVICE_TEXT, LONGEST_VOID_REASON, MOST_RECEIPT_FEN } from './rules.ts';

const COUNTER = ['clerk', 'shift-lead', 'supervisor'] as const;
const LEADS: readonly string[] = ['shift-lead', 'supervisor', 'administrator'];
/** More lines than any rules file allows. */
const MOST_LINES = 40;

const sentence = z.object({ zh: z.string(), en: z.string() });
const fen = z.int().describe('fen');
const clerk = z.strictObject({ staffId: z.int(), staffNo: z.string(), name: z.string() });
const method = z.object({ id: z.string(), name: sentence, cash: z.boolean() });

const asked = {
  lines: z
    .array(
      z.strictObject({
        serviceId: z.string().min(1).max(40),
        quantity: z.int().min(1).max(999),
        priceFen: z.int().min(1).max(MOST_RECEIPT_FEN).optional().describe('only where the price list has none'),
        text: z.string().trim().min(1).max(LONGEST_SERVICE_TEXT).optional().describe('what it was, for “other”'),
      }),
    )
    .min(1)
    .max(MOST_LINES),
  methodId: z.string().min(1).max(40),
  receivedFen: z.int().min(1).max(MOST_RECEIPT_FEN).optional().describe('cash put on the counter; absent: exact'),
};

const line = {
  serviceId: z.string(),
  name: z.string(),
  unit: z.string(),
  quantity: z.int(),
  priceFen: fen,
  amountFen: fen,
};

const paper = z.object({
  id: z.int(),
  document: z.string(),
  state: z.string(),
  code: z.string().optional(),
  reprintNo: z.int(),
  settled: z.boolean(),
  offers: z.array(z.string()),
});

const receiptAnswer = z.strictObject({
  number: z.int(),
  printedNumber: z.string().describe('as on paper, e.g. 000318'),
  issuedAtMs: z.int(),
  day: z.string(),
  issuedBy: clerk,
  method,
  lines: z.array(z.strictObject(line)),
  totalFen: fen,
  capitals: z.string(),
  receivedFen: fen,
  changeFen: fen,
  voided: z.strictObject({ atMs: z.int(), reason: z.string(), by: clerk }).nullable(),
  printJobId: z.int().nullable().describe('the paper that is valid now'),
  papers: z.array(paper),
  reprints: z.int(),
});

const quoteAnswer = z.strictObject({
  lines: z.array(z.strictObject({ ...line, spoken: sentence, spokenUnit: sentence })),
  totalFen: fen,
  capitals: z.string(),
  clause: z.string(),
  say: sentence,
  sayChange: sentence,
  receivedFen: fen,
  changeFen: fen,
  picture: pictureAnswer,
});

const priceListAnswer = z.strictObject({
  services: z.array(
    z.strictObject({
      id: z.string(),
      name: sentence,
      spoken: sentence,
      unit: sentence,
      priceFen: fen.optional(),
      icon: z.string(),
    }),
  ),
  clause: z.string(),
  methods: z.array(method),
  mostLines: z.int(),
  mostQuantity: z.int(),
  mostTypedPriceFen: fen,
});

const number = z.strictObject({ number: z.coerce.number().int().min(1) });

/** `/services` and `/receipts`: price list, quote, issue, void, reprint, views. */
export function receiptsRoutes(receipts: Receipts): Route[] {
  return [
    route({
      method: 'get',
      path: '/services',
      summary: 'The price list in force today, with its clause, and the ways to pay.',
      access: 'open',
      answer: priceListAnswer,
      handle: () => {
        const list = priceList(receipts);
        return { ...list, services: [...list.services], methods: [...list.methods] };
      },
    }),
    route({
      method: 'post',
      path: '/receipts/quote',
      summary: 'The price, the sentence to say and the paper, before any money is taken; writes nothing.',
      access: COUNTER,
      body: z.strictObject(asked),
      answer: quoteAnswer,
      handle: (ask) => {
        const quote = quoteReceipt(receipts, ask.body, clerkOf(ask));
        return { ...quote, lines: [...quote.lines], picture: pictureJson(quote.picture ?? undefined) };
      },
    }),
    route({
      method: 'post',
      path: '/receipts',
      summary: 'Takes the money and issues the receipt.',
      access: COUNTER,
      body: z.strictObject({ ...asked, saidTotalFen: fen.min(1).describe('the price that was said to the customer') }),
      answer: receiptAnswer,
      handle: (ask) => {
        const { answer } = issueReceipt(receipts, ask.command, ask.body, clerkOf(ask));
        return json(receiptByNumber(receipts, answer.number));
      },
    }),
    route({
      method: 'get',
      path: '/receipts',
      summary: 'The receipts of a day, newest first.',
      access: COUNTER,
      query: z.strictObject({ day: z.iso.date().optional() }),
      answer: z.strictObject({
        day: z.string(),
        receipts: z.array(receiptAnswer),
        incomeFen: fen,
        voidedCount: z.int(),
      }),
      handle: ({ query }) => {
        const day = receiptsOfDay(receipts, query.day);
        return { ...day, receipts: day.receipts.map(json) };
      },
    }),
    route({
      method: 'get',
      path: '/receipts/last',
      summary: 'The newest receipt; null before the first.',
      access: COUNTER,
      answer: receiptAnswer.nullable(),
      handle: () => {
        const last = lastReceipt(receipts);
        return last === undefined ? null : json(last);
      },
    }),
    route({
      method: 'get',
      path: '/receipts/:number',
      summary: 'One receipt with what became of its papers.',
      access: COUNTER,
      params: number,
      answer: receiptAnswer,
      handle: ({ params }) => json(receiptByNumber(receipts, params.number)),
    }),
    route({
      method: 'post',
      path: '/receipts/:number/void',
      summary: 'Voids a receipt with a reason; the number stays and the money goes back.',
      access: COUNTER,
      params: number,
      body: z.strictObject({ reason: z.string().trim().min(2).max(LONGEST_VOID_REASON) }),
      answer: receiptAnswer,
      handle: (ask) => {
        const leads = ask.session?.roles.some((role) => LEADS.includes(role)) ?? false;
        const asked = { number: ask.params.number, reason: ask.body.reason, by: clerkOf(ask), leads };
        return json(receiptByNumber(receipts, voidReceipt(receipts, ask.command, asked).answer.number));
      },
    }),
    route({
      method: 'post',
      path: '/receipts/:number/reprint',
      summary: 'Prints a receipt again, marked 补打 and counted.',
      access: COUNTER,
      params: number,
      answer: receiptAnswer,
      handle: (ask) => {
        reprintReceipt(receipts, ask.command, { number: ask.params.number, by: clerkOf(ask) });
        return json(receiptByNumber(receipts, ask.params.number));
      },
    }),
  ];
}

/** A receipt bears a person's name: these routes never run without one. */
function clerkOf({ session }: Ask<unknown, unknown, unknown>): Clerk {
  if (session === undefined) {
    throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
  }
  return { staffId: session.staffId, staffNo: session.staffNo, name: session.name };
}

function json(view: ReceiptView): z.input<typeof receiptAnswer> {
  const papers = view.papers.map((job) => ({ ...job, offers: [...job.offers] }));
  return { ...view, lines: [...view.lines], papers };
}
