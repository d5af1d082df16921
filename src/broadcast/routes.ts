import { z } from 'zod';
import { type Ask, type Route, route, shown } from '../http/route.ts';
import { DeskError } from '../ports/desk-error.ts';
import {
  type AirView,
  airAgain,
  airCall,
  approveName,
  type Broadcast,
  type BroadcastOptions,
  type CallPreview,
  callById,
  closeCall,
  currentAir,
  draftCall,
  type FollowedCall,
  type FollowedDraft,
  listenToCall,
  markFound,
  previewCall,
  recentCalls,
  reprintSlip,
  rulesOf,
  setMusic,
  stopAir,
  withdraw,
} from './actions.ts';
import { followUpRoutes } from './follow-up.routes.ts';
import { logRoutes } from './log.routes.ts';
import { openAirLog } from './log.ts';
import { pronunciationRoutes } from './pronunciation.routes.ts';
import { queueRoutes } from './queue.routes.ts';
import { serviceRoutes } from './service.routes.ts';

const words = (most: number) => z.string().trim().min(1).max(most);
const shared = {
  feature: words(40).optional(),
  place: z.string(),
  placeText: words(30).optional(),
  meeting: z.string(),
};
const person = z.strictObject({
  kind: z.literal('lost-person'),
  sex: z.enum(['male', 'female']),
  age: z.int().min(0).max(120),
  name: words(20).optional(),
  top: z.string().optional(),
  bottom: z.string().optional(),
  bottomWear: z.enum(['trousers', 'skirt']).optional(),
  ...shared,
});
const object = z.strictObject({
  kind: z.literal('lost-object'),
  object: z.string(),
  objectText: words(20).optional(),
  colour: z.string().optional(),
  ...shared,
});
const callBody = z.strictObject({
  form: z.discriminatedUnion('kind', [person, object]),
  english: z.boolean().default(false),
  times: z.int().min(1),
  gapSeconds: z.int().min(0),
  requester: words(20).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 -]{5,20}$/, 'expected a phone number')
    .optional(),
  nameTicket: z.string().max(80).optional(),
  audience: z.enum(['public', 'staff-first', 'staff']).optional(),
  zones: z.array(z.string().max(20)).max(32).optional(),
  ledgerNumber: words(24).optional(),
});
const callParams = z.strictObject({ callId: z.coerce.number().int().positive() });
const clerk = ['clerk', 'shift-lead', 'supervisor'] as const;
const ended = z.strictObject({ state: z.string() });

/** Checks a supervisor's number and PIN. @throws DeskError */
export type Approve = (
  staffNo: string,
  pin: string,
) => Promise<{ readonly id: number; readonly roles: readonly string[] }>;

