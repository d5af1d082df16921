import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  addItem,
  airOccurrenceNow,
  changeItem,
  confirmClock,
  listenToItem,
  postponeOccurrence,
  restoreOccurrence,
  retireItem,
  type Schedule,
  scheduleDay,
  scheduledItems,
  skipOccurrence,
} from './actions.ts';
import type { ItemView, ScheduleDay } from './rules.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const monthAndDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected a month and a day');
const sound = {
  chime: z.boolean().default(true),
  recording: words(80).optional(),
  text: z.strictObject({ zh: words(2000).optional(), en: words(2000).optional() }).optional(),
};
const item = z.strictObject({
  title: z.strictObject({ zh: words(20), en: words(40) }),
  at: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d:[0-5]\d|(opening|closing)([+-]0\d:[0-5]\d:[0-5]\d)?)$/, 'expected a time of day'),
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  seasons: z
    .array(z.strictObject({ from: monthAndDay, to: monthAndDay }))
    .min(1)
    .max(4)
    .optional(),
  holidays: z.enum(['as-usual', 'skip', 'only', 'use-weekend-day']).default('as-usual'),
  ...sound,
  zones: z.array(z.string().max(20)).min(1).max(32).optional(),
  times: z.int().min(1).max(5).default(1),
  gapSeconds: z.int().min(0).max(300).default(0),
  graceMinutes: z.int().min(0).max(120).optional(),
});
const itemParams = z.strictObject({ itemId: z.string().max(40) });
const occurrenceParams = z.strictObject({ day: z.iso.date(), itemId: z.string().max(40) });
const written = z.strictObject({ id: z.string(), version: z.int() });
const moved = z.strictObject({ state: z.string(), dueMs: z.int() });
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const lead = ['shift-lead', 'supervisor'] as const;
const at = '/schedule/days/:day/:itemId';

/** The schedule over HTTP. */
export function scheduleRoutes(schedule: Schedule): Route[] {
  return [
    route({
      method: 'get',
      path: '/schedule',
      summary:
        'A day of the schedule, today unless asked: what is planned, what became of it, the holiday, and the end of the calendar.',
      access: 'open',
      query: z.strictObject({ day: z.iso.date().optional() }),
      answer: shown<ScheduleDay>('ScheduleDay'),
      handle: ({ query }) => scheduleDay(schedule, query.day),
    }),
    route({
      method: 'get',
      path: '/schedule/items',
      summary: 'Every scheduled item in force today, those of the rules file first.',
      access: 'signed-in',
      answer: shown<ItemView[]>('ScheduledItems'),
      handle: () => scheduledItems(schedule),
    }),
    route({
      method: 'post',
      path: '/schedule/items',
      summary: 'Adds an item to the schedule, from today on.',
      access: lead,
      body: item,
      answer: written,
      handle: ({ body, command }) => addItem(schedule, command, body).answer,
    }),
    route({
      method: 'put',
      path: '/schedule/items/:itemId',
      summary: 'Writes an item of the desk anew, from today on; the version before stays on record.',
      access: lead,
      params: itemParams,
      body: item,
      answer: written,
      handle: ({ params, body, command }) => changeItem(schedule, command, params.itemId, body).answer,
    }),
    route({
      method: 'delete',
      path: '/schedule/items/:itemId',
      summary: 'Takes an item of the desk off the schedule, from today on.',
      access: lead,
      params: itemParams,
      answer: written,
      handle: ({ params, command }) => retireItem(schedule, command, params.itemId).answer,
    }),
    route({
      method: 'post',
      path: '/schedule/listen',
      summary: 'One round of an item as a WAV, to be heard at the desk only.',
      access: clerk,
      body: z.strictObject(sound),
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: ({ body }) => listenToItem(schedule, body),
    }),
    route({
      method: 'post',
      path: '/schedule/clock-confirmed',
      summary:
        'A person says that the clock is right, where nothing else can: the schedule works by it until it jumps.',
      access: lead,
      answer: z.strictObject({ wallMs: z.int() }),
      handle: ({ command }) => confirmClock(schedule, command).answer,
    }),
    route({
      method: 'post',
      path: `${at}/skip`,
      summary: 'Leaves an item out on this one day, for a reason.',
      access: clerk,
      params: occurrenceParams,
      body: z.strictObject({ reason: words(60) }),
      answer: z.strictObject({ state: z.string() }),
      handle: ({ params, body, command }) => skipOccurrence(schedule, command, params, body.reason).answer,
    }),
    route({
      method: 'post',
      path: `${at}/restore`,
      summary: 'Puts an item back on this day’s plan, at its own time.',
      access: clerk,
      params: occurrenceParams,
      answer: moved,
      handle: ({ params, command }) => restoreOccurrence(schedule, command, params).answer,
    }),
    route({
      method: 'post',
      path: `${at}/postpone`,
      summary: 'Moves one occurrence by so many minutes.',
      access: clerk,
      params: occurrenceParams,
      body: z.strictObject({ minutes: z.int().min(1) }),
      answer: moved,
      handle: ({ params, body, command }) => postponeOccurrence(schedule, command, params, body.minutes).answer,
    }),
    route({
      method: 'post',
      path: `${at}/air`,
      summary:
        'Airs one occurrence when its cancel window ends, also one that was missed or skipped; then not again at its own time.',
      access: clerk,
      params: occurrenceParams,
      answer: z.strictObject({ announcementId: z.string(), airAtMs: z.int() }),
      handle: ({ params, command }) => airOccurrenceNow(schedule, command, params).answer,
    }),
  ];
}
