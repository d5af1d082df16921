import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { MusicTrack } from '../ports/music-player.ts';
import { type Music, musicTracks, musicView, setShuffle, skipTrack } from './actions.ts';
import type { MusicView } from './music.rules.ts';

const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;

/** The HTTP side of the music. `PUT /music`, which plays, pauses and sets the volume, belongs to the air. */
export function musicRoutes(music: Music): Route[] {
  return [
    route({
      method: 'get',
      path: '/music',
      summary: 'What is played, from which list, until when, and what comes next.',
      access: 'open',
      answer: shown<MusicView>('Music'),
      handle: () => musicView(music),
    }),
    route({
      method: 'get',
      path: '/music/tracks',
      summary: 'Every file of the music folder with its length and loudness, and those that cannot be played.',
      access: 'signed-in',
      answer: shown<readonly MusicTrack[]>('MusicTracks'),
      handle: () => musicTracks(music),
    }),
    route({
      method: 'post',
      path: '/music/skip',
      summary: 'The next track takes over by a crossfade.',
      access: clerk,
      answer: z.strictObject({ skipped: z.string().nullable() }),
      handle: async ({ command }) => (await skipTrack(music, command)).answer,
    }),
    route({
      method: 'put',
      path: '/music/order',
      summary: 'Shuffled, or in the order of the names; from the next track on.',
      access: clerk,
      body: z.strictObject({ shuffle: z.boolean() }),
      answer: z.strictObject({ shuffle: z.boolean() }),
      handle: ({ body, command }) => setShuffle(music, command, body.shuffle).answer,
    }),
  ];
}
