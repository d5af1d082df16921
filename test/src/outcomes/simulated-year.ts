import type { FormFact } from '../../../src/forms/rules.ts';
import { type RosterLine, rosterLinesOf } from '../../../src/roster/actions.ts';
import type { Person } from '../../../src/staff/actions.ts';
import { type SeededRandom, seededRandom } from '../../desk/trust/seeded-random.ts';
import {
  absences,
  changedSince,
  confirmedMissed,
  oddities,
  type Planting,
  regular,
  restWork,
  tooLate,
} from './planted.ts';
import { type OutcomesRoom, openRoom, punchWriter, type WrittenPunch } from './room-fixture.ts';

const PEOPLE = 120;
const FROM = '2026-01-01';
const UNTIL = '2026-12-31';
const SEED = 20_261_120;
/** Persons with an irregularity of their own: three days running, six in three months, four missed punches. */
const RUNNING = [1, 2, 3];
const SCATTERED = [4, 5, 6];
const FOUR_MISSED = [7, 8];
/** Reception people whose roster was changed after the taps of that day. */
const CHANGED_DAY = '2026-05-12';
const isChanged = (id: number): boolean => id % 14 === 4;
/** A day paid three times that hotline people work. */
const TRIPLE_PAY_DAY = '2026-10-01';
const SPECIAL = Math.max(...FOUR_MISSED);

/** A year of people, and what is to be found in it. */
export interface SimulatedYear {
  readonly room: OutcomesRoom;
  readonly people: readonly Person[];
  /** By person: `2026-11-20/reception/late 12`, with the confirmation if there is one. */
  readonly planted: ReadonlyMap<number, readonly string[]>;
  /** By person and month: days of absence. */
  readonly absentDays: ReadonlyMap<string, number>;
  /** `1 2026-06 running` */
  readonly reviews: readonly string[];
  readonly punches: number;
}

/** Writes a year of mixed shifts with known irregularities; the same one each time. */
export function simulateYear(): SimulatedYear {
  const people = Array.from({ length: PEOPLE }, (_, at) => personOf(at + 1));
  const room = openRoom(people, '2027-01-10T12:00:00+08:00');
  const random = seededRandom(SEED);
  const planted = new Map<number, string[]>();
  const absentDays = new Map<string, number>();
  const reviews: string[] = [];
  const punches: WrittenPunch[] = [];
  room.desk.database.transaction(() => {
    for (const { id } of people) employ(room, id);
  });
  for (const { id } of people) {
    const found: string[] = [];
    planted.set(id, found);
    const planting = (line: RosterLine): Planting => ({
      personId: id,
      line,
      random,
      punch: (punch) => punches.push({ ...punch, personId: id }),
      form: (form) => {
        const formId = room.forms.length + 1;
        room.forms.push({ ...form, formId, number: `F-${formId}`, personId: id } as FormFact);
        return formId;
      },
      proxy(day) {
        const flagId = room.proxies.length + 1;
        room.proxies.push({ personId: id, flagId, day, absentDays: 1, clause: 'R2 3(7)' });
        return flagId;
      },
      find: (text) => found.push(text),
    });
    for (const lines of monthsOf(rosterLinesOf(room.roster, id, FROM, UNTIL))) {
      const month = lines[0]?.day.slice(0, 7) ?? '';
      const plan = planMonth(id, month, lines, random);
      for (const line of lines) (plan.get(line.day) ?? regular)(planting(line));
      const heavy = [...plan.values()].filter((one) => absences.includes(one) || one === tooLate).length;
      const absent = id === FOUR_MISSED[0] || id === FOUR_MISSED[1] ? Number(month === '2026-03') : heavy;
      absentDays.set(`${id} ${month}`, absent);
      if (RUNNING.includes(id) && month === '2026-06') reviews.push(`${id} ${month} running`);
      if (SCATTERED.includes(id) && month === '2026-09') reviews.push(`${id} ${month} total`);
    }
  }
  const write = punchWriter(room.desk);
  room.desk.database.transaction(() => {
    for (const punch of punches.sort((a, b) => a.atMs - b.atMs)) write(punch);
  });
  return { room, people, planted, absentDays, reviews, punches: punches.length };
}

