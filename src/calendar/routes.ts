import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { type CalendarRoom, calendarYear, editDays } from './actions.ts';
import type { CalendarYear } from './rules.ts';

const name = z.string().trim().min(1).max(20);

/** The calendar over HTTP: holidays, make-up workdays and triple-pay days, and how somebody puts one right. */
export function calendarRoutes(room: CalendarRoom): Route[] {
  return [
    route({
      method: 'get',
      path: '/calendar',
      summary: 'The days of a year that are something: holidays, make-up workdays, triple pay, and who wrote them.',
      access: 'signed-in',
      query: z.strictObject({ year: z.coerce.number().int().min(2000).max(2099).optional() }),
      answer: shown<CalendarYear>('CalendarYear'),
      handle: ({ query }) => calendarYear(room, query.year),
    }),
    route({
      method: 'post',
      path: '/calendar/days',
      summary: 'Writes days of the calendar with the notice they come from; what was written before stays.',
      access: ['supervisor', 'hr'],
      body: z.strictObject({
        days: z
          .array(
            z.strictObject({
              day: z.iso.date(),
              is: z.enum(['holiday', 'workday', 'table']),
              zh: name,
              en: name,
              triplePay: z.enum(['yes', 'no', 'by-rule']),
            }),
          )
          .min(1)
          .max(62),
        notice: z.string().trim().min(2).max(120),
      }),
      answer: z.strictObject({ written: z.int() }),
      handle: ({ body: { days, notice }, command }) =>
        editDays(
          room,
          command,
          days.map((one) => ({ ...one, triplePay: one.triplePay === 'by-rule' ? null : one.triplePay === 'yes' })),
          notice,
        ).answer,
    }),
  ];
}
