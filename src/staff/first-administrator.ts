import type { Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Staff } from './open-staff.ts';
import { insertPerson } from './people.ts';
import { mustBeGoodPin, storePin, withoutPin } from './set-pin.ts';

/** True until somebody is there who may add the others. */
export function needsFirstAdministrator(staff: Staff): boolean {
  const people = staff.store.people(staff.desk.clock.read().wallMs);
  return !people.some((person) => person.active && person.roles.includes('administrator'));
}

/**
 * Adds the first administrator, who then adds everybody else; only while there is none, also when two ask at once.
 * @throws DeskError `staff/has-administrator`, `staff/wrong-pin`, `staff/staff-no-taken`
 */
export async function createFirstAdministrator(
  staff: Staff,
  command: Command,
  asked: {
    readonly name: string;
    readonly staffNo: string;
    readonly department: string;
    readonly shiftId: string;
    readonly pin: string;
  },
): Promise<{ personId: number }> {
  mustBeGoodPin(staff, asked.pin);
  const hash = await staff.hasher.hash(asked.pin);
  const { pin, ...person } = asked;
  const { request } = withoutPin(staff, command, 0, pin);
  return staff.desk.act(
    { ...command, request: { ...person, secret: request } },
    'staff/first-administrator',
    (change) => {
      if (!needsFirstAdministrator(staff)) {
        throw new DeskError(
          'wrong-state',
          'staff/has-administrator',
          { zh: '已经有管理员了，请用管理员的工号登录。', en: 'There is an administrator already. Please sign in.' },
          { facts: { state: 'has-administrator' } },
        );
      }
      const personId = insertPerson(staff, change, { ...person, roles: ['employee', 'administrator'] });
      storePin(staff, change, personId, hash);
      return { personId };
    },
  ).answer;
}
