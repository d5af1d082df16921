import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  type BenchDevice,
  benchViews,
  type Devices,
  type DeviceView,
  deviceViews,
  type LessonView,
  moveContact,
  moveDoor,
  presentCard,
  scanCode,
  switchFault,
  tearPaper,
} from './actions.ts';

const done = z.strictObject({ done: z.boolean() });
const device = z.strictObject({ device: z.string() });
const word = z.union([z.string(), z.number(), z.boolean()]);
/** One level of names below the first, e.g. a word per door. */
const lesson = z.record(z.string(), z.union([word, z.record(z.string(), word)]));
const technicians = ['shift-lead', 'supervisor'] as const;

/** Health of the devices, and the bench of the simulated ones. What a hand does at the bench is no command of the desk: it is the world. */
export function deviceRoutes(devices: Devices): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices',
      summary: 'Every device with its state, faults and link counters.',
      access: 'open',
      answer: shown<DeviceView[]>('Devices'),
      handle: () => deviceViews(devices),
    }),
    route({
      method: 'get',
      path: '/devices/:device/lesson',
      summary: 'What a device was taught at the desk: number format, polarity.',
      access: technicians,
      params: device,
      answer: shown<LessonView>('Lesson'),
      handle: ({ params }) => devices.lessons.view(params.device),
    }),
    route({
      method: 'put',
      path: '/devices/:device/lesson',
      summary: 'Teaches a device; it works by the lesson at once and after every start.',
      access: technicians,
      params: device,
      body: z.strictObject({ lesson }),
      answer: z.strictObject({ taught: z.boolean() }),
      handle: ({ command, params, body }) => devices.lessons.teach(command, params.device, body.lesson).answer,
    }),
    route({
      method: 'delete',
      path: '/devices/:device/lesson',
      summary: 'Forgets what a device was taught; the configuration holds again.',
      access: technicians,
      params: device,
      answer: z.strictObject({ forgotten: z.boolean() }),
      handle: ({ command, params }) => devices.lessons.forget(command, params.device).answer,
    }),
    route({
      method: 'get',
      path: '/bench',
      summary: 'The far ends of the simulated wires: papers, doors, levels, switchable faults.',
      access: 'open',
      answer: shown<BenchDevice[]>('Bench'),
      handle: () => benchViews(devices),
    }),
    route({
      method: 'post',
      path: '/bench/card',
      summary: 'Holds a card to a simulated reader, the first unless named.',
      access: 'open',
      body: z.strictObject({
        cardId: z.string().regex(/^[0-9A-F]{8,20}$/, 'expected 8 to 20 upper-case hex digits'),
        reader: z.string().optional(),
      }),
      answer: done,
      handle: ({ body }) => {
        presentCard(devices, body.cardId, body.reader);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/bench/scan',
      summary: 'Holds a code under the simulated scanner.',
      access: 'open',
      body: z.strictObject({ text: z.string().min(1).max(64) }),
      answer: done,
      handle: ({ body }) => {
        scanCode(devices, body.text);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/bench/doors/:door/:hand',
      summary: 'Pulls a simulated door open (`pull`) or pushes it shut (`push`).',
      access: 'open',
      params: z.strictObject({ door: z.coerce.number().int().positive(), hand: z.enum(['pull', 'push']) }),
      answer: done,
      handle: ({ params }) => {
        moveDoor(devices, params.door, params.hand);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/bench/contacts/:contact/:hand',
      summary: 'Presses a simulated contact (`press`) or lets go of it (`release`).',
      access: 'open',
      params: z.strictObject({ contact: z.string(), hand: z.enum(['press', 'release']) }),
      answer: done,
      handle: ({ params }) => {
        moveContact(devices, params.contact, params.hand);
        return { done: true };
      },
    }),
    route({
      method: 'post',
      path: '/bench/paper/tear',
      summary: 'Tears the paper off the simulated printer.',
      access: 'open',
      answer: done,
      handle: () => {
        tearPaper(devices);
        return { done: true };
      },
    }),
    route({
      method: 'put',
      path: '/bench/faults',
      summary: 'Switches one named fault of one simulated device.',
      access: 'open',
      body: z.strictObject({ device: z.string(), fault: z.string(), active: z.boolean() }),
      answer: done,
      handle: ({ body }) => {
        switchFault(devices, body.device, body.fault, body.active);
        return { done: true };
      },
    }),
  ];
}
