import { readYaml } from '../../../config/read-yaml.ts';
import { attendanceRules } from '../../../config/rules/attendance.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { type FormRules, formRules } from '../../../config/rules/forms.ts';
import { type LeaveRules, leaveRules } from '../../../config/rules/leave.ts';
import { rosterRules } from '../../../config/rules/roster.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import {
  draftView,
  type FormAsked,
  type FormAsking,
  type FormFact,
  type FormRefusal,
  type Forms,
  fillForm,
  leaveTaken,
  openForms,
} from '../../../src/forms/actions.ts';
import type { PunchOn } from '../../../src/forms/checks.rules.ts';
import { annualLeft, type Leave, leaveAccount, openLeave } from '../../../src/leave/actions.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { openRoster, type Roster, setEmployment } from '../../../src/roster/actions.ts';
import type { Grade } from '../../../src/roster/rules.ts';
import type { Person, Role } from '../../../src/staff/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';

const [firstForms] = readYaml('config/rules/forms.yaml', formRules);
const [firstLeave] = readYaml('config/rules/leave.yaml', leaveRules);
if (firstForms === undefined || firstLeave === undefined) throw new Error('no rules');

/** The rules as they are supplied. */
export const shippedForms: FormRules = firstForms;
export const shippedLeave: LeaveRules = firstLeave;

const attendance = readYaml('config/rules/attendance.yaml', attendanceRules);
const rosters = readYaml('config/rules/roster.yaml', rosterRules);
const calendar = openCalendar(readYaml('config/rules/calendar.yaml', calendarRules));

/** Who works here: number, posts, grade, first day. */
export const WHO = {
  director: 1,
  supervisor: 2,
  lead: 3,
  clerk: 4,
  hr: 5,
  zhang: 7,
  newcomer: 8,
  night: 9,
  manager: 10,
} as const;

const people: readonly (Person & { readonly grade: Grade; readonly joined: string })[] = [
  person(WHO.director, '1000', '何洁', ['employee'], 'director', '2020-01-01'),
  person(WHO.supervisor, '1001', '陈静', ['employee', 'supervisor'], 'manager', '2020-01-01'),
  person(WHO.lead, '1018', '李敏', ['employee', 'clerk', 'shift-lead'], 'staff', '2021-01-01'),
  person(WHO.clerk, '1024', '王芳', ['employee', 'clerk'], 'staff', '2022-01-01'),
  person(WHO.hr, '3002', '刘洋', ['employee', 'hr'], 'staff', '2022-01-01'),
  person(WHO.zhang, '2087', '张伟', ['employee'], 'staff', '2024-03-01'),
  person(WHO.newcomer, '2099', '孙晓', ['employee'], 'staff', '2026-10-01'),
  person(WHO.night, '1033', '赵磊', ['employee'], 'staff', '2024-03-01', 'hotline-night'),
  person(WHO.manager, '1002', '周婷', ['employee'], 'manager', '2022-01-01'),
];

/** A forms room with a roster, leave accounts, punches as a test says, and the papers it would print. */
export interface FormsRoom {
  readonly desk: TestDesk;
  readonly forms: Forms;
  readonly leave: Leave;
  readonly roster: Roster;
  readonly papers: { readonly document: string; readonly subject: string; readonly paper: Paper }[];
  readonly withdrawn: string[];
  readonly settled: FormFact[];
  /** `in 08:30` of a day. */
  punch(personId: number, day: string, ...texts: readonly string[]): void;
  /** Answers the refusal of a draft as `code § clause`, or `''`. */
  refusal(asked: FormAsked, more?: Partial<FormAsking>): string;
  fill(asked: FormAsked, more?: Partial<FormAsking> & { readonly by?: number }): number;
  at(when: string): void;
  swapRefusal: FormRefusal | undefined;
}

export interface FormsRoomOptions {
  readonly now?: string;
  readonly rules?: Partial<FormRules>;
  readonly leaveRules?: Partial<LeaveRules>;
}

const open: TestDesk[] = [];

