import { readYaml } from '../../../config/read-yaml.ts';
import { calendarRules } from '../../../config/rules/calendar.ts';
import { postRoomRules } from '../../../config/rules/post-room.ts';
import { openCalendar } from '../../../src/calendar/actions.ts';
import type { SheetView } from '../../../src/forms/actions.ts';
import { dayOutcomes } from '../../../src/outcomes/actions.ts';
import type { Paper } from '../../../src/ports/receipt-printer.ts';
import { openPostRoom, type PostRoom } from '../../../src/post-room/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { chen, type OutcomesRoom, openRoom, wang, zhang } from '../outcomes/room-fixture.ts';

/** 王芳 and 陈静 in one department, 张伟 in the other. */
const everybody: readonly Person[] = [wang, { ...zhang, department: '物业部' }, chen];

export interface PostFixture extends OutcomesRoom {
  readonly post: PostRoom;
  readonly papers: { readonly document: string; readonly paper: Paper }[];
  /** Sheets as the forms room would answer them; `dueDay` and `place` count. */
  readonly sheets: (SheetView & { place: SheetView['place'] })[];
  /** The first day anybody punched. */
  since: string | undefined;
  readonly delivered: { readonly id: string; readonly formIds: readonly number[] }[];
}

/**
 * @param startsAt of the clock; absent: Friday, 20 November 2026, in the morning
 * @param zhangLeftMs absent: 张伟 is still here
 */
export function openPostFixture(startsAt = '2026-11-20T10:00:00+08:00', zhangLeftMs?: number): PostFixture {
  const people = zhangLeftMs === undefined ? everybody : everybody.map((one) => leftAt(one, zhangLeftMs));
  const room = openRoom(people, startsAt);
  const papers: PostFixture['papers'] = [];
  const sheets: PostFixture['sheets'] = [];
  const delivered: PostFixture['delivered'] = [];
  const post = openPostRoom(room.desk, {
    rules: readYaml('config/rules/post-room.yaml', postRoomRules),
    calendar: openCalendar(readYaml('config/rules/calendar.yaml', calendarRules)),
    roster: room.roster,
    closes: '22:00',
    identity: { plaza: { zh: '晴川购物广场' }, desk: { zh: '客户服务中心' } },
    people: () => people,
    personById: (id) => people.find((one) => one.id === id),
    placed: (from, until) =>
      sheets
        .filter(({ dueDay }) => from <= dueDay && dueDay <= until)
        .map(({ formId, kind, department, place, dueDay }) => ({ id: formId, kind, department, place, dueDay })),
    sheets: ({ department, kinds, dueFrom, dueUntil }) =>
      sheets.filter(
        (sheet) =>
          sheet.department === department &&
          kinds.includes(sheet.kind) &&
          dueFrom <= sheet.dueDay &&
          sheet.dueDay <= dueUntil,
      ),
    departmentsWithSheets: () => sheets.filter(({ place }) => place !== 'hr').map(({ department }) => department),
    deliverToHr({ id }, formIds) {
      delivered.push({ id, formIds });
      for (const sheet of sheets) if (formIds.includes(sheet.formId)) sheet.place = 'hr';
    },
    dayOutcomes: (personId, from, until) => dayOutcomes(room.outcomes, personId, from, until),
    firstPunchDay: () => made.since,
    queuePaper: (_change, { document, paper }) => papers.push({ document, paper }),
  });
  const made: PostFixture = { ...room, post, papers, sheets, delivered, since: '2026-01-05' };
  return made;
}

/** A leave form that was due on Thursday the 19th. */
export function sheet(formId: number, more: Partial<SheetView> = {}): PostFixture['sheets'][number] {
  return {
    formId,
    number: `L-20261118-${formId}`,
    kind: 'leave',
    title: { zh: '请假单', en: 'Leave' },
    what: { zh: '事假 1 天', en: 'Casual leave, 1 day' },
    person: { id: wang.id, staffNo: wang.staffNo, name: wang.name },
    department: wang.department,
    state: 'confirmed',
    place: 'person',
    fromDay: '2026-11-18',
    untilDay: '2026-11-18',
    signed: 2,
    needs: 2,
    next: null,
    dueDay: '2026-11-19',
    overdue: false,
    sinceMs: 0,
    lacking: null,
    ...more,
  };
}

function leftAt(one: Person, leftAtMs: number): Person {
  return one.id === zhang.id ? { ...one, active: false, leftAtMs } : one;
}
