import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  authenticate,
  awaitSignInCard,
  changePerson,
  personById,
  type Staff,
  signIn,
  signInWithTicket,
  signOut,
  stopAwaitingCard,
  takeSignInCard,
} from '../../../src/staff/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { addTestPerson, administrator, openTestStaff, refusal } from './staff-fixture.ts';

let desk: TestDesk;
let staff: Staff;
let wang: number;

beforeEach(async () => {
  desk = openTestDesk();
  staff = openTestStaff(desk);
  wang = await addTestPerson(staff, { pin: '4711' });
});
afterEach(() => desk.dispose());

const MINUTE = 60_000;

function ticketOf(id: number): string | undefined {
  const person = personById(staff, id);
  return person === undefined ? undefined : takeSignInCard(staff, person);
}

describe('a session', () => {
  it('is not kept alive by a page that refreshes itself', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    await desk.clock.advance(4 * MINUTE);
    expect(authenticate(staff, token, false)).toBeDefined();
    await desk.clock.advance(MINUTE);
    expect(authenticate(staff, token, false)).toBeUndefined();
  });

  it('lives while it is used and ends after five idle minutes', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    for (let touch = 0; touch < 5; touch++) {
      await desk.clock.advance(4 * MINUTE);
      expect(authenticate(staff, token)).toMatchObject({ staffId: wang });
    }
    await desk.clock.advance(5 * MINUTE);
    expect(authenticate(staff, token)).toBeUndefined();
  });

  it('ends by the monotonic clock: a jump of the wall clock neither ends nor stretches it', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    desk.clock.setWall('2030-01-01T00:00:00Z');
    expect(authenticate(staff, token)).toBeDefined();
    desk.clock.setWall('2020-01-01T00:00:00Z');
    await desk.clock.advance(5 * MINUTE);
    expect(authenticate(staff, token)).toBeUndefined();
  });

  it('survives a restart of the service, not of the machine', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    desk = desk.restart();
    staff = openTestStaff(desk);
    expect(authenticate(staff, token)).toMatchObject({ staffNo: '1024' });
    desk = desk.restart();
    desk.clock.bootId = 'boot-two';
    staff = openTestStaff(desk);
    expect(authenticate(staff, token)).toBeUndefined();
  });

  it('is not written with every touch, yet a kill costs at most half a minute of it', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    const touched = () =>
      desk.database.prepare<{ t: number }>('SELECT touched_monotonic_ms AS t FROM sessions').get()?.t;
    const first = touched();
    await desk.clock.advance(1_000);
    authenticate(staff, token);
    expect(touched()).toBe(first);
    await desk.clock.advance(30_000);
    authenticate(staff, token);
    expect(touched()).toBe(desk.clock.monotonicMs());
  });

  it('is replaced at the screen where somebody else signs in', async () => {
    await addTestPerson(staff, { staffNo: '1018', name: '李敏', pin: '1234' });
    const first = await signIn(staff, { staffNo: '1024', pin: '4711' });
    const second = await signIn(staff, { staffNo: '1018', pin: '1234', replaces: first.token });
    expect(authenticate(staff, first.token)).toBeUndefined();
    expect(authenticate(staff, second.token)).toMatchObject({ name: '李敏' });
  });

  it('ends at sign-out, for a changed token there is none, and the token is stored nowhere', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    const stored = JSON.stringify(desk.database.prepare('SELECT * FROM sessions').all());
    expect(stored).not.toContain(token);
    expect(authenticate(staff, `${token.slice(1)}A`)).toBeUndefined();
    signOut(staff, token);
    expect(authenticate(staff, token)).toBeUndefined();
  });

  it('follows the person: new roles at once, and it ends when they leave', async () => {
    const { token } = await signIn(staff, { staffNo: '1024', pin: '4711' });
    changePerson(staff, command(), wang, { roles: ['employee', 'supervisor'] }, administrator);
    expect(authenticate(staff, token)?.roles).toEqual(['employee', 'supervisor']);
    changePerson(staff, command(), wang, { active: false }, administrator);
    expect(authenticate(staff, token)).toBeUndefined();
  });
});

describe('signing in with a card', () => {
  it('takes the next employee card only while the page waits', async () => {
    expect(ticketOf(wang)).toBeUndefined();
    awaitSignInCard(staff);
    expect(ticketOf(wang)).toBeTypeOf('string');
    expect(ticketOf(wang)).toBeUndefined();
    awaitSignInCard(staff);
    stopAwaitingCard(staff);
    expect(ticketOf(wang)).toBeUndefined();
    awaitSignInCard(staff);
    await desk.clock.advance(30_000);
    expect(ticketOf(wang)).toBeUndefined();
  });

  it('needs the PIN, and works once; the same command again is answered again', async () => {
    awaitSignInCard(staff);
    const ticket = ticketOf(wang) ?? '';
    expect(await refusal(signInWithTicket(staff, { ticket, pin: '1', commandId: 'a' }))).toMatchObject({
      code: 'staff/pin-wrong',
    });
    expect(await signInWithTicket(staff, { ticket, pin: '4711', commandId: 'b' })).toMatchObject({ staffId: wang });
    expect(await signInWithTicket(staff, { ticket, pin: '4711', commandId: 'b' })).toMatchObject({ staffId: wang });
    expect(await refusal(signInWithTicket(staff, { ticket, pin: '4711', commandId: 'c' }))).toMatchObject({
      code: 'staff/ticket-over',
    });
  });

  it('runs out after two minutes', async () => {
    awaitSignInCard(staff);
    const ticket = ticketOf(wang) ?? '';
    await desk.clock.advance(120_000);
    expect(await refusal(signInWithTicket(staff, { ticket, pin: '4711', commandId: 'a' }))).toMatchObject({
      code: 'staff/ticket-over',
    });
  });
});