/** The HTTP side of the broadcast room. */
export function broadcastRoutes(broadcast: Broadcast, approve: Approve, log = openAirLog(broadcast)): Route[] {
  return [
    route({
      method: 'get',
      path: '/broadcast/options',
      summary: 'The choices of the lost-person and lost-object forms, with their limits and clauses.',
      access: 'open',
      answer: shown<BroadcastOptions>('BroadcastOptions'),
      handle: () => {
        const { templates: _templates, ...options } = rulesOf(broadcast);
        return { ...options, phrases: broadcast.parts.phrases ?? {} };
      },
    }),
    route({
      method: 'get',
      path: '/air',
      summary: 'What is armed, what is on the air, what waits, and the music.',
      access: 'open',
      answer: shown<AirView>('Air'),
      handle: () => currentAir(broadcast),
    }),
    route({
      method: 'get',
      path: '/air/level',
      summary: 'How loud music and speech are now, 0–1 of full scale.',
      access: 'open',
      answer: z.strictObject({ music: z.number(), speech: z.number() }),
      handle: () => broadcast.publicAddress.level(),
    }),
    route({
      method: 'post',
      path: '/air/stop',
      summary: 'Silences whatever is on the air and takes back what waits, at once. Anybody at the screen may.',
      access: 'open',
      answer: z.strictObject({ stopped: z.int() }),
      handle: ({ command }) => stopAir(broadcast, command).answer,
    }),
    ...logRoutes(log),
    route({
      method: 'post',
      path: '/calls/draft',
      summary: 'Writes the script as the form stands, without sound.',
      access: clerk,
      body: callBody,
      answer: shown<FollowedDraft>('CallDraft'),
      handle: ({ body, actor }) => draftCall(broadcast, body, actor),
    }),
    route({
      method: 'post',
      path: '/calls/name-approval',
      summary: 'A supervisor lets this child’s name be aired; the ticket goes into the call.',
      access: clerk,
      body: z.strictObject({ name: words(20), staffNo: z.string().min(1).max(20), pin: z.string().min(1).max(20) }),
      answer: z.strictObject({ ticket: z.string(), minutes: z.int() }),
      handle: async ({ body, actor }) =>
        approveName(broadcast, { name: body.name, actor, staffId: await supervisor(body, approve) }),
    }),
    route({
      method: 'post',
      path: '/calls/preview',
      summary: 'Writes the script and renders its sound, without airing anything.',
      access: clerk,
      body: callBody,
      answer: shown<FollowedDraft & CallPreview>('CallPreview'),
      handle: ({ body, actor }) => previewCall(broadcast, body, actor),
    }),
    route({
      method: 'post',
      path: '/calls/listen',
      summary: 'One round of the call as a WAV, to be heard at the desk only.',
      access: clerk,
      body: callBody,
      answer: shown<Uint8Array>('Sound'),
      media: 'audio/wav',
      handle: ({ body, actor }) => listenToCall(broadcast, body, actor),
    }),
    route({
      method: 'post',
      path: '/calls',
      summary: 'Opens the record and airs the call when its cancel window ends; then the slip is printed.',
      access: clerk,
      body: callBody,
      answer: z.strictObject({ callId: z.int(), announcementId: z.string(), airAtMs: z.int() }),
      handle: ({ body, command }) => airCall(broadcast, command, body).answer,
    }),
    route({
      method: 'get',
      path: '/calls',
      summary: 'Open calls and those of the last day.',
      access: 'signed-in',
      answer: shown<FollowedCall[]>('Calls'),
      handle: () => recentCalls(broadcast),
    }),
    route({
      method: 'get',
      path: '/calls/:callId',
      summary: 'One call with everything it aired.',
      access: 'signed-in',
      params: callParams,
      answer: shown<FollowedCall>('Call'),
      handle: ({ params }) => callById(broadcast, params.callId),
    }),
    callVerb(
      'found',
      'Found: stops the repeats and closes the record; staff who were called hear that it is over.',
      z.strictObject({ state: z.string(), allClear: z.boolean() }),
      ({ command, params }) => markFound(broadcast, command, params.callId).answer,
    ),
    callVerb(
      'close',
      'Closes a record nobody was found for.',
      ended,
      ({ command, params }) => closeCall(broadcast, command, params.callId).answer,
    ),
    callVerb(
      'again',
      'Airs the call once more; while it is on the air: one round more.',
      z.strictObject({ announcementId: z.string(), airAtMs: z.int() }),
      ({ command, params }) => airAgain(broadcast, command, params.callId).answer,
    ),
    callVerb(
      'slip',
      'Prints the requester’s slip again.',
      z.strictObject({ jobId: z.int() }),
      ({ command, params }) => reprintSlip(broadcast, command, params.callId).answer,
    ),
    route({
      method: 'post',
      path: '/announcements/:announcementId/withdraw',
      summary: 'Takes an announcement back before it is heard.',
      access: 'open',
      params: z.strictObject({ announcementId: z.string() }),
      answer: z.strictObject({ state: z.string() }),
      handle: ({ command, params }) => withdraw(broadcast, command, params.announcementId).answer,
    }),
    ...followUpRoutes(broadcast),
    ...queueRoutes(broadcast),
    ...serviceRoutes(broadcast),
    ...pronunciationRoutes(broadcast),
    route({
      method: 'put',
      path: '/music',
      summary: 'Plays or pauses the background music, or sets its volume.',
      access: clerk,
      body: z
        .strictObject({ playing: z.boolean().optional(), volume: z.int().min(0).max(100).optional() })
        .refine(({ playing, volume }) => playing !== undefined || volume !== undefined, 'expected playing or volume'),
      answer: z.strictObject({ playing: z.boolean().nullable(), volume: z.int().nullable() }),
      handle: async ({ body, command }) => (await setMusic(broadcast, command, body)).answer,
    }),
  ];
}

function callVerb<A extends z.ZodType>(
  verb: string,
  summary: string,
  answer: A,
  handle: (ask: Ask<z.output<typeof callParams>, undefined, undefined>) => z.input<A>,
): Route {
  return route({
    method: 'post',
    path: `/calls/:callId/${verb}`,
    summary,
    access: clerk,
    params: callParams,
    answer,
    handle,
  });
}

async function supervisor(
  { staffNo, pin }: { readonly staffNo: string; readonly pin: string },
  approve: Approve,
): Promise<number> {
  const { id, roles } = await approve(staffNo, pin);
  if (roles.includes('supervisor') || roles.includes('administrator')) return id;
  throw new DeskError('forbidden', 'call/needs-supervisor', {
    zh: '播孩子的姓名要主管同意，请主管输工号和密码。',
    en: 'A child’s name needs a supervisor. Please let a supervisor enter number and PIN.',
  });
}
