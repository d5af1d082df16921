import type { Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Staff } from './open-staff.ts';
import { administratorsOnly, noSuchPerson, wrongField } from './refusals.ts';
import type { Person, Role } from './rules.ts';
import { forgetSessionsOf } from './sessions.ts';

/** What is known of a new person. */
export interface NewPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly shiftId: string;
}

/** What changes about a person; what is absent stays. Department and shift are the roster's from the day on that it says. */
export interface PersonChange {
  readonly staffNo?: string | undefined;
  readonly name?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly active?: boolean | undefined;
}

/** A person as the administration page lists them. */
export interface PersonRecord extends Person {
  readonly hasPin: boolean;
}

export function personById(staff: Staff, id: number): Person | undefined {
  return staff.store.personById(id, staff.desk.clock.read().wallMs);
}

export function personByStaffNo(staff: Staff, staffNo: string): Person | undefined {
  return staff.store.personByStaffNo(staffNo, staff.desk.clock.read().wallMs);
}

/** Everybody, also who left, by staff number. */
export function listPeople(staff: Staff): PersonRecord[] {
  const withPin = staff.store.peopleWithPin();
  return staff.store.people(staff.desk.clock.read().wallMs).map((person) => ({
    ...person,
    hasPin: withPin.has(person.id),
  }));
}

/**
 * Adds a person.
 * @param by roles of who asks: only an administrator makes an administrator
 * @throws DeskError `staff/staff-no-taken`, `staff/administrators-only`
 */
export function addPerson(
  staff: Staff,
  command: Command,
  person: NewPerson,
  by: readonly Role[],
): { personId: number } {
  return staff.desk.act(command, 'staff/add-person', (change) => {
    if (person.roles.includes('administrator') && !by.includes('administrator')) throw administratorsOnly();
    return { personId: insertPerson(staff, change, person) };
  }).answer;
}

/** Adds a person inside the caller's transaction. */
export function insertPerson(staff: Staff, change: Change, person: NewPerson): number {
  refuseTaken(staff, person.staffNo, undefined);
  refuseUnknownShift(staff, person.shiftId);
  const id = staff.store.insertPerson({ ...person, active: true, leftAtMs: null }, change.at.wallMs);
  change.record({
    kind: 'staff/person-added',
    subject: `staff:${id}`,
    body: { roles: [...person.roles], shiftId: person.shiftId, department: person.department },
    personal: { name: person.name, staffNo: person.staffNo },
  });
  change.publish({ name: 'staff', payload: { personId: id } });
  return id;
}

/**
 * Changes a person; somebody made inactive is signed out, their cards stop working and their roster ends with that day, until they are made
 * active again.
 * @throws DeskError `staff/no-such-person`, `staff/staff-no-taken`, `staff/last-administrator`, `staff/administrators-only`
 */
export function changePerson(
  staff: Staff,
  command: Command,
  personId: number,
  wanted: PersonChange,
  by: readonly Role[],
): { personId: number } {
  return staff.desk.act(command, 'staff/change-person', (change) => {
    const person = staff.store.personById(personId, change.at.wallMs);
    if (person === undefined) throw noSuchPerson();
    const roles = wanted.roles ?? person.roles;
    const active = wanted.active ?? person.active;
    const touchesAdministrator = person.roles.includes('administrator') || roles.includes('administrator');
    if (touchesAdministrator && !by.includes('administrator')) throw administratorsOnly();
    const staysAdministrator = active && roles.includes('administrator');
    if (!staysAdministrator) refuseLastAdministrator(staff, person, change.at.wallMs);
    const staffNo = wanted.staffNo ?? person.staffNo;
    refuseTaken(staff, staffNo, personId);
    const name = wanted.name ?? person.name;
    const leftAtMs = active ? null : (person.leftAtMs ?? change.at.wallMs);
    staff.store.updatePerson(personId, { staffNo, name, roles, active, leftAtMs });
    if (active && person.leftAtMs !== undefined)
      staff.store.insertAway(personId, { leftAtMs: person.leftAtMs, backAtMs: change.at.wallMs });
    if (!active) {
      staff.store.dropSessionsOf(personId);
      change.afterCommit(() => forgetSessionsOf(staff, personId));
    }
    change.publish({ name: 'staff', payload: { personId } });
    change.record({
      kind: 'staff/person-changed',
      subject: `staff:${personId}`,
      body: {
        changed: Object.entries(wanted).flatMap(([field, value]) => (value === undefined ? [] : [field])),
        roles: [...roles],
        active,
      },
      personal: { name, staffNo },
    });
    return { personId };
  }).answer;
}

function refuseTaken(staff: Staff, staffNo: string, self: number | undefined): void {
  const holder = staff.store.personByStaffNo(staffNo, 0);
  if (holder === undefined || holder.id === self) return;
  throw new DeskError(
    'wrong-state',
    'staff/staff-no-taken',
    { zh: '这个工号已经有人用了，请换一个。', en: 'This staff number is taken. Please use another one.' },
    { field: 'staffNo', facts: { state: 'taken' } },
  );
}

function refuseUnknownShift(staff: Staff, shiftId: string): void {
  if (staff.shifts === undefined || staff.shifts.includes(shiftId)) return;
  throw wrongField('shiftId', '没有这个班次，请从列表里选。', 'There is no such shift. Please choose from the list.');
}

function refuseLastAdministrator(staff: Staff, person: Person, nowMs: number): void {
  if (!person.active || !person.roles.includes('administrator')) return;
  const others = staff.store
    .people(nowMs)
    .some((other) => other.id !== person.id && other.active && other.roles.includes('administrator'));
  if (others) return;
  throw new DeskError(
    'wrong-state',
    'staff/last-administrator',
    {
      zh: '这是最后一位管理员。请先让另一个人当管理员。',
      en: 'This is the last administrator. Make somebody else an administrator first.',
    },
    { facts: { state: 'last-administrator' } },
  );
}
