import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import type { OpenOutcome } from '../ports/umbrella-cabinet.ts';
import type { CalibrationView, Devices } from './actions.ts';

const cabinet = z.strictObject({ cabinet: z.string() });
const door = z.strictObject({ door: z.int().positive() });
const technicians = ['shift-lead', 'supervisor'] as const;
const answer = shown<CalibrationView>('Calibration');

/** Finding out at the cabinet which way round its door contacts are wired. */
export function calibrationRoutes({ calibrations }: Devices): Route[] {
  return [
    route({
      method: 'get',
      path: '/devices/:cabinet/calibration',
      summary: 'The calibration of a cabinet that is under way, and what is known of each door.',
      access: technicians,
      params: cabinet,
      answer,
      handle: ({ params }) => calibrations.view(params.cabinet),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/calibration',
      summary: 'Takes a cabinet out of use and begins to calibrate its door contacts.',
      access: technicians,
      params: cabinet,
      answer,
      handle: ({ command, params }) => calibrations.begin(command, params.cabinet),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/calibration/press',
      summary: 'The person says that the door is shut, or open; the contacts are read.',
      access: technicians,
      params: cabinet,
      body: door.extend({ at: z.enum(['shut', 'open']) }),
      answer,
      handle: ({ params, body }) => calibrations.press(params.cabinet, body),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/calibration/next',
      summary: 'Gives one door up and goes on to the next.',
      access: technicians,
      params: cabinet,
      body: door,
      answer,
      handle: ({ params, body }) => calibrations.goOn(params.cabinet, body.door),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/calibration/redo',
      summary: 'Calibrates one door once more.',
      access: technicians,
      params: cabinet,
      body: door,
      answer,
      handle: ({ params, body }) => calibrations.redo(params.cabinet, body.door),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/calibration/keep',
      summary: 'Keeps what was learned; the cabinet works by it at once.',
      access: technicians,
      params: cabinet,
      answer,
      handle: ({ command, params }) => calibrations.keep(command, params.cabinet),
    }),
    route({
      method: 'delete',
      path: '/devices/:cabinet/calibration',
      summary: 'Gives a calibration up; the cabinet works as before.',
      access: technicians,
      params: cabinet,
      answer,
      handle: ({ params }) => calibrations.giveUp(params.cabinet),
    }),
    route({
      method: 'post',
      path: '/devices/:cabinet/try-door',
      summary: 'Opens one door by its lock, once; the contact tells whether it moved.',
      access: technicians,
      params: cabinet,
      body: door,
      answer: shown<OpenOutcome>('OpenOutcome'),
      handle: ({ command, params, body }) => calibrations.tryDoor(command, params.cabinet, body.door),
    }),
  ];
}
