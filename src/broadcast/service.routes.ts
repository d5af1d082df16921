import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { AnnouncementTimeline } from '../ports/public-address.ts';
import { airService, type Broadcast, listenToService, previewService } from './actions.ts';
import type { Level } from './level.rules.ts';

const LONGEST = 2000;
const words = z.string().trim().min(1).max(LONGEST);
const body = z.strictObject({
  zh: words,
  en: words.optional(),
  times: z.int().min(1),
  gapSeconds: z.int().min(0),
  zones: z.array(z.string().max(20)).max(32).optional(),
});
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;

/** Free announcements over HTTP. */
export function serviceRoutes(broadcast: Broadcast): Route[] {
  return [
    route({
      method: 'post',
      path: '/announcements/preview',
      summary: 'Renders a service announcement without airing it.',
      access: clerk,
      body,
      answer: shown<{ readonly timeline: AnnouncementTimeline; readonly level: Level }>('AnnouncementPreview'),
      handle: ({ body: asked }) => previewService(broadcast, asked),
    }),
    route({
      method: 'post',
      path: '/announcements/listen',
      summary: 'One round of a service announcement as a WAV, to be heard at the desk only.',
      access: clerk,
      body,
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: ({ body: asked }) => listenToService(broadcast, asked),
    }),
    route({
      method: 'post',
      path: '/announcements',
      summary: 'Airs a service announcement in the desk’s own words when its cancel window ends.',
      access: clerk,
      body,
      answer: z.strictObject({ announcementId: z.string(), airAtMs: z.int() }),
      handle: ({ body: asked, command }) => airService(broadcast, command, asked).answer,
    }),
  ];
}
