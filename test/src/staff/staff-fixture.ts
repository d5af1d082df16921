import { readYaml } from '../../../config/read-yaml.ts';
import { staffRules } from '../../../config/rules/staff.ts';
import { addPerson, type NewPerson, openStaff, type Role, type Staff, setPin } from '../../../src/staff/actions.ts';
import { command, type TestDesk } from '../../desk-fixture.ts';

export const testPepper = new Uint8Array(32).fill(9);
const rules = readYaml('config/rules/staff.yaml', staffRules);

/** Hundreds of PINs are tried here; pin-hash.test.ts looks at what one costs in the product. */
const PIN_COST = 2 ** 10;
const shifts = ['reception', 'hotline-day', 'hotline-night'];

export function openTestStaff(desk: TestDesk): Staff {
  return openStaff(desk, { rules, pepper: testPepper, pinCost: PIN_COST, shifts });
}

export const administrator: readonly Role[] = ['administrator'];

export async function addTestPerson(staff: Staff, wanted: Partial<NewPerson> & { pin?: string } = {}): Promise<number> {
  const { pin, ...fields } = wanted;
  const person: NewPerson = {
    staffNo: '1024',
    name: '王芳',
    department: '客服中心',
    roles: ['employee', 'clerk'],
    shiftId: 'reception',
    ...fields,
  };
  const { personId } = addPerson(staff, command(), person, administrator);
  if (pin !== undefined) await setPin(staff, command(), { personId, pin, by: { staffId: -1, roles: administrator } });
  return personId;
}

/** What a promise was refused with. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; facts: unknown }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'facts' in error) {
      return { code: String(error.code), facts: error.facts };
    }
    throw error;
  }
  throw new Error('was not refused');
}
