import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import { askDrawer, type Drawer, drawerView } from './drawer.ts';

const COUNTER = ['clerk', 'shift-lead', 'supervisor'] as const;

/** `/cash/drawer`: how it stands, and opening it for a reason. */
export function drawerRoutes(drawer: Drawer, report: (error: unknown) => void): Route[] {
  return [
    route({
      method: 'get',
      path: '/cash/drawer',
      summary: 'Whether the cash drawer is open, where its switch is wired to the printer.',
      access: COUNTER,
      answer: z.strictObject({
        state: z.enum(['open', 'closed', 'unknown', 'none']),
        lastKick: z.enum(['under-way', 'sent', 'refused']).nullable(),
        lastUnaskedMs: z.int().nullable().describe('UTC milliseconds'),
      }),
      handle: () => drawerView(drawer),
    }),
    route({
      method: 'post',
      path: '/cash/drawer/open',
      summary: 'Opens the cash drawer for a reason that is not a receipt; the reason is journalled.',
      access: COUNTER,
      body: z.strictObject({ why: z.string().trim().min(2).max(200) }),
      answer: z.strictObject({ asked: z.literal(true) }),
      handle: (ask) => askDrawer(drawer, ask.command, ask.body.why, report).answer,
    }),
  ];
}
