import { z } from 'zod';
import { type Ask, type Route, route } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import { decideOn, type Promotions, promotionOf } from './actions.ts';
import type { Decision } from './rules.ts';

const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const params = z.strictObject({ promotionId: z.coerce.number().int().positive() });
/** Whoever decides: who is signed in, or another person's number and PIN. */
const named = { staffNo: z.string().min(1).max(20).optional(), pin: z.string().min(1).max(20).optional() };
const answer = z.strictObject({ state: z.string(), planned: z.int(), replyJob: z.int() });
const reason = z.string().trim().max(60).optional();

/** Checks a number and PIN. @throws DeskError */
export type Approve = (
  staffNo: string,
  pin: string,
) => Promise<{ readonly id: number; readonly roles: readonly string[] }>;

/** `/promotions/:promotionId/approve`, `…/refuse`, `…/defer`: a named person decides. */
export function decisionRoutes(promotions: Promotions, approve: Approve): Route[] {
  const decision = <B extends z.ZodType>(
    path: Decision,
    summary: string,
    body: B,
    more: (body: z.output<B>) => { readonly reason?: string | undefined; readonly untilMs?: number | undefined },
    who: (body: z.output<B>) => Named,
  ): Route =>
    route({
      method: 'post',
      path: `/promotions/:promotionId/${path}`,
      summary,
      access: clerk,
      params,
      body,
      answer,
      handle: async (ask) => {
        // Nobody is asked for a PIN about nothing.
        promotionOf(promotions, ask.params.promotionId);
        const by = await decider(ask, who(ask.body), approve);
        return decideOn(promotions, ask.command, ask.params.promotionId, { decision: path, by, ...more(ask.body) })
          .answer;
      },
    });
  return [
    decision(
      'approve',
      'A named person approves a promotion: its airings are planned and the reply is printed.',
      z.strictObject(named),
      () => ({}),
      (body) => body,
    ),
    decision(
      'refuse',
      'A named person refuses a promotion with a reason; the reply is printed.',
      z.strictObject({ ...named, reason }),
      (body) => ({ reason: body.reason }),
      (body) => body,
    ),
    decision(
      'defer',
      'Puts a promotion off with a reason when services are busy; the reply is printed.',
      z.strictObject({ ...named, reason, untilMs: z.int().min(0).optional() }),
      (body) => ({ reason: body.reason, untilMs: body.untilMs }),
      (body) => body,
    ),
  ];
}

interface Named {
  readonly staffNo?: string | undefined;
  readonly pin?: string | undefined;
}

async function decider(
  { session }: Pick<Ask<unknown, unknown, unknown>, 'session'>,
  { staffNo, pin }: Named,
  approve: Approve,
): Promise<{ readonly staffId: number; readonly posts: readonly string[] }> {
  if (staffNo !== undefined && pin !== undefined) {
    const { id, roles } = await approve(staffNo, pin);
    return { staffId: id, posts: roles };
  }
  if (session === undefined) {
    throw new DeskError('not-signed-in', 'session/none', { zh: '请先登录。', en: 'Please sign in first.' });
  }
  return { staffId: session.staffId, posts: session.roles };
}
