import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import { type Broadcast, moveInQueue, stopOne } from './actions.ts';

const params = z.strictObject({ announcementId: z.string() });

/** What waits for the air, over HTTP. */
export function queueRoutes(broadcast: Broadcast): Route[] {
  return [
    route({
      method: 'post',
      path: '/announcements/:announcementId/stop',
      summary: 'Ends one announcement, on the air or before it; what waits behind it has its turn.',
      access: 'open',
      params,
      answer: z.strictObject({ state: z.string() }),
      handle: ({ command, params: { announcementId } }) => stopOne(broadcast, command, announcementId).answer,
    }),
    route({
      method: 'post',
      path: '/announcements/:announcementId/move',
      summary: 'Moves one that waits in front of another of its class, or behind all of them.',
      access: ['clerk', 'shift-lead', 'supervisor'],
      params,
      body: z.strictObject({ before: z.string().nullable() }),
      answer: z.strictObject({ moved: z.boolean() }),
      handle: ({ command, params: { announcementId }, body }) =>
        moveInQueue(broadcast, command, announcementId, body.before).answer,
    }),
  ];
}
