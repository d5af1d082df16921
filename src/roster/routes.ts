import { z } from 'zod';
import { type Role, type Route, route, shown } from '../http/route.ts';
import {
  type ChangePreview,
  cancelEmployment,
  cancelNursingHour,
  changeDays,
  type PersonRoster,
  personRoster,
  previewDays,
  type Roster,
  type RosterChoices,
  type RosterTable,
  rosterChoices,
  rosterTable,
  setEmployment,
  setNursingHour,
} from './actions.ts';
import { othersRoster } from './refusals.ts';
import { GRADES, NURSING_OPTIONS } from './rules.ts';

/** Who puts single days right. */
const planners = ['shift-lead', 'supervisor', 'hr'] as const;
/** Who says what holds for a person. */
const employers = ['supervisor', 'hr'] as const;

const day = z.iso.date();
const id = z.string().min(1).max(40);
const personId = z.int().positive();
const personParams = z.strictObject({ personId: z.coerce.number().int().positive() });
const fromParams = personParams.extend({ from: day });
/** More than a month and a day on each side. */
const MOST_DAYS = 42;
const window = { from: day.optional(), days: z.coerce.number().int().min(1).max(MOST_DAYS).optional() };
const wantedDay = z.strictObject({ personId, day, shiftIds: z.array(id).max(3).nullable() });
const wantedDays = z.array(wantedDay).min(1).max(62);
const personAnswer = z.strictObject({ personId: z.int() });

/** The roster over HTTP: read, changed day by day, and what holds for a person from a day on. */
export function rosterRoutes(roster: Roster): Route[] {
  return [
    route({
      method: 'get',
      path: '/roster',
      summary: 'The roster of some days, by person: lines, hours, holidays, and every rule it does not keep.',
      access: 'signed-in',
      query: z.strictObject({ ...window, department: z.string().max(60).optional() }),
      answer: shown<RosterTable>('RosterTable'),
      handle: ({ query }) => rosterTable(roster, query),
    }),
    route({
      method: 'get',
      path: '/roster/choices',
      summary: 'Posts, patterns and shifts of today, each with its clause.',
      access: 'signed-in',
      answer: shown<RosterChoices>('RosterChoices'),
      handle: () => rosterChoices(roster),
    }),
    route({
      method: 'get',
      path: '/roster/people/:personId',
      summary: 'What holds for a person and everything ever said of it: one’s own, or anybody’s by a lead.',
      access: 'signed-in',
      params: personParams,
      query: z.strictObject(window),
      answer: shown<PersonRoster>('PersonRoster'),
      handle: ({ params, query, session }) => {
        const view = personRoster(roster, params.personId, query.from, query.days);
        if (session?.staffId !== params.personId && !mayPlan(session?.roles ?? [])) throw othersRoster();
        return view;
      },
    }),
    route({
      method: 'post',
      path: '/roster/preview',
      summary: 'Which rules changed days would break or mend; writes nothing.',
      access: planners,
      body: z.strictObject({ days: wantedDays }),
      answer: shown<ChangePreview>('ChangePreview'),
      handle: ({ body }) => previewDays(roster, body.days),
    }),
    route({
      method: 'post',
      path: '/roster/days',
      summary: 'Changes days, all of them or none; no shift is rest, null is the pattern again.',
      access: planners,
      body: z.strictObject({ days: wantedDays, reason: z.string().trim().min(1).max(60) }),
      answer: z.strictObject({ changed: z.int() }),
      handle: ({ body: { days, reason }, command }) =>
        changeDays(
          roster,
          command,
          days.map((one) => ({ ...one, kind: 'edit' as const, reason })),
        ).answer,
    }),
    ...employmentRoutes(roster),
  ];
}

function employmentRoutes(roster: Roster): Route[] {
  return [
    route({
      method: 'post',
      path: '/roster/people/:personId/employments',
      summary: 'Says what holds for a person from a day on: a transfer, a post, a pattern, the first day of work.',
      access: employers,
      params: personParams,
      body: z.strictObject({
        from: day,
        department: z.string().trim().min(1).max(40),
        postId: z.string().max(40),
        grade: z.enum(GRADES),
        patternId: id,
        isFirstDay: z.boolean(),
      }),
      answer: personAnswer,
      handle: ({ params, body: { isFirstDay, ...employment }, command }) =>
        setEmployment(roster, command, params.personId, employment, isFirstDay).answer,
    }),
    route({
      method: 'post',
      path: '/roster/people/:personId/employments/:from/cancel',
      summary: 'Takes back what was said to hold from a day on.',
      access: employers,
      params: fromParams,
      answer: personAnswer,
      handle: ({ params, command }) => cancelEmployment(roster, command, params.personId, params.from).answer,
    }),
    route({
      method: 'post',
      path: '/roster/people/:personId/nursing-hours',
      summary: 'Writes down a nursing hour: start later, a longer lunch, or leave earlier, until the child is one.',
      access: employers,
      params: personParams,
      body: z.strictObject({ from: day, until: day, option: z.enum(NURSING_OPTIONS) }),
      answer: personAnswer,
      handle: ({ params, body, command }) => setNursingHour(roster, command, params.personId, body).answer,
    }),
    route({
      method: 'post',
      path: '/roster/people/:personId/nursing-hours/:from/cancel',
      summary: 'Takes a nursing hour back.',
      access: employers,
      params: fromParams,
      answer: personAnswer,
      handle: ({ params, command }) => cancelNursingHour(roster, command, params.personId, params.from).answer,
    }),
  ];
}

function mayPlan(roles: readonly Role[]): boolean {
  return roles.includes('administrator') || planners.some((role) => roles.includes(role));
}
