import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { dayBounds } from '../printing/letterhead.ts';
import { airDroppedAgain, noteDropped } from './dropped.ts';
import { type LogItem, type LogLine, OUTCOMES, type Outcome, type Unheard } from './log.rules.ts';
import { type AirLog, logItem, searchLog, unheard } from './log.ts';
import { logAsCsv, printDayLog } from './print-log.ts';
import { CLASSES } from './rules.ts';

const day = z.iso.date();
const outcomes = Object.keys(OUTCOMES).filter((name): name is Outcome => name in OUTCOMES);
const params = z.strictObject({ announcementId: z.string().max(64) });
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;

/** The log of the air over HTTP. */
export function logRoutes(log: AirLog): Route[] {
  const { timeZone } = log.broadcast.desk;
  return [
    route({
      method: 'get',
      path: '/air/log',
      summary: 'Every item that aired or was meant to, newest first; by words, class, outcome, days or person.',
      access: 'signed-in',
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        /** With `beforeId` the time and id of the last line of the page before. */
        before: z.coerce.number().int().optional(),
        beforeId: z.string().max(64).optional(),
        text: z.string().trim().min(1).max(100).optional(),
        class: z.enum(CLASSES).optional(),
        outcome: z.enum(outcomes).optional(),
        person: z
          .string()
          .regex(/^staff:\d+$/)
          .optional(),
        from: day.optional(),
        until: day.optional(),
      }),
      answer: shown<LogLine[]>('AirLog'),
      handle: ({ query: { limit, before, beforeId = '', from, until, ...search } }) =>
        searchLog(
          log,
          {
            ...search,
            fromMs: from === undefined ? undefined : dayBounds(from, timeZone).fromMs,
            untilMs: until === undefined ? undefined : dayBounds(until, timeZone).untilMs,
          },
          limit,
          before === undefined ? undefined : { atMs: before, id: beforeId },
        ),
    }),
    route({
      method: 'get',
      path: '/air/log/:announcementId',
      summary: 'One item of the log with each stretch on the air and what the journal has of it.',
      access: 'signed-in',
      params,
      answer: shown<LogItem>('AirLogItem'),
      handle: ({ params: { announcementId } }) => logItem(log, announcementId),
    }),
    route({
      method: 'get',
      path: '/air/log.csv',
      summary: 'The log of some days, today unless named, as a file for a spreadsheet.',
      access: clerk,
      query: z.strictObject({
        from: day.optional(),
        until: day.optional(),
        language: z.enum(['zh', 'en']).default('zh'),
      }),
      answer: shown<Uint8Array>('AirLogFile'),
      media: 'text/csv',
      handle: ({ query }) => logAsCsv(log, query),
    }),
    route({
      method: 'post',
      path: '/air/log/print',
      summary: 'Prints the log of a day, with its totals and the head of the journal.',
      access: clerk,
      body: z.strictObject({ day }),
      answer: z.strictObject({ papers: z.int() }),
      handle: async ({ body, command }) => (await printDayLog(log, command, body.day)).answer,
    }),
    route({
      method: 'get',
      path: '/air/unheard',
      summary: 'What was to be heard and was not, and nobody has taken note of.',
      access: 'signed-in',
      answer: shown<Unheard>('Unheard'),
      handle: () => unheard(log),
    }),
    route({
      method: 'post',
      path: '/air/unheard/:announcementId/note',
      summary: 'Somebody has taken note that this one was not heard; once.',
      access: clerk,
      params,
      answer: z.strictObject({ noted: z.string() }),
      handle: ({ command, params: { announcementId } }) => noteDropped(log, command, announcementId).answer,
    }),
    route({
      method: 'post',
      path: '/air/unheard/:announcementId/again',
      summary: 'Sends what was not heard to the air once more, for the rounds that are missing.',
      access: clerk,
      params,
      answer: z.strictObject({ announcementId: z.string(), airAtMs: z.int() }),
      handle: ({ command, params: { announcementId } }) => airDroppedAgain(log, command, announcementId).answer,
    }),
  ];
}
