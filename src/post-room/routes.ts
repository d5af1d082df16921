import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  boardOf,
  deliverRound,
  itemOf,
  type PostBoard,
  type PostItem,
  type PostRoom,
  printCover,
  printMissed,
  printReminder,
  tickDelivery,
} from './actions.ts';

const posts = ['clerk', 'shift-lead', 'supervisor', 'hr'] as const;
const day = z.iso.date();
const deliveryId = z.string().min(1).max(40);
const ofRound = z.strictObject({ deliveryId, nominal: day });
const ofItem = z.strictObject({ deliveryId, nominal: day, department: z.string().min(1).max(60) });
const printed = z.strictObject({ jobId: z.int() });

/** `/post-room`: what each department is to hand in and when, what is there and what is missing. */
export function postRoomRoutes(room: PostRoom): Route[] {
  return [
    route({
      method: 'get',
      path: '/post-room',
      summary: 'The board of this week, or of the week a day is in: per department what is due, received and missing.',
      access: posts,
      query: z.strictObject({ day: day.optional() }),
      answer: shown<PostBoard>('PostBoard'),
      handle: ({ query }) => boardOf(room, query.day),
    }),
    route({
      method: 'get',
      path: '/post-room/rounds/:deliveryId/:nominal/departments/:department',
      summary: 'One department’s delivery: its sheets, missed punches, and who ticked what.',
      access: posts,
      params: ofItem,
      answer: shown<PostItem>('PostItem'),
      handle: ({ params }) => itemOf(room, params.deliveryId, params.nominal, params.department),
    }),
    route({
      method: 'post',
      path: '/post-room/rounds/:deliveryId/:nominal/departments/:department/ticks',
      summary: 'A named person says that a delivery is there, or that it was ticked wrongly; both stay on record.',
      access: posts,
      params: ofItem,
      body: z.strictObject({ received: z.boolean() }),
      answer: z.strictObject({ stepId: z.int() }),
      handle: ({ body, command, params, session }) =>
        tickDelivery(room, command, params, body.received, session?.staffId ?? 0).answer,
    }),
    route({
      method: 'post',
      path: '/post-room/rounds/:deliveryId/:nominal/departments/:department/reminders',
      summary: 'Prints a slip that asks a department for what is missing.',
      access: posts,
      params: ofItem,
      answer: printed,
      handle: ({ command, params, session }) => printReminder(room, command, params, session?.staffId ?? 0).answer,
    }),
    route({
      method: 'post',
      path: '/post-room/rounds/:deliveryId/:nominal/departments/:department/missed-punches',
      summary: 'Prints the missed punches of a department, for it to confirm.',
      access: posts,
      params: ofItem,
      answer: printed,
      handle: ({ command, params }) => printMissed(room, command, params).answer,
    }),
    route({
      method: 'post',
      path: '/post-room/rounds/:deliveryId/:nominal/cover',
      summary: 'Prints the cover sheet of a round: what is in the envelope, by department.',
      access: posts,
      params: ofRound,
      answer: printed,
      handle: ({ command, params }) => printCover(room, command, params.deliveryId, params.nominal).answer,
    }),
    route({
      method: 'post',
      path: '/post-room/rounds/:deliveryId/:nominal/delivery',
      summary: 'The desk has delivered a round to HR: its sheets are with HR, and its departments are ticked.',
      access: posts,
      params: ofRound,
      answer: z.strictObject({ departments: z.int(), sheets: z.int() }),
      handle: ({ command, params, session }) =>
        deliverRound(room, command, params.deliveryId, params.nominal, session?.staffId ?? 0).answer,
    }),
  ];
}
