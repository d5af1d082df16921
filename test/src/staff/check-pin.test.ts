import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changePerson, checkPin, type Staff, setPin } from '../../../src/staff/actions.ts';
import { lockAfter, lockLeft } from '../../../src/staff/rules.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { addTestPerson, administrator, openTestStaff, refusal } from './staff-fixture.ts';

let desk: TestDesk;
let staff: Staff;

beforeEach(() => {
  desk = openTestDesk();
  staff = openTestStaff(desk);
});
afterEach(() => desk.dispose());

async function typeWrong(times: number, staffNo = '1024'): Promise<void> {
  for (let count = 0; count < times; count++) await refusal(checkPin(staff, { staffNo, pin: '000000' }));
}

describe('checking a PIN (F12)', () => {
  it('says who it is', async () => {
    const id = await addTestPerson(staff, { pin: '4711' });
    expect(await checkPin(staff, { staffNo: '1024', pin: '4711' })).toMatchObject({ id, name: '王芳' });
  });

  // Break: let lockAfter answer 0 → the sixth try with the right PIN is let in.
  it('locks after five wrong PINs, also for the right one', async () => {
    await addTestPerson(staff, { pin: '4711' });
    await typeWrong(5);
    const refused = await refusal(checkPin(staff, { staffNo: '1024', pin: '4711' }));
    expect(refused).toEqual({ code: 'staff/pin-locked', facts: { seconds: 900 } });
  });

  it('lets the right PIN in after four wrong ones and forgets them', async () => {
    await addTestPerson(staff, { pin: '4711' });
    await typeWrong(4);
    await checkPin(staff, { staffNo: '1024', pin: '4711' });
    await typeWrong(4);
    expect(await checkPin(staff, { staffNo: '1024', pin: '4711' })).toMatchObject({ staffNo: '1024' });
  });

  // Break: run checks in parallel instead of in turn → more than five are tried.
  it('tries no more than five of thirty sent at once', async () => {
    await addTestPerson(staff, { pin: '4711' });
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => refusal(checkPin(staff, { staffNo: '1024', pin: `${5000 + n}` }))),
    );
    expect(codes.filter(({ code }) => code === 'staff/pin-wrong')).toHaveLength(5);
  });

  it('allows no more than twelve tries in an hour, and ever fewer', async () => {
    await addTestPerson(staff, { pin: '4711' });
    let tried = 0;
    for (let minute = 0; minute < 60; minute++) {
      for (;;) {
        const { code } = await refusal(checkPin(staff, { staffNo: '1024', pin: '000000' }));
        if (code !== 'staff/pin-wrong') break;
        tried += 1;
      }
      await desk.clock.advance(60_000);
    }
    expect(tried).toBe(7);
  });

  it('keeps the lock across a restart', async () => {
    await addTestPerson(staff, { pin: '4711' });
    await typeWrong(5);
    desk = desk.restart();
    staff = openTestStaff(desk);
    expect(await refusal(checkPin(staff, { staffNo: '1024', pin: '4711' }))).toMatchObject({
      code: 'staff/pin-locked',
    });
  });

  it('is not opened by setting the wall clock, and opens when the time is over', async () => {
    await addTestPerson(staff, { pin: '4711' });
    await typeWrong(5);
    desk.clock.setWall('2027-11-21T08:00:00+08:00');
    expect(await refusal(checkPin(staff, { staffNo: '1024', pin: '4711' }))).toMatchObject({
      code: 'staff/pin-locked',
    });
    await desk.clock.advance(900_000);
    expect(await checkPin(staff, { staffNo: '1024', pin: '4711' })).toMatchObject({ staffNo: '1024' });
  });

  it('after a reboot with the clock back in 1970 counts the lock from then, not until that date comes', async () => {
    await addTestPerson(staff, { pin: '4711' });
    await typeWrong(5);
    desk.clock.bootId = 'boot-two';
    desk.clock.setWall('1970-01-01T00:00:00Z');
    expect(await refusal(checkPin(staff, { staffNo: '1024', pin: '4711' }))).toMatchObject({
      code: 'staff/pin-locked',
    });
    await desk.clock.advance(900_000);
    expect(await checkPin(staff, { staffNo: '1024', pin: '4711' })).toMatchObject({ staffNo: '1024' });
  });

  it('answers an unknown number, a person without a PIN and one who left exactly as a wrong PIN, lock included', async () => {
    await addTestPerson(staff, { staffNo: '1', pin: '4711' });
    await addTestPerson(staff, { staffNo: '2' });
    const left = await addTestPerson(staff, { staffNo: '3', pin: '4711' });
    changePerson(staff, command(), left, { active: false }, administrator);
    const answers = async (staffNo: string, pin: string) => {
      const seen = [];
      for (let count = 0; count < 6; count++) seen.push(await refusal(checkPin(staff, { staffNo, pin })));
      return seen;
    };
    const expected = await answers('1', '0000');
    expect(await answers('2', '4711')).toEqual(expected);
    expect(await answers('3', '4711')).toEqual(expected);
    expect(await answers('777', '4711')).toEqual(expected);
  });

  it('is unlocked by an administrator who sets a new PIN', async () => {
    const personId = await addTestPerson(staff, { pin: '4711' });
    await typeWrong(5);
    await setPin(staff, command(), { personId, pin: '8899', by: { staffId: 99, roles: administrator } });
    expect(await checkPin(staff, { staffNo: '1024', pin: '8899' })).toMatchObject({ staffNo: '1024' });
  });

  it('keeps neither the PIN nor a digest that can be searched without the pepper', async () => {
    await addTestPerson(staff, { pin: '47114711' });
    await refusal(
      checkPin(staff, { staffNo: '1024', pin: '47114711' }).then(() => checkPin(staff, { staffNo: '1024', pin: '5' })),
    );
    const texts = ['commands', 'journal', 'pin_tries'].flatMap((table) =>
      desk.database.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(texts)).not.toContain('47114711');
  });
});

describe('the lock', () => {
  const rules = {
    wrongPinsBeforeLock: { value: 5 },
    firstLockSeconds: { value: 900 },
    longestLockSeconds: { value: 86_400 },
    idleSignOutMinutes: { value: 5 },
    pinLength: { value: { least: 4, most: 8 } },
  };
  it.each([
    [0, 0],
    [4, 0],
    [5, 900],
    [6, 1_800],
    [7, 3_600],
    [12, 86_400],
    [5_000, 86_400],
  ])('after %i wrong PINs lasts %i seconds', (failures, seconds) => {
    expect(lockAfter(failures, rules)).toBe(seconds * 1000);
  });

  it('never lasts longer than it was given, whatever the wall clock says', () => {
    const at = { wallMs: 5_000_000, monotonicMs: 0, bootId: 'a' };
    const now = { wallMs: 0, monotonicMs: 0, bootId: 'b', quality: 'unsure' } as const;
    expect(lockLeft({ lockedMs: 1_000, at }, now)).toBe(1_000);
  });
});
