import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { Staff } from '../staff/actions.ts';
import {
  type Attendance,
  overrideRelief,
  type PunchListed,
  punchesToday,
  type UndatedListed,
  undatedPunches,
  type Viewer,
  type WaitingListed,
  waitingForRelief,
  whoIsHere,
} from './actions.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });
const named = { personId: z.number(), staffNo: z.string(), name: z.string(), shiftName: sentence };

/** Today's punches, who is here, and leavings that wait for their relief; names are masked while nobody is signed in. */
export function attendanceRoutes(attendance: Attendance, staff: Staff): Route[] {
  return [
    route({
      method: 'get',
      path: '/punches/today',
      summary: 'Today’s punches, oldest first; names are masked while nobody is signed in.',
      access: 'open',
      answer: z.array(shown<PunchListed>('PunchListed')),
      handle: (ask) => punchesToday(attendance, staff, viewerOf(ask)),
    }),
    route({
      method: 'get',
      path: '/punches/waiting',
      summary: 'Leavings at manned posts that wait for their relief; names are masked while nobody is signed in.',
      access: 'open',
      answer: z.array(shown<WaitingListed>('WaitingListed')),
      handle: (ask) => waitingForRelief(attendance, staff, viewerOf(ask)),
    }),
    route({
      method: 'get',
      path: '/punches/undated',
      summary: 'Punches by an unsure clock whose time was never found again, newest first.',
      access: 'signed-in',
      answer: z.array(shown<UndatedListed>('UndatedListed')),
      handle: (ask) => undatedPunches(attendance, staff, viewerOf(ask)),
    }),
    route({
      method: 'post',
      path: '/punches/:punchId/let-go',
      summary: 'A supervisor lets somebody leave a manned post without a relief, with a reason.',
      access: ['supervisor'],
      params: z.object({ punchId: z.coerce.number().int().positive() }),
      body: z.strictObject({ reason: z.string().trim().min(1).max(200) }),
      answer: z.object({ punchId: z.number() }),
      handle: ({ body, command, params, session }) =>
        overrideRelief(attendance, command, params.punchId, { byPersonId: session?.staffId ?? 0, ...body }).answer,
    }),
    route({
      method: 'get',
      path: '/presence',
      summary: 'Who is here now; names are masked while nobody is signed in.',
      access: 'open',
      answer: z.array(z.object({ ...named, sinceMs: z.number() })),
      handle: (ask) => whoIsHere(attendance, staff, viewerOf(ask)),
    }),
  ];
}

function viewerOf({ session }: { readonly session: unknown }): Viewer {
  return { masked: session === undefined };
}
