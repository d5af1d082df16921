import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { Sentence } from '../ports/device.ts';
import {
  airAgain,
  airAllClear,
  type Broadcast,
  callRulesOf,
  enterInLedger,
  handOver,
  tickStep,
  undoStep,
} from './actions.ts';

const callParams = z.strictObject({ callId: z.coerce.number().int().positive() });
const stepParams = callParams.extend({ stepId: z.string().regex(/^[a-z0-9-]{1,40}$/) });
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const words = (most: number) => z.string().trim().min(1).max(most);
const sent = z.strictObject({ announcementId: z.string(), airAtMs: z.int() });

/** The choices of the hand-over form, and the clauses the follow-up of a call stands on. */
export interface CallOptions {
  readonly relations: readonly (Sentence & { readonly id: string })[];
  readonly idKinds: readonly (Sentence & { readonly id: string })[];
  /** Of the steps, and of calling the staff first. */
  readonly clauses: { readonly steps: string; readonly staffFirst: string };
}

/** What follows a call, over HTTP. */
export function followUpRoutes(broadcast: Broadcast): Route[] {
  return [
    route({
      method: 'get',
      path: '/broadcast/call-options',
      summary: 'The choices of the hand-over form, with the clauses of what follows a call.',
      access: 'open',
      answer: shown<CallOptions>('CallOptions'),
      handle: () => {
        const { relations, idKinds, steps, staffFirst } = callRulesOf(broadcast);
        return { relations, idKinds, clauses: { steps: steps.clause, staffFirst: staffFirst.clause } };
      },
    }),
    route({
      method: 'post',
      path: '/calls/:callId/staff',
      summary: 'Tells the staff of an open call, in the words only they know.',
      access: clerk,
      params: callParams,
      answer: sent,
      handle: ({ command, params }) => airAgain(broadcast, command, params.callId, 'staff').answer,
    }),
    route({
      method: 'post',
      path: '/calls/:callId/all-clear',
      summary: 'Tells the staff that it is over, where that was not done when it was found.',
      access: clerk,
      params: callParams,
      answer: sent,
      handle: ({ command, params }) => airAllClear(broadcast, command, params.callId).answer,
    }),
    route({
      method: 'post',
      path: '/calls/:callId/steps/:stepId',
      summary: 'Somebody has done a step of an open call; ticked again, it answers who did it first.',
      access: clerk,
      params: stepParams,
      answer: z.strictObject({ by: z.string(), atMs: z.int() }),
      handle: ({ command, params }) => tickStep(broadcast, command, params.callId, params.stepId).answer,
    }),
    route({
      method: 'post',
      path: '/calls/:callId/steps/:stepId/undo',
      summary: 'A step of an open call was ticked by mistake; both stay on record.',
      access: clerk,
      params: stepParams,
      answer: z.strictObject({ undone: z.boolean() }),
      handle: ({ command, params }) => undoStep(broadcast, command, params.callId, params.stepId).answer,
    }),
    route({
      method: 'post',
      path: '/calls/:callId/hand-over',
      summary: 'To whom was handed over what was found; prints the slip to be signed.',
      access: clerk,
      params: callParams,
      body: z.discriminatedUnion('place', [
        z.strictObject({
          place: z.literal('here'),
          name: words(20),
          relation: words(40).optional(),
          idKind: words(40).optional(),
          idSeen: z.boolean(),
        }),
        z.strictObject({ place: z.literal('elsewhere') }),
      ]),
      answer: z.strictObject({ jobId: z.int().nullable() }),
      handle: ({ command, params, body }) => handOver(broadcast, command, params.callId, body).answer,
    }),
    route({
      method: 'put',
      path: '/calls/:callId/ledger-number',
      summary: 'Links a call for an object to its number in the lost-property ledger; null takes the link away.',
      access: clerk,
      params: callParams,
      body: z.strictObject({ ledgerNumber: words(24).nullable() }),
      answer: z.strictObject({ ledgerNumber: z.string().nullable() }),
      handle: ({ command, params, body }) => enterInLedger(broadcast, command, params.callId, body.ledgerNumber).answer,
    }),
  ];
}
