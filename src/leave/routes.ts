import { z } from 'zod';
import { type Ask, type Route, route, type Session, shown } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import { adjustLeave, type Leave, type LeaveAccount, leaveAccount, todayOf } from './actions.ts';

const params = z.strictObject({ personId: z.coerce.number().int().positive() });
const day = z.iso.date();

/** Leave accounts over HTTP: one's own, those of others at the desk, put right by HR. */
export function leaveRoutes(leave: Leave): Route[] {
  return [
    route({
      method: 'get',
      path: '/leave/:personId',
      summary: 'Somebody’s leave in the year a day is in: entitlement, used, on its way, left, and what expires soon.',
      access: 'signed-in',
      params,
      query: z.strictObject({ day: day.optional() }),
      answer: shown<LeaveAccount>('LeaveAccount'),
      handle: (ask) => {
        refuseStranger(ask, ask.params.personId);
        return leaveAccount(leave, ask.params.personId, ask.query.day ?? todayOf(leave));
      },
    }),
    route({
      method: 'post',
      path: '/leave/:personId/adjust',
      summary: 'HR adds half days of annual leave to an account, or takes some off, with a reason.',
      access: ['hr'],
      params,
      body: z.strictObject({
        day: day.optional(),
        halfDays: z.int().min(-60).max(60),
        reason: z.string().trim().min(1).max(60),
      }),
      answer: z.strictObject({ left: z.int() }),
      handle: (ask) =>
        adjustLeave(leave, ask.command, ask.params.personId, { ...ask.body, day: ask.body.day ?? todayOf(leave) })
          .answer,
    }),
  ];
}

function refuseStranger({ session }: Pick<Ask<unknown, unknown, unknown>, 'session'>, personId: number): void {
  if (session !== undefined && (session.staffId === personId || looksAfterAll(session))) return;
  throw new DeskError('forbidden', 'leave/not-yours', {
    zh: '只能看自己的假期；别人的请前台查。',
    en: 'Only your own leave; the desk looks up that of others.',
  });
}

function looksAfterAll({ roles }: Session): boolean {
  return roles.some((role) => role !== 'employee');
}
