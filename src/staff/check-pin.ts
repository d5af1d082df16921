import { DeskError } from '../ports/desk-error.ts';
import type { Staff } from './open-staff.ts';
import { lockAfter, lockIsAdrift, lockLeft, type Person } from './rules.ts';

/** More checks than this waiting in a row is no clerk. */
const MOST_WAITING = 20;

/**
 * Says who typed this staff number and PIN: for signing in and for a supervisor's approval alike. Wrong tries count by the
 * number as typed, so an unknown number, a person without a PIN and a wrong PIN get the same answer, work and lock.
 *
 * @throws DeskError `staff/pin-wrong`, `staff/pin-locked` (facts: `seconds`) or `staff/pin-busy`
 */
export async function checkPin(
  staff: Staff,
  asked: { readonly staffNo: string; readonly pin: string },
): Promise<Person> {
  if (staff.hasher.waiting >= MOST_WAITING) throw busy();
  return staff.hasher.inTurn(async () => {
    const digest = staff.hasher.digest('staff-no', asked.staffNo);
    refuseLocked(staff, digest);
    const person = staff.store.personByStaffNo(asked.staffNo, staff.desk.clock.read().wallMs);
    const stored = person?.active === true ? staff.store.pin(person.id) : undefined;
    const right = await staff.hasher.matches(stored, asked.pin);
    if (!right || person === undefined) {
      countWrong(staff, digest, person);
      throw new DeskError('forbidden', 'staff/pin-wrong', {
        zh: '工号或密码不对，请再输一次。',
        en: 'The staff number or the PIN is not right. Please type it again.',
      });
    }
    if (staff.store.tries(digest) !== undefined) staff.desk.database.transaction(() => staff.store.dropTries(digest));
    return person;
  });
}

function refuseLocked(staff: Staff, digest: string): void {
  const tries = staff.store.tries(digest);
  if (tries === undefined || tries.lockedMs === 0) return;
  const now = staff.desk.clock.read();
  if (lockIsAdrift(tries, now)) {
    staff.desk.database.transaction(() => staff.store.putTries(digest, tries.failures, tries.lockedMs, now));
    throw locked(tries.lockedMs);
  }
  const leftMs = lockLeft(tries, now);
  if (leftMs > 0) throw locked(leftMs);
}

function countWrong(staff: Staff, digest: string, person: Person | undefined): void {
  const rules = staff.rules();
  staff.desk.change('screen', (change) => {
    const failures = (staff.store.tries(digest)?.failures ?? 0) + 1;
    const lockedMs = lockAfter(failures, rules);
    // A number nobody has tried for longer than the longest lock starts afresh; keeps a guesser from filling the table.
    staff.store.dropOldTries(change.at.wallMs - 2 * rules.longestLockSeconds.value * 1000);
    staff.store.putTries(digest, failures, lockedMs, change.at);
    change.record({
      kind: lockedMs > 0 ? 'staff/pin-locked' : 'staff/pin-wrong',
      subject: person === undefined ? 'staff:unknown' : `staff:${person.id}`,
      body: { failures, lockedMs },
    });
  });
}

function locked(leftMs: number): DeskError {
  const minutes = Math.ceil(leftMs / 60_000);
  return new DeskError(
    'too-many',
    'staff/pin-locked',
    {
      zh: `密码错的次数太多，请等 ${minutes} 分钟，或找管理员。`,
      en: `Too many wrong PINs. Wait ${minutes} min, or ask the administrator.`,
    },
    { facts: { seconds: Math.ceil(leftMs / 1000) } },
  );
}

function busy(): DeskError {
  return new DeskError('too-many', 'staff/pin-busy', {
    zh: '正在核对别的密码，请稍等再试。',
    en: 'Other PINs are being checked. Please try again in a moment.',
  });
}
