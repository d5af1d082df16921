import { z } from 'zod';
import { type Ask, type Route, route, shown } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import {
  approveList,
  confirmSigned,
  type Decider,
  destroyListed,
  type HoldView,
  holdEntry,
  holdsNow,
  type ListView,
  liftHold,
  listById,
  listOf,
  newestLists,
  proposeList,
  type Retention,
  type RetentionView,
  refuseList,
  retentionView,
} from './actions.ts';

const lead = ['supervisor', 'hr'] as const;
const params = z.strictObject({ listId: z.coerce.number().int().positive() });
const answer = z.strictObject({ state: z.string() });
const reason = z.string().trim().min(1).max(100);

/** Checks a number and PIN. @throws DeskError */
export type Approve = (
  staffNo: string,
  pin: string,
) => Promise<{ readonly id: number; readonly roles: readonly string[] }>;

/** `/retention`: what is past its time, the destruction lists, what is kept longer. */
export function retentionRoutes(retention: Retention, approve: Approve): Route[] {
  return [
    route({
      method: 'get',
      path: '/retention',
      summary: 'What is past its time in each ledger, and the destruction list under way.',
      access: lead,
      answer: shown<RetentionView>('Retention'),
      handle: () => retentionView(retention),
    }),
    route({
      method: 'get',
      path: '/retention/lists',
      summary: 'The destruction lists so far, newest first.',
      access: lead,
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(20) }),
      answer: shown<ListView[]>('DestructionLists'),
      handle: ({ query }) => newestLists(retention, query.limit),
    }),
    route({
      method: 'get',
      path: '/retention/lists/:listId',
      summary: 'One destruction list: numbers, kinds and dates, who approved, and what became of it.',
      access: lead,
      params,
      answer: shown<ListView>('DestructionList'),
      handle: ({ params: { listId } }) => listById(retention, listId),
    }),
    route({
      method: 'post',
      path: '/retention/lists',
      summary: 'Lists what is past its time; nothing is destroyed yet.',
      access: lead,
      answer: z.strictObject({ id: z.int(), number: z.string() }),
      handle: ({ command }) => proposeList(retention, command).answer,
    }),
    route({
      method: 'post',
      path: '/retention/lists/:listId/approve',
      summary: 'A named person approves; after the second one, who is another, the list is printed.',
      access: lead,
      params,
      body: z.strictObject({
        staffNo: z.string().min(1).max(20).optional(),
        pin: z.string().min(1).max(20).optional(),
      }),
      answer,
      handle: async (ask) => {
        // Nobody is asked for a PIN about nothing.
        listOf(retention, ask.params.listId);
        const { staffNo, pin } = ask.body;
        const decider = staffNo === undefined || pin === undefined ? signedIn(ask) : await named(staffNo, pin);
        return approveList(retention, ask.command, ask.params.listId, decider).answer;
      },
    }),
    route({
      method: 'post',
      path: '/retention/lists/:listId/refuse',
      summary: 'Refuses a list with a reason: nothing of it is destroyed.',
      access: lead,
      params,
      body: z.strictObject({ reason }),
      answer,
      handle: (ask) =>
        refuseList(retention, ask.command, ask.params.listId, { ...signedIn(ask), reason: ask.body.reason }).answer,
    }),
    route({
      method: 'post',
      path: '/retention/lists/:listId/hold',
      summary: 'Keeps one entry longer, with a reason; two people approve the rest anew.',
      access: lead,
      params,
      body: z.strictObject({ n: z.int().min(1), reason }),
      answer,
      handle: (ask) => holdEntry(retention, ask.command, ask.params.listId, { ...signedIn(ask), ...ask.body }).answer,
    }),
    route({
      method: 'post',
      path: '/retention/lists/:listId/signed',
      summary: 'Says that every page of the list is out of the printer and signed by both.',
      access: lead,
      params,
      answer,
      handle: (ask) => confirmSigned(retention, ask.command, ask.params.listId).answer,
    }),
    route({
      method: 'post',
      path: '/retention/lists/:listId/destroy',
      summary: 'Destroys what is on a signed list, entry by entry; it goes on after a power cut.',
      access: lead,
      params,
      answer,
      handle: (ask) => destroyListed(retention, ask.command, ask.params.listId, signedIn(ask)).answer,
    }),
    route({
      method: 'get',
      path: '/retention/holds',
      summary: 'What is kept longer, by whom and why.',
      access: lead,
      answer: shown<HoldView[]>('Holds'),
      handle: () => holdsNow(retention),
    }),
    route({
      method: 'post',
      path: '/retention/holds/:holdId/lift',
      summary: 'Keeps it no longer: it is listed again when it is past its time.',
      access: lead,
      params: z.strictObject({ holdId: z.coerce.number().int().positive() }),
      answer: z.strictObject({ lifted: z.int() }),
      handle: (ask) => liftHold(retention, ask.command, ask.params.holdId).answer,
    }),
  ];

  async function named(staffNo: string, pin: string): Promise<Decider> {
    const { id, roles } = await approve(staffNo, pin);
    return { staffId: id, posts: roles };
  }
}

function signedIn({ session }: Pick<Ask<unknown, unknown, unknown>, 'session'>): Decider {
  if (session !== undefined) return { staffId: session.staffId, posts: session.roles };
  throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
}
