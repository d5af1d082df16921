import { Temporal } from 'temporal-polyfill';
import type { Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Staff } from './open-staff.ts';
import { administratorsOnly, noSuchPerson, wrongField } from './refusals.ts';
import type { Person, Role } from './rules.ts';
import { forgetSessionsOf } from './sessions.ts';
import type { PersonFields } from './store.ts';

/** What is known of a new person. */
export interface NewPerson {
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
  readonly roles: readonly Role[];
  readonly shiftId: string;
}

/** What changes about a person; what is absent stays. */
export interface PersonChange {
  readonly staffNo?: string | undefined;
  readonly name?: string | undefined;
  readonly department?: string | undefined;
  readonly roles?: readonly Role[] | undefined;
  readonly shiftId?: string | undefined;
  /** `YYYY-MM-DD` from which the new shift holds; absent: at once. */
  readonly shiftFrom?: string | undefined;
  readonly active?: boolean | undefined;
}

/** A person as the administration page lists them. */
export interface PersonRecord extends Person {
  readonly hasPin: boolean;
  readonly nextShift: { readonly shiftId: string; readonly atMs: number } | null;
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
    nextShift: staff.store.plannedShift(person.id),
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
  const id = staff.store.insertPerson({ ...person, nextShift: null, active: true, leftAtMs: null }, change.at.wallMs);
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
 * Changes a person; somebody made inactive is signed out, their cards stop working and their roster ends with that day.
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
    const department = wanted.department ?? person.department;
    const shift = shiftFields(staff, person, wanted, change.at.wallMs);
    const leftAtMs = active ? null : (person.leftAtMs ?? change.at.wallMs);
    staff.store.updatePerson(personId, { staffNo, name, department, roles, active, leftAtMs, ...shift });
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
        department,
        shiftId: shift.shiftId,
        nextShift: shift.nextShift,
      },
      personal: { name, staffNo },
    });
    return { personId };
  }).answer;
}

function shiftFields(
  staff: Staff,
  person: Person,
  wanted: PersonChange,
  nowMs: number,
): Pick<PersonFields, 'shiftId' | 'nextShift'> {
  const planned = staff.store.plannedShift(person.id);
  const stillPlanned = planned !== null && planned.atMs > nowMs ? planned : null;
  if (wanted.shiftId === undefined) return { shiftId: person.shiftId, nextShift: stillPlanned };
  refuseUnknownShift(staff, wanted.shiftId);
  if (wanted.shiftFrom === undefined) return { shiftId: wanted.shiftId, nextShift: null };
  const atMs = startOfDay(staff, wanted.shiftFrom);
  return atMs <= nowMs
    ? { shiftId: wanted.shiftId, nextShift: null }
    : { shiftId: person.shiftId, nextShift: { shiftId: wanted.shiftId, atMs } };
}

function startOfDay(staff: Staff, day: string): number {
  try {
    return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: staff.desk.timeZone }).epochMilliseconds;
  } catch {
    throw wrongField(
      'shiftFrom',
      '没有这个日期，请写成 2026-12-01 这样。',
      'There is no such date; write it as 2026-12-01.',
    );
  }
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
