import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import { type Broadcast, forgetWord, listenToWord, type Pronunciation, pronunciations, teachWord } from './actions.ts';

const words = (most: number) => z.string().trim().max(most);
const body = z.strictObject({
  language: z.enum(['zh', 'en']),
  word: words(20).min(1),
  pinyin: words(120).optional(),
  soundsLike: words(60).optional(),
});
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const taught = z.strictObject({ id: z.int() });

/** Taught words over HTTP. */
export function pronunciationRoutes(broadcast: Broadcast): Route[] {
  return [
    route({
      method: 'get',
      path: '/pronunciations',
      summary: 'Words the desk was taught to say, newest first.',
      access: 'signed-in',
      answer: shown<Pronunciation[]>('Pronunciations'),
      handle: () => pronunciations(broadcast),
    }),
    route({
      method: 'post',
      path: '/pronunciations',
      summary: 'Teaches how a word is said, by pinyin or by what sounds like it; a word known already is changed.',
      access: clerk,
      body,
      answer: taught,
      handle: ({ body: lesson, command }) => teachWord(broadcast, command, lesson).answer,
    }),
    route({
      method: 'post',
      path: '/pronunciations/listen',
      summary: 'The word as it would be said, as a WAV to be heard at the desk only; nothing is kept.',
      access: clerk,
      body,
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: ({ body: lesson }) => listenToWord(broadcast, lesson),
    }),
    route({
      method: 'delete',
      path: '/pronunciations/:id',
      summary: 'Removes a taught word.',
      access: clerk,
      params: z.strictObject({ id: z.coerce.number().int().positive() }),
      answer: taught,
      handle: ({ params, command }) => forgetWord(broadcast, command, params.id).answer,
    }),
  ];
}