/** Friday the 20th at eight in the evening unless told. */
export function openFormsRoom({
  now = '2026-11-20T20:00',
  rules = {},
  leaveRules = {},
}: FormsRoomOptions = {}): FormsRoom {
  const desk = openTestDesk(`${now}:00+08:00`);
  open.push(desk);
  const personById = (id: number) => people.find((one) => one.id === id);
  const roster = openRoster(desk, {
    rules: rosters,
    attendanceRules: attendance,
    calendar,
    restHours: () => ({ value: 8, clause: 'R3' }),
    personById,
    people: () => people,
  });
  for (const { id, joined, grade, department, shiftId } of people)
    setEmployment(roster, command(), id, { from: joined, department, postId: '', grade, patternId: shiftId }, true);
  const punches: (PunchOn & { personId: number; day: string })[] = [];
  const leave: Leave = openLeave(desk, {
    rules: [{ ...shippedLeave, ...leaveRules }],
    roster,
    taken: (personId, from, until) => leaveTaken(forms, personId, from, until),
  });
  const papers: FormsRoom['papers'] = [];
  const withdrawn: string[] = [];
  const settled: FormFact[] = [];
  const forms: Forms = openForms(desk, {
    rules: [{ ...shippedForms, ...rules }],
    leaveRules: [{ ...shippedLeave, ...leaveRules }],
    attendanceRules: attendance,
    identity: { plaza: { zh: '晴川购物广场' }, desk: { zh: '客户服务中心' } },
    roster,
    people: () => people,
    personById,
    punchesSince: (personId, from) => punches.filter((one) => one.personId === personId && one.day >= from),
    annualLeft: (personId, day) => annualLeft(leave, personId, day),
    annualUntil: (personId, day) => leaveAccount(leave, personId, day).year.until,
    queuePaper: (_change, job) => papers.push(job),
    withdrawPapers: (_change, subject) => withdrawn.push(subject),
    previewPaper: () => undefined,
    checkSwap: () => room.swapRefusal,
    settled: (_change, fact) => settled.push(fact),
  });
  const asking = (asked: FormAsked, more: Partial<FormAsking>): FormAsking => ({
    personId: WHO.zhang,
    reason: '',
    asked,
    ...more,
  });
  const clerk = { personId: WHO.clerk, posts: ['employee', 'clerk'] };
  const room: FormsRoom = {
    desk,
    forms,
    leave,
    roster,
    papers,
    withdrawn,
    settled,
    swapRefusal: undefined,
    punch(personId, day, ...texts) {
      for (const text of texts) {
        const [direction = '', time = '', shiftId = personById(personId)?.shiftId ?? ''] = text.split(' ');
        const atMs = Date.parse(
          `${time.startsWith('+') ? roster.shiftCalendar.dayAfter(day) : day}T${time.replace('+', '')}:00+08:00`,
        );
        punches.push({ personId, day, shiftId, direction: direction === 'in' ? 'in' : 'out', atMs });
      }
    },
    refusal(asked, more = {}) {
      const { refusal } = draftView(forms, asking(asked, more), clerk);
      return refusal === null ? '' : `${refusal.code} § ${refusal.clause}`;
    },
    fill: (asked, { by = WHO.clerk, ...more } = {}) =>
      fillForm(forms, command(`staff:${by}`), asking(asked, more), {
        personId: by,
        posts: personById(by)?.roles ?? [],
      }).answer.formId,
    at: (when) => desk.clock.setWall(`${when}:00+08:00`),
  };
  return room;
}

export function closeFormsRooms(): void {
  for (const desk of open.splice(0)) desk.dispose();
}

/** Leave of whole days. */
export function leaveOf(
  leaveKind: Extract<FormAsked, { kind: 'leave' }>['leaveKind'],
  from: string,
  until = from,
  more: object = {},
): FormAsked {
  return {
    kind: 'leave',
    leaveKind,
    from: { day: from, half: 'first' },
    until: { day: until, half: 'second' },
    ...more,
  };
}

function person(
  id: number,
  staffNo: string,
  name: string,
  roles: readonly Role[],
  grade: Grade,
  joined: string,
  shiftId = 'reception',
) {
  return { id, staffNo, name, roles, department: '客服中心', shiftId, active: true, grade, joined };
}
