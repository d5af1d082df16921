import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  airableRecordings,
  airRecording,
  dropTake,
  endTake,
  keepTake,
  type Recordings,
  recordedSound,
  recordingsView,
  removeRecording,
  soundChecks,
  startTake,
  takenSound,
} from './actions.ts';
import type { AirableRecording, RecordingsView, SoundChecked } from './rules.ts';

const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const params = z.strictObject({ recordingId: z.string().max(80) });
const done = z.strictObject({ done: z.boolean() });

/** Recordings at the desk over HTTP. */
export function recordingRoutes(recordings: Recordings): Route[] {
  return [
    route({
      method: 'get',
      path: '/recordings',
      summary: 'Recordings made at the desk, newest first, and the one that is being made.',
      access: 'signed-in',
      answer: shown<RecordingsView>('RecordingsView'),
      handle: () => recordingsView(recordings),
    }),
    route({
      method: 'get',
      path: '/recordings/airable',
      summary:
        'Every whole recording an announcement can be made of: made at the desk, supplied with the plaza, the product’s own.',
      access: 'signed-in',
      answer: shown<AirableRecording[]>('AirableRecordings'),
      handle: () => airableRecordings(recordings),
    }),
    route({
      method: 'post',
      path: '/recordings/take',
      summary: 'Begins to record from the desk’s microphone; nobody else hears it.',
      access: clerk,
      answer: done,
      async handle({ actor }) {
        await startTake(recordings, actor);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/recordings/take/end',
      summary: 'Ends the recording; it waits to be listened to, kept or thrown away.',
      access: clerk,
      answer: done,
      async handle() {
        await endTake(recordings);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/recordings/take/drop',
      summary: 'Throws away what was recorded and not kept.',
      access: clerk,
      answer: done,
      async handle() {
        await dropTake(recordings);
        return { done: true };
      },
    }),
    route({
      method: 'get',
      path: '/recordings/take/sound',
      summary: 'What was recorded, as a WAV.',
      access: clerk,
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: () => takenSound(recordings),
    }),
    route({
      method: 'post',
      path: '/recordings',
      summary: 'Keeps what was recorded under a title.',
      access: clerk,
      body: z.strictObject({ title: z.string().trim().min(1).max(40) }),
      answer: z.strictObject({ recordingId: z.string() }),
      handle: async ({ body, command }) => (await keepTake(recordings, command, body.title)).answer,
    }),
    route({
      method: 'get',
      path: '/recordings/:recordingId/sound',
      summary: 'A kept recording as a WAV, to be heard at the desk only.',
      access: clerk,
      params,
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: ({ params: { recordingId } }) => recordedSound(recordings, recordingId),
    }),
    route({
      method: 'post',
      path: '/recordings/:recordingId/air',
      summary: 'Airs a kept recording after the chime.',
      access: clerk,
      params,
      body: z.strictObject({
        times: z.int().min(1).default(1),
        zones: z.array(z.string().max(20)).max(32).default([]),
      }),
      answer: z.strictObject({ announcementId: z.string(), airAtMs: z.int() }),
      handle: ({ params: { recordingId }, body, command }) =>
        airRecording(recordings, command, recordingId, body).answer,
    }),
    route({
      method: 'post',
      path: '/recordings/:recordingId/remove',
      summary: 'Takes a kept recording away for good.',
      access: clerk,
      params,
      answer: z.strictObject({ removed: z.boolean() }),
      handle: ({ params: { recordingId }, command }) => removeRecording(recordings, command, recordingId).answer,
    }),
    route({
      method: 'get',
      path: '/broadcast/sound-checks',
      summary: 'Whether the amplifier had sound during what was aired, newest first; of the last day unless asked.',
      access: 'signed-in',
      query: z.strictObject({ since: z.coerce.number().int().min(0).optional() }),
      answer: shown<SoundChecked[]>('SoundChecks'),
      handle: ({ query }) => soundChecks(recordings, query.since),
    }),
  ];
}
