import { z } from 'zod';
import { type Ask, type Route, route, shown } from '../http/route.ts';
import {
  checkPerson,
  decideFlag,
  drawFor,
  drawThisWeek,
  flagFor,
  flagsFor,
  lookNow,
  type ProxyAudit,
  printFlag,
  printList,
  thisWeek,
  type Viewer,
} from './actions.ts';
import { VERDICTS } from './rules.ts';
import type { AuditWeek, DrawView, FlagRow, FlagView } from './view.rules.ts';

const readers = ['shift-lead', 'supervisor', 'hr'] as const;
const deciders = ['supervisor', 'hr'] as const;
const week = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected a Monday such as 2026-11-16');
const ofWeek = z.strictObject({ week });
const ofPerson = z.strictObject({ week, personId: z.coerce.number().int().positive() });
const ofFlag = z.strictObject({ flagId: z.coerce.number().int().positive() });
const printed = z.strictObject({ jobId: z.int() });
const incident = z.int().min(1);

/** `/proxy-audit`: weekly lists, and what speaks for one having punched for another. */
export function proxyAuditRoutes(audit: ProxyAudit): Route[] {
  return [
    route({
      method: 'get',
      path: '/proxy-audit/week',
      summary: 'This week’s list of people to look for, if it is drawn, and the weeks that have one.',
      access: readers,
      answer: shown<AuditWeek>('AuditWeek'),
      handle: () => thisWeek(audit),
    }),
    route({
      method: 'post',
      path: '/proxy-audit/week',
      summary: 'Draws this week’s list, once; its seed is kept, so that anybody can draw it again and compare.',
      access: deciders,
      answer: ofWeek,
      handle: ({ command, session }) => drawThisWeek(audit, command, session?.staffId ?? 0).answer,
    }),
    route({
      method: 'get',
      path: '/proxy-audit/weeks/:week',
      summary: 'The list of a week with who was looked for and seen.',
      access: readers,
      params: ofWeek,
      answer: shown<DrawView>('AuditList'),
      handle: ({ params }) => drawFor(audit, params.week),
    }),
    route({
      method: 'post',
      path: '/proxy-audit/weeks/:week/print',
      summary: 'Prints the list of a week.',
      access: readers,
      params: ofWeek,
      answer: printed,
      handle: ({ command, params }) => printList(audit, command, params.week).answer,
    }),
    route({
      method: 'post',
      path: '/proxy-audit/weeks/:week/people/:personId/checks',
      summary:
        'Writes down whether somebody on this week’s list was there; not there with the card punched in is a flag.',
      access: readers,
      params: ofPerson,
      body: z.strictObject({ seen: z.boolean() }),
      answer: z.strictObject({ flagged: z.boolean() }),
      handle: ({ body, command, params, session }) =>
        checkPerson(audit, command, { ...params, ...body, byPersonId: session?.staffId ?? 0 }).answer,
    }),
    route({
      method: 'get',
      path: '/proxy-audit/flags',
      summary:
        'What speaks for one having punched for another, undecided first; flags about whoever asks are left out.',
      access: readers,
      answer: shown<FlagRow[]>('AuditFlags'),
      handle: ({ session }) => flagsFor(audit, viewer(session)),
    }),
    route({
      method: 'post',
      path: '/proxy-audit/flags',
      summary: 'Looks through the punches now; what is found waits for a person.',
      access: readers,
      answer: z.strictObject({ found: z.int() }),
      handle: async ({ command }) => (await lookNow(audit, command)).answer,
    }),
    route({
      method: 'get',
      path: '/proxy-audit/flags/:flagId',
      summary: 'The evidence of a flag: punches, readers, clocks, roster lines, papers, earlier flags, decisions.',
      access: readers,
      params: ofFlag,
      answer: shown<FlagView>('AuditFlag'),
      handle: ({ params, session }) => flagFor(audit, params.flagId, viewer(session)),
    }),
    route({
      method: 'post',
      path: '/proxy-audit/flags/:flagId/print',
      summary: 'Prints the evidence of a flag and what was decided.',
      access: readers,
      params: ofFlag,
      answer: printed,
      handle: ({ command, params, session }) => printFlag(audit, command, params.flagId, viewer(session)).answer,
    }),
    route({
      method: 'post',
      path: '/proxy-audit/flags/:flagId/decisions',
      summary:
        'A named person dismisses a flag with a reason, or proposes both as absent; earlier decisions stay on record.',
      access: deciders,
      params: ofFlag,
      body: z.strictObject({
        verdict: z.enum(VERDICTS),
        reason: z.string().trim().max(200).default(''),
        incidents: z.array(incident).max(400).default([]),
        withPersonId: z.int().positive().nullable().default(null),
        shown: incident,
      }),
      answer: z.strictObject({ decisionId: z.int() }),
      handle: ({ body, command, params, session }) =>
        decideFlag(audit, command, { ...params, ...body, byPersonId: session?.staffId ?? 0 }).answer,
    }),
  ];
}

function viewer(session: Ask<unknown, unknown, unknown>['session']): Viewer {
  return { personId: session?.staffId ?? 0, posts: session?.roles ?? [] };
}
