import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import type { Direction } from '../../../src/attendance/rules.ts';
import { openAttendanceStore } from '../../../src/attendance/store.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import type { FormFact } from '../../../src/forms/rules.ts';
import { type Outcomes, openOutcomes } from '../../../src/outcomes/actions.ts';
import type { ProxyFact } from '../../../src/outcomes/rules.ts';
import { openRoster, type Roster } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { at } from './outcomes-fixture.ts';

export const wang: Person = person(1, '1024', '王芳', ['clerk']);
export const zhang: Person = person(2, '2087', '张伟', ['employee']);
export const chen: Person = person(3, '1001', '陈静', ['supervisor']);

/** The outcomes on a desk of their own. */
export interface OutcomesRoom {
  readonly desk: TestDesk;
  readonly roster: Roster;
  readonly outcomes: Outcomes;
  /** Answered to whoever asks for forms. */
  readonly forms: FormFact[];
  /** Answered to whoever asks for what the audit decided. */
  readonly proxies: (ProxyFact & { readonly personId: number })[];
  /** `in 08:30`, `out +08:31`, as {@link punchesOf} of the worked cases reads them. */
  punch(personId: number, day: string, ...texts: readonly string[]): void;
  dispose(): void;
}

/** @param startsAt of the clock; absent: 1 December 2026, after the close */
export function openRoom(
  people: readonly Person[] = [wang, zhang, chen],
  startsAt = '2026-12-01T23:50:00+08:00',
): OutcomesRoom {
  const desk = openTestDesk(startsAt);
  const rules = readYaml('config/rules/attendance.yaml', attendanceRules);
  const personById = (id: number) => people.find((one) => one.id === id);
  const roster = openRoster(desk, {
    rules: readYaml('config/rules/roster.yaml', rosterRules),
    attendanceRules: rules,
    calendar: openCalendar(readYaml('config/rules/calendar.yaml', calendarRules)),
    restHours: () => ({ value: 8, clause: 'R3' }),
    personById,
    people: () => people,
  });
  const punches = openAttendanceStore(desk.database);
  const forms: FormFact[] = [];
  const proxies: OutcomesRoom['proxies'] = [];
  const outcomes = openOutcomes(desk, {
    rules,
    roster,
    punchesOf: punches.facts,
    formsTouching: (personId) => forms.filter((form) => form.personId === personId),
    proxiesOf: (personId) => proxies.filter((one) => one.personId === personId),
    people: () => people,
    personById,
    firstPunchDay: punches.firstDay,
  });
  const write = punchWriter(desk);
  return {
    desk,
    roster,
    outcomes,
    forms,
    proxies,
    punch(personId, day, ...texts) {
      for (const text of texts) {
        const [, direction, unsure, time = '', shiftId = 'reception'] =
          /^(in|out)(\?)? (\S+)(?: (\S+))?$/.exec(text) ?? [];
        write({
          personId,
          atMs: at(time, day),
          direction: direction as Direction,
          shiftId: shiftId === 'rest' ? '' : shiftId,
          shiftDay: day,
          sure: unsure === undefined,
        });
      }
    },
    dispose: desk.dispose,
  };
}

/** A punch as a tap would have stored it. */
export interface WrittenPunch {
  readonly personId: number;
  readonly atMs: number;
  readonly direction: Direction;
  readonly shiftId: string;
  readonly shiftDay: string;
  readonly sure: boolean;
}

/** Writes punches without taps: what a tap makes of them is tried elsewhere. */
export function punchWriter({ database }: Pick<TestDesk, 'database'>): (punch: WrittenPunch) => void {
  const insert = database.prepare(
    `INSERT INTO punches (person_id, card_id, reader_id, at_ms, clock_quality, boot_id, monotonic_ms, direction, shift_id,
     shift_day, in_window, minutes_late, minutes_early, rules_from, clause)
     VALUES (@personId, '4A00001024', 'reader-1', @atMs, @quality, 'boot', 0, @direction, @shiftId, @shiftDay, 1, 0, 0,
     '2026-01-01', 'R2 1')`,
  );
  return ({ sure, ...punch }) => insert.run({ ...punch, quality: sure ? 'synchronised' : 'unsure' });
}

function person(id: number, staffNo: string, name: string, roles: Person['roles']): Person {
  return { id, staffNo, name, roles, department: '客服中心', shiftId: 'reception', active: true };
}
