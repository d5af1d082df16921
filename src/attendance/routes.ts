import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import type { Staff } from '../staff/actions.ts';
import { type Attendance, punchesToday, whoIsHere } from './actions.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });
const named = { personId: z.number(), staffNo: z.string(), name: z.string(), shiftName: sentence };

/** Today's punches and who is here; names are masked while nobody is signed in. */
export function attendanceRoutes(attendance: Attendance, staff: Staff): Route[] {
  return [
    route({
      method: 'get',
      path: '/punches/today',
      summary: 'Today’s punches, oldest first; names are masked while nobody is signed in.',
      access: 'open',
      answer: z.array(
        z.object({
          ...named,
          punchId: z.number(),
          direction: z.enum(['in', 'out']),
          atMs: z.number(),
          clockQuality: z.enum(['synchronised', 'rtc', 'unsure']),
          minutesLate: z.number(),
          minutesEarly: z.number(),
        }),
      ),
      handle: (ask) => punchesToday(attendance, staff, { masked: ask.session === undefined }),
    }),
    route({
      method: 'get',
      path: '/presence',
      summary: 'Who is here now; names are masked while nobody is signed in.',
      access: 'open',
      answer: z.array(z.object({ ...named, sinceMs: z.number() })),
      handle: (ask) => whoIsHere(attendance, staff, { masked: ask.session === undefined }),
    }),
  ];
}