type Plant = (planting: Planting) => void;

/** At most one absence and one signed missed punch a month, so that they add up to no more than was planted. */
function planMonth(id: number, month: string, lines: readonly RosterLine[], random: SeededRandom): Map<string, Plant> {
  const plan = new Map<string, Plant>();
  const rostered = lines.filter(({ shifts }) => shifts.length > 0).map(({ day }) => day);
  const noPunch = absences[0];
  if (noPunch === undefined || rostered.length < 8) return plan;
  if (id <= SPECIAL) {
    if (RUNNING.includes(id) && month === '2026-06') for (const day of rostered.slice(4, 7)) plan.set(day, noPunch);
    if (SCATTERED.includes(id) && ['2026-07', '2026-08', '2026-09'].includes(month))
      for (const day of [rostered[2], rostered[5]]) if (day !== undefined) plan.set(day, noPunch);
    if (FOUR_MISSED.includes(id) && month === '2026-03')
      for (const day of rostered.slice(1, 5)) plan.set(day, confirmedMissed);
    return plan;
  }
  if (month === '2026-10' && id % 3 === 0 && rostered[0] === TRIPLE_PAY_DAY) {
    plan.set(TRIPLE_PAY_DAY, tooLate);
    return plan;
  }
  if (month === '2026-05' && isChanged(id)) plan.set(CHANGED_DAY, changedSince('reception'));
  const free = (): string => {
    const days = lines.filter(({ day, shifts }) => shifts.length > 0 && !plan.has(day));
    return days[random.between(0, days.length - 1)]?.day ?? '';
  };
  const pick = (of: readonly Plant[]): Plant => of[random.between(0, of.length - 1)] ?? regular;
  if (random.next() < 0.4) plan.set(free(), pick(absences));
  if (random.next() < 0.3) plan.set(free(), confirmedMissed);
  for (let times = random.between(0, 3); times > 0; times -= 1) plan.set(free(), pick(oddities));
  const rest = lines.filter(({ shifts }) => shifts.length === 0);
  if (random.next() < 0.3) plan.set(rest[random.between(0, rest.length - 1)]?.day ?? '', restWork);
  return plan;
}

const PATTERNS = ['reception', 'reception', 'hotline-day', 'split', 'reception', 'hotline-rota', 'hotline-night'];

/** Patterns in turn; every tenth is transferred in July, every eleventh joined in April, every twelfth has a nursing hour. */
function employ({ roster }: OutcomesRoom, id: number): void {
  const set = { setBy: 'system', setAtMs: 0, personId: id, cancelled: false };
  const patternOf = (at: number): string => PATTERNS[at % PATTERNS.length] ?? 'reception';
  const held = { department: '客服中心', postId: 'front-desk', grade: 'staff' } as const;
  const joined = id % 11 === 0 ? '2026-04-01' : '2025-01-01';
  roster.store.insertEmployment({ ...held, ...set, from: joined, patternId: patternOf(id) });
  if (id % 10 === 0)
    roster.store.insertEmployment({ ...held, ...set, from: '2026-07-06', patternId: patternOf(id + 1) });
  if (isChanged(id)) {
    const change = { day: CHANGED_DAY, shiftIds: ['hotline-day'], kind: 'edit', reason: '调班' } as const;
    roster.store.insertChange({ ...set, ...change });
  }
  const option = (['start-later', 'longer-lunch', 'leave-earlier'] as const)[id % 3];
  if (id % 12 === 0 && option !== undefined)
    roster.store.insertNursing({ ...set, from: '2026-03-01', until: '2026-10-31', option });
}

function personOf(id: number): Person {
  return {
    id,
    staffNo: String(id),
    name: `员工${id}`,
    roles: ['employee'],
    department: '客服中心',
    shiftId: 'rest',
    active: true,
  };
}

function monthsOf(lines: readonly RosterLine[]): RosterLine[][] {
  const months = new Map<string, RosterLine[]>();
  for (const line of lines) months.set(line.day.slice(0, 7), [...(months.get(line.day.slice(0, 7)) ?? []), line]);
  return [...months.values()];
}
