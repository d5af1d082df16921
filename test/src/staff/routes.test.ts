import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { attendanceRoutes } from '../../../src/attendance/routes.ts';
import { authenticate, fillDemoPlaza, type Staff } from '../../../src/staff/actions.ts';
import { staffRoutes } from '../../../src/staff/routes.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { fakePrinter } from '../../fake-printer.ts';
import { type HttpFixture, openHttp, type TestScreen } from '../../http-fixture.ts';
import { openTestAttendance, tapAt } from '../attendance/attendance-fixture.ts';
import { openReceiptsRoom } from '../receipts/receipts-fixture.ts';
import { openTestStaff } from './staff-fixture.ts';

let desk: TestDesk;
let staff: Staff;
let http: HttpFixture;
let screen: TestScreen;

const departmentOf = () => '营运部';

async function open(demo: boolean, filled: boolean): Promise<void> {
  desk = openTestDesk('2026-11-23T08:00:00+08:00');
  staff = openTestStaff(desk);
  if (filled) await fillDemoPlaza(staff);
  const attendance = openTestAttendance(desk);
  const routes = [
    ...staffRoutes(staff, { demo, receipts: openReceiptsRoom(fakePrinter(), desk).receipts, departmentOf }),
    ...attendanceRoutes(attendance, staff),
  ];
  http = await openHttp(routes, (token) => authenticate(staff, token));
  screen = http.screen();
}

beforeEach(() => open(true, true));
afterEach(async () => {
  await http.close();
  desk.dispose();
  expect(http.reported).toEqual([]);
});

const signInAs = async (staffNo: string) => {
  const pin = (await screen.get('/setup/demo')).body.find((one: { staffNo: string }) => one.staffNo === staffNo).pin;
  return screen.post('/session', { staffNo, pin });
};

describe('signing in over HTTP', () => {
  it('sets an HttpOnly cookie and never shows the token', async () => {
    const answer = await signInAs('1024');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ staffNo: '1024', name: '王芳' });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    expect(JSON.stringify(answer.body)).not.toContain(screen.token);
    expect((await screen.get('/session')).body).toMatchObject({ staffNo: '1024' });
    expect((await screen.delete('/session')).status).toBe(200);
    expect((await screen.get('/session')).body).toBeNull();
  });

  it('refuses a wrong PIN with 403, a lock with 429, a wrong body with 400 and the field', async () => {
    for (let count = 0; count < 5; count++) {
      expect(await screen.post('/session', { staffNo: '1024', pin: '000000' })).toMatchObject({
        status: 403,
        body: { code: 'staff/pin-wrong' },
      });
    }
    expect(await signInAs('1024')).toMatchObject({ status: 429, body: { facts: { seconds: 900 } } });
    expect(await screen.post('/session', { staffNo: '1024' })).toMatchObject({ status: 400, body: { field: 'pin' } });
    expect(await screen.post('/session', { staffNo: "1' OR 1", pin: '1' })).toMatchObject({
      status: 400,
      body: { field: 'staffNo' },
    });
  });

  it('refuses a ticket that was never given with 409', async () => {
    expect(await screen.post('/session/await-card')).toMatchObject({ status: 200, body: { waitsMs: 30_000 } });
    expect(await screen.post('/session/ticket', { ticket: 'x'.repeat(43), pin: '1234' })).toMatchObject({
      status: 409,
      body: { code: 'staff/ticket-over' },
    });
    expect((await screen.delete('/session/await-card')).status).toBe(200);
  });
});

