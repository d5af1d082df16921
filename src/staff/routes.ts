import { z } from 'zod';
import { type Route, route } from '../http/route.ts';
import type { Receipts } from '../receipts/actions.ts';
import {
  addPerson,
  awaitSignInCard,
  changePerson,
  createFirstAdministrator,
  demoPins,
  listPeople,
  needsFirstAdministrator,
  type Person,
  type Staff,
  setPin,
  signIn,
  signInWithTicket,
  signOut,
  stopAwaitingCard,
} from './actions.ts';
import { cardRoutes } from './cards.routes.ts';
import { ROLES } from './rules.ts';
import { signedIn, withoutToken } from './session-of.ts';

const staffNo = z.string().regex(/^[A-Za-z0-9-]{1,16}$/, '1 to 16 letters and digits');
const name = z.string().trim().min(1).max(40);
const department = z.string().trim().min(1).max(40);
const shiftId = z.string().min(1).max(40);
const pin = z.string().min(1).max(32);
const role = z.enum(ROLES);
const roles = z.array(role).min(1).max(ROLES.length);
const personParams = z.strictObject({ personId: z.coerce.number().int().positive() });

const sessionView = z.object({
  staffId: z.number(),
  staffNo: z.string(),
  name: z.string(),
  roles: z.array(role),
  expiresAtMs: z.number(),
});
const personView = z.object({
  id: z.number(),
  staffNo: z.string(),
  name: z.string(),
  roles: z.array(role),
  department: z.string(),
  shiftId: z.string(),
  active: z.boolean(),
  hasPin: z.boolean(),
});
const personAnswer = z.object({ personId: z.number() });

const ADMINISTRATION = ['administrator', 'hr'] as const;

export interface StaffRouteParts {
  /** From the configuration: only then the demo PINs are told. */
  readonly demo: boolean;
  /** Fees are taken with a receipt. */
  readonly receipts: Receipts;
  /** By the roster, today. */
  departmentOf(person: Person): string;
}

/** Sign-in, first start, people and cards over HTTP. */
export function staffRoutes(staff: Staff, { demo, departmentOf, receipts }: StaffRouteParts): Route[] {
  return [
    ...sessionRoutes(staff),
    ...setupRoutes(staff, demo),
    ...peopleRoutes(staff, departmentOf),
    ...cardRoutes(staff, receipts),
  ];
}

function sessionRoutes(staff: Staff): Route[] {
  return [
    route({
      method: 'get',
      path: '/session',
      summary: 'Who is signed in at this screen; null when nobody is.',
      access: 'open',
      answer: sessionView.nullable(),
      handle: (ask) => (ask.session === undefined ? null : withoutToken(ask.session)),
    }),
    route({
      method: 'post',
      path: '/session',
      summary: 'Signs in with staff number and PIN; somebody signed in here is replaced.',
      access: 'open',
      body: z.strictObject({ staffNo, pin }),
      answer: sessionView,
      async handle(ask) {
        const session = await signIn(staff, { ...ask.body, replaces: ask.session?.token });
        ask.cookie.set(session.token);
        return withoutToken(session);
      },
    }),
    route({
      method: 'post',
      path: '/session/ticket',
      summary: 'Signs in with the ticket of a card just shown and the PIN.',
      access: 'open',
      body: z.strictObject({ ticket: z.string().min(20).max(64), pin }),
      answer: sessionView,
      async handle(ask) {
        const { ticket } = ask.body;
        const session = await signInWithTicket(staff, {
          ticket,
          pin: ask.body.pin,
          commandId: ask.command.id,
          replaces: ask.session?.token,
        });
        ask.cookie.set(session.token);
        return withoutToken(session);
      },
    }),
    route({
      method: 'delete',
      path: '/session',
      summary: 'Signs out; also fine when nobody is signed in.',
      access: 'open',
      answer: z.null(),
      handle(ask) {
        if (ask.session !== undefined) signOut(staff, ask.session.token);
        ask.cookie.clear();
        return null;
      },
    }),
    route({
      method: 'post',
      path: '/session/await-card',
      summary: 'The sign-in page waits: the next employee card signs in instead of punching.',
      access: 'open',
      answer: z.object({ waitsMs: z.number() }),
      handle: () => awaitSignInCard(staff),
    }),
    route({
      method: 'delete',
      path: '/session/await-card',
      summary: 'The sign-in page was left: cards punch again.',
      access: 'open',
      answer: z.null(),
      handle() {
        stopAwaitingCard(staff);
        return null;
      },
    }),
  ];
}

function setupRoutes(staff: Staff, demo: boolean): Route[] {
  const demoPin = z.object({ staffNo: z.string(), name: z.string(), pin: z.string(), cardId: z.string() });
  const demoRoute = route({
    method: 'get',
    path: '/setup/demo',
    summary: 'The public PINs of the demo plaza; this address exists only in a demo.',
    access: 'open',
    answer: z.array(demoPin),
    handle: () => demoPins(staff),
  });
  return [
    route({
      method: 'get',
      path: '/setup',
      summary: 'Whether the first administrator still has to be named, and whether this is a demo.',
      access: 'open',
      answer: z.object({ needsFirstAdministrator: z.boolean(), demo: z.boolean() }),
      handle: () => ({ needsFirstAdministrator: needsFirstAdministrator(staff), demo }),
    }),
    route({
      method: 'post',
      path: '/setup',
      summary: 'Names the first administrator; only while there is none.',
      access: 'open',
      body: z.strictObject({ staffNo, name, department, shiftId, pin }),
      answer: personAnswer,
      handle: (ask) => createFirstAdministrator(staff, ask.command, ask.body),
    }),
    ...(demo ? [demoRoute] : []),
  ];
}

function peopleRoutes(staff: Staff, departmentOf: StaffRouteParts['departmentOf']): Route[] {
  return [
    route({
      method: 'get',
      path: '/people',
      summary: 'Everybody, also who left, by staff number, with the department of today.',
      access: 'signed-in',
      answer: z.array(personView),
      handle: () =>
        listPeople(staff).map((person) => ({
          ...person,
          department: departmentOf(person),
          roles: [...person.roles],
        })),
    }),
    route({
      method: 'post',
      path: '/people',
      summary: 'Adds a person.',
      access: ADMINISTRATION,
      body: z.strictObject({ staffNo, name, department, roles, shiftId }),
      answer: personAnswer,
      handle: (ask) => addPerson(staff, ask.command, ask.body, signedIn(ask).roles),
    }),
    route({
      method: 'put',
      path: '/people/:personId',
      summary: 'Changes a person; what is absent stays. Department and shift are changed in the roster.',
      access: ADMINISTRATION,
      params: personParams,
      body: z.strictObject({
        staffNo: staffNo.optional(),
        name: name.optional(),
        roles: roles.optional(),
        active: z.boolean().optional(),
      }),
      answer: personAnswer,
      handle: (ask) => changePerson(staff, ask.command, ask.params.personId, ask.body, signedIn(ask).roles),
    }),
    route({
      method: 'put',
      path: '/people/:personId/pin',
      summary: 'Sets a PIN: one’s own with the present one, or anybody’s by an administrator.',
      access: 'signed-in',
      params: personParams,
      body: z.strictObject({ pin, currentPin: pin.optional() }),
      answer: personAnswer,
      handle: (ask) => setPin(staff, ask.command, { ...ask.body, personId: ask.params.personId, by: signedIn(ask) }),
    }),
  ];
}
