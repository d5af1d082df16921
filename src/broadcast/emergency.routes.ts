import { z } from 'zod';
import { type Route, route, shown } from '../http/route.ts';
import {
  airByPin,
  armEmergency,
  disarm,
  type Emergencies,
  type EmergencyView,
  emergencyView,
  type Holder,
} from './actions.ts';

/** Checks number and PIN. @throws DeskError */
export type CheckHolder = (staffNo: string, pin: string) => Promise<Holder>;

/** Emergency announcements over HTTP; the card comes by the reader. */
export function emergencyRoutes(emergencies: Emergencies, check: CheckHolder): Route[] {
  return [
    route({
      method: 'get',
      path: '/emergencies',
      summary: 'The emergency announcements, what waits for a supervisor’s card, and what is on the air.',
      access: 'open',
      answer: shown<EmergencyView>('Emergencies'),
      handle: () => emergencyView(emergencies),
    }),
    route({
      method: 'post',
      path: '/emergencies/:emergencyId/arm',
      summary:
        'Asks for an emergency announcement: from now on a supervisor’s card puts it on the air. Anybody at the screen may ask.',
      access: 'open',
      params: z.strictObject({ emergencyId: z.string().max(40) }),
      answer: z.strictObject({ waitsMs: z.number() }),
      handle: ({ command, params }) => armEmergency(emergencies, command, params.emergencyId).answer,
    }),
    route({
      method: 'delete',
      path: '/emergencies/armed',
      summary: 'No emergency announcement waits for a card any more.',
      access: 'open',
      answer: z.null(),
      handle({ command }) {
        disarm(emergencies, command);
        return null;
      },
    }),
    route({
      method: 'post',
      path: '/emergencies/armed/pin',
      summary: 'A supervisor’s number and PIN instead of the card: airs what waits for it.',
      access: 'open',
      body: z.strictObject({ staffNo: z.string().min(1).max(20), pin: z.string().min(1).max(20) }),
      answer: z.strictObject({ emergencyId: z.string() }),
      handle: async ({ command, body }) => airByPin(emergencies, command, await check(body.staffNo, body.pin)),
    }),
  ];
}