describe('administration over HTTP', () => {
  const person = { staffNo: '4001', name: '吴敏', department: '客服中心', roles: ['employee'], shiftId: 'reception' };

  it('is 401 for nobody and 403 for a clerk', async () => {
    expect((await screen.get('/people')).status).toBe(401);
    await signInAs('1024');
    expect((await screen.get('/people')).status).toBe(200);
    expect((await screen.post('/people', person)).status).toBe(403);
    expect((await screen.post('/cards', { cardId: '4A00004001', kind: 'loyalty', label: '1' })).status).toBe(403);
  });

  it('lets HR add people and cards, and the administrator set a PIN that is echoed nowhere', async () => {
    await signInAs('3002');
    const added = await screen.post('/people', person);
    expect(added.status).toBe(200);
    const { personId } = added.body;
    expect((await screen.post('/cards', { cardId: '4A00004001', kind: 'employee', personId })).status).toBe(200);
    expect((await screen.put(`/people/${personId}/pin`, { pin: '73519' })).status).toBe(403);
    await signInAs('9000');
    const set = await screen.put(`/people/${personId}/pin`, { pin: '73519' });
    expect(set).toMatchObject({ status: 200, body: { personId } });
    const short = await screen.put(`/people/${personId}/pin`, { pin: '12' });
    expect(short).toMatchObject({ status: 400, body: { field: 'pin' } });
    expect(JSON.stringify((await screen.get('/people')).body)).not.toContain('73519');
    expect((await screen.post('/session', { staffNo: '4001', pin: '73519' })).status).toBe(200);
  });

  // Break it: answer `person.department` from the record, or take `department` in the body again.
  it('lists the department the roster has today, and changes neither it nor the shift', async () => {
    await signInAs('9000');
    const everybody: { department: string }[] = (await screen.get('/people')).body;
    expect(new Set(everybody.map(({ department }) => department))).toEqual(new Set(['营运部']));
    for (const [field, value] of [
      ['department', '营运部'],
      ['shiftId', 'hotline-day'],
      ['shiftFrom', '2026-12-01'],
    ] as const)
      expect(await screen.put('/people/1', { [field]: value })).toMatchObject({ status: 400, body: { field } });
  });

  it('answers wrong fields 400, unknown ids 404, wrong states 409 with the state', async () => {
    await signInAs('9000');
    expect(await screen.put('/people/1', { roles: ['king'] })).toMatchObject({
      status: 400,
      body: { field: 'roles.0' },
    });
    expect(await screen.put('/people/1', { rank: 1 })).toMatchObject({ status: 400, body: { field: 'rank' } });
    expect(await screen.put('/people/abc', {})).toMatchObject({ status: 400, body: { field: 'personId' } });
    expect((await screen.put('/people/999', {})).status).toBe(404);
    expect((await screen.post('/cards/4A0000FFFF/lost', { reason: '丢失' })).status).toBe(404);
    expect((await screen.post('/cards/4A00001024/lost', { reason: '丢失' })).status).toBe(200);
    expect(await screen.post('/cards/4A00001024/return')).toMatchObject({
      status: 409,
      body: { facts: { state: 'lost' } },
    });
    expect(await screen.post('/people', { ...person, staffNo: '1024' })).toMatchObject({
      status: 409,
      body: { code: 'staff/staff-no-taken' },
    });
    const { value, methods } = (await screen.get('/card-fees')).body;
    const replace = {
      newCardId: '4A11111024',
      why: 'lost',
      methodId: methods[0].id,
      saidFeeFen: value.lostFen,
    };
    expect(await screen.post('/cards/4A00001024/replace', replace)).toMatchObject({
      status: 200,
      body: { cardId: '4A11111024', receiptNumber: 1 },
    });
    expect((await screen.get('/cards')).body).toContainEqual(
      expect.objectContaining({ cardId: '4A11111024', state: 'in-use' }),
    );
  });
});

describe('the first start over HTTP', () => {
  const first = { staffNo: '9000', name: '孙丽', department: '信息部', shiftId: 'reception', pin: '900011' };

  it('names the first administrator once, and tells no demo PINs outside a demo', async () => {
    await http.close();
    desk.dispose();
    await open(false, false);
    expect((await screen.get('/setup')).body).toEqual({ needsFirstAdministrator: true, demo: false });
    expect((await screen.get('/setup/demo')).status).toBe(404);
    expect((await screen.post('/setup', { ...first, pin: '1' })).status).toBe(400);
    expect((await screen.post('/setup', first)).status).toBe(200);
    expect((await screen.post('/setup', { ...first, staffNo: '9001' })).status).toBe(409);
    expect((await screen.get('/setup')).body).toEqual({ needsFirstAdministrator: false, demo: false });
  });
});

describe('punches over HTTP', () => {
  it('show masked names to nobody in particular and full ones to who is signed in', async () => {
    const wang = staff.store.personByStaffNo('1024', 0);
    if (wang === undefined) throw new Error('no demo people');
    await tapAt(desk, openTestAttendance(desk), '2026-11-23 08:27', wang);
    expect((await screen.get('/presence')).body).toMatchObject([{ name: '王*', staffNo: '1024' }]);
    expect((await screen.get('/punches/today')).body).toMatchObject([{ name: '王*', direction: 'in' }]);
    await signInAs('1024');
    expect((await screen.get('/presence')).body).toMatchObject([{ name: '王芳' }]);
  });
});
