import { z } from 'zod';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import { type Role, type Route, route, shown } from '../http/route.ts';
import {
  decideFinding,
  departmentMonth,
  type MonthRow,
  type MonthView,
  monthOutcome,
  monthsInARow,
  type Outcomes,
  rulesOfMonth,
  type Trends,
  type Trial,
  thisMonth,
  tryRules,
} from './actions.ts';
import { othersMonth } from './refusals.ts';

const TREND_MONTHS = 6;
const readers = ['shift-lead', 'supervisor', 'hr'] as const;
const deciders = ['supervisor', 'hr'] as const;
const month = z.string().regex(/^2\d{3}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11');
const params = z.strictObject({ personId: z.coerce.number().int().positive() });

/** What days and months come to, what is decided about it, and what changed rules would come to. */
export function outcomesRoutes(outcomes: Outcomes): Route[] {
  return [
    route({
      method: 'get',
      path: '/outcomes/months',
      summary: 'The month of everybody or of one department: what is proposed, and how much is still to be decided.',
      access: readers,
      query: z.strictObject({ month: month.optional(), department: z.string().max(60).optional() }),
      answer: shown<MonthRow[]>('MonthRows'),
      handle: ({ query }) => departmentMonth(outcomes, query.month ?? thisMonth(outcomes), query.department),
    }),
    route({
      method: 'get',
      path: '/outcomes/trends/:month',
      summary:
        'Half a year of everybody, month by month, up to and with one: late and early minutes, missed punches, absence.',
      access: readers,
      params: z.strictObject({ month }),
      answer: shown<Trends>('Trends'),
      handle: ({ params: { month: until } }) => monthsInARow(outcomes, until, TREND_MONTHS),
    }),
    route({
      method: 'get',
      path: '/outcomes/people/:personId',
      summary:
        'A month of one person, day by day, with clause, punches and roster line; one’s own, or anybody’s by a lead.',
      access: 'signed-in',
      params,
      query: z.strictObject({ month: month.optional() }),
      answer: shown<MonthView>('Month'),
      handle: ({ params: { personId }, query, session }) => {
        if (session?.staffId !== personId && !mayRead(session?.roles ?? [])) throw othersMonth();
        return monthOutcome(outcomes, personId, query.month ?? thisMonth(outcomes));
      },
    }),
    route({
      method: 'post',
      path: '/outcomes/people/:personId/decisions',
      summary:
        'A named person decides that a finding stands or is excused, with a reason; earlier decisions stay on record.',
      access: deciders,
      params,
      body: z.strictObject({
        findingKey: z.string().min(1).max(120),
        minutes: z.int().min(0),
        verdict: z.enum(['stands', 'excused']),
        reason: z.string().trim().max(200).default(''),
      }),
      answer: z.strictObject({ decisionId: z.int() }),
      handle: ({ params: { personId }, body, command, session }) =>
        decideFinding(outcomes, command, { personId, ...body, byPersonId: session?.staffId ?? 0 }).answer,
    }),
    route({
      method: 'get',
      path: '/outcomes/rules',
      summary: 'The rules of attendance a month is added up by, each with its clause.',
      access: readers,
      query: z.strictObject({ month: month.optional() }),
      answer: shown<AttendanceRules>('AttendanceRules'),
      handle: ({ query }) => rulesOfMonth(outcomes, query.month ?? thisMonth(outcomes)),
    }),
    route({
      method: 'post',
      path: '/outcomes/trial',
      summary:
        'Judges past months by changed rules as well and says for whom something comes out otherwise; writes nothing.',
      access: deciders,
      body: z.strictObject({
        values: z.record(z.string(), z.unknown()),
        months: z.array(month).min(1).max(12),
      }),
      answer: shown<Trial>('Trial'),
      handle: ({ body }) => tryRules(outcomes, body.values, body.months),
    }),
  ];
}

function mayRead(roles: readonly Role[]): boolean {
  return roles.includes('administrator') || readers.some((role) => roles.includes(role));
}
