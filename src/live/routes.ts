import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { Zone } from '../ports/public-address.ts';
import { hold, type Live, liveView, press, release, zonesOf } from './actions.ts';
import type { LiveView } from './rules.ts';

const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const params = z.strictObject({ announcementId: z.string().max(64) });

/** The live microphone and the zones over HTTP. */
export function liveRoutes(live: Live): Route[] {
  return [
    route({
      method: 'get',
      path: '/live',
      summary: 'The live microphone: who holds the key, whether it would be refused now, and why.',
      access: 'open',
      answer: shown<LiveView>('LiveView'),
      handle: () => liveView(live),
    }),
    route({
      method: 'post',
      path: '/live',
      summary: 'Presses the key of the microphone: chime, then live, for as long as it is held.',
      access: clerk,
      body: z.strictObject({ zones: z.array(z.string().max(20)).max(32).default([]) }),
      answer: z.strictObject({ announcementId: z.string() }),
      handle: ({ body, command }) => press(live, command, body.zones).answer,
    }),
    route({
      method: 'post',
      path: '/live/:announcementId/hold',
      summary: 'The key is still held; to be sent every half second.',
      access: clerk,
      params,
      answer: shown<LiveView>('LiveView'),
      handle: ({ params: { announcementId } }) => hold(live, announcementId),
    }),
    route({
      method: 'post',
      path: '/live/:announcementId/release',
      summary: 'The hand has left the key.',
      // Closing a microphone needs nobody’s permission.
      access: 'open',
      params,
      answer: z.strictObject({ released: z.boolean() }),
      handle: ({ command, params: { announcementId } }) => release(live, command, announcementId).answer,
    }),
    route({
      method: 'get',
      path: '/broadcast/zones',
      summary: 'The zones an announcement may be aired in; none: it is heard everywhere.',
      access: 'open',
      answer: shown<readonly Zone[]>('Zones'),
      handle: () => zonesOf(live),
    }),
  ];
}
