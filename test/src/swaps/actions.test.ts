import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readYaml } from '../../../config/read-yaml.ts';
import { swapRules } from '../../../config/rules/swaps.ts';
import type { FormFact } from '../../../src/forms/rules.ts';
import { type Roster, rosterLineOf, setEmployment } from '../../../src/roster/actions.ts';
import {
  answerSwap,
  applySwap,
  openSwaps,
  type Swaps,
  swapColleagues,
  swapDaysWith,
  swapPartners,
} from '../../../src/swaps/actions.ts';
import { command, openTestDesk, type TestDesk } from '../../desk-fixture.ts';
import { openTestRoster } from '../roster/roster-fixture.ts';

const [WANG, LI, ZHOU] = [7, 8, 9];
const people = [WANG, LI, ZHOU].map((id) => ({ id, shiftId: 'hotline-day' }));

let desk: TestDesk;
let roster: Roster;
let forms: FormFact[];
let swaps: Swaps;
beforeEach(() => {
  desk = openTestDesk('2026-11-10T04:00:00Z');
  roster = openTestRoster(desk, people);
  forms = [];
  swaps = openSwaps(desk, {
    rules: readYaml('config/rules/swaps.yaml', swapRules),
    roster,
    formsTouching: (personId) =>
      forms.filter((form) => form.personId === personId || (form.kind === 'swap' && form.withPersonId === personId)),
    nameOf: (id) => `员工${id}`,
    colleagues: () => people.map(({ id }) => ({ personId: id, staffNo: `${id}`, name: `员工${id}` })),
  });
  const rota = { from: '2026-01-01', department: '热线中心', postId: 'hotline', grade: 'staff' } as const;
  setEmployment(roster, command(), WANG, { ...rota, patternId: 'hotline-day' });
  setEmployment(roster, command(), LI, { ...rota, patternId: 'hotline-night' });
  setEmployment(roster, command(), ZHOU, { ...rota, patternId: 'hotline-day', postId: 'front-desk' });
});
afterEach(() => desk.dispose());

const idsOn = (who: number, day: string): string =>
  rosterLineOf(roster, who, day)
    .shifts.map(({ shiftId }) => shiftId)
    .join();
const form = (day: string, otherDay: string, formId: number): FormFact => ({
  kind: 'swap',
  formId,
  number: `S-${formId}`,
  personId: WANG,
  withPersonId: LI,
  day,
  otherDay,
  state: 'confirmed',
  filledAtMs: 0,
  filledDay: '2026-11-01',
});

describe('the swaps room', () => {
  it('answers from roster and forms: two of two used in November, each form once', () => {
    const request = { personId: WANG, withPersonId: LI, day: '2026-11-20', otherDay: '2026-11-21' };
    expect(idsOn(LI, '2026-11-21')).toBe('hotline-night');
    expect(answerSwap(swaps, request)).toMatchObject({ passed: true });
    forms = [form('2026-11-02', '2026-11-04', 1), form('2026-11-09', '2026-11-07', 2)];
    const answer = answerSwap(swaps, request);
    expect(answer.checks.find(({ kind }) => kind === 'month-limit')).toMatchObject({
      passed: false,
      used: 2,
      limit: 2,
    });
    // Its own form does not stand in its way.
    expect(answerSwap(swaps, request, 2).passed).toBe(true);
  });

  it('names those one could change with, the nearest day first, and nobody of another post', () => {
    const { partners, against } = swapPartners(swaps, WANG, '2026-11-20');
    expect(partners.length).toBeGreaterThan(0);
    expect(partners.every(({ personId }) => personId === LI)).toBe(true);
    expect(partners[0]?.counts).toMatchObject([{ kind: 'month-limit', used: 0, limit: 2 }]);
    expect(against).toEqual([]);
  });

  // Break it: let alike() keep what fails in other words, or nothing at all.
  it('says why with nobody: the limit that is reached, the day that is too near, the day without a shift', () => {
    const why = (day: string): string[] => {
      const { partners, against } = swapPartners(swaps, WANG, day);
      expect(partners).toEqual([]);
      return against.map(({ says }) => says.zh);
    };
    expect(why('2026-11-22')).toEqual(['员工7 2026-11-22 没有班']);
    expect(why('2026-11-10')).toContain('要提前 1 天申请，最早可换 2026-11-11 的班');
    forms = [form('2026-11-02', '2026-11-04', 1), form('2026-11-05', '2026-11-07', 2)];
    expect(why('2026-11-20')).toContain('员工7 11 月已换 2 / 2 次，不能再换；超出一次扣 5 分');
  });

  // Break it: let swapColleagues() leave out whoever is no mate.
  it('names everybody else by name, those who do the same work first', () => {
    expect(swapColleagues(swaps, ZHOU, '2026-11-20').map(({ personId }) => personId)).toEqual([WANG, LI]);
    expect(swapColleagues(swaps, WANG, '2026-11-20')).toEqual([
      { personId: LI, staffNo: '8', name: '员工8' },
      { personId: ZHOU, staffNo: '9', name: '员工9' },
    ]);
  });

  it('shows the working days of one colleague: what can be taken first, the rest with the rule and its clause', () => {
    const { name, days } = swapDaysWith(swaps, { personId: WANG, day: '2026-11-20', withPersonId: LI });
    expect(name).toBe('员工8');
    const possible = days.filter(({ passed }) => passed);
    expect(possible.length).toBeGreaterThan(0);
    expect(days.slice(0, possible.length)).toEqual(possible);
    expect(possible[0]?.tells).toMatchObject([{ kind: 'month-limit', used: 0, limit: 2, clause: 'R3' }]);
    // What can be taken by name is what is proposed without one.
    const proposed = swapPartners(swaps, WANG, '2026-11-20').partners.map(({ otherDay }) => otherDay);
    expect(possible.map(({ otherDay }) => otherDay)).toEqual(proposed.sort());
    const refused = days.slice(possible.length);
    expect(refused.every(({ tells }) => tells.length > 0 && tells.every(({ passed }) => !passed))).toBe(true);
    expect(refused.flatMap(({ tells }) => tells.map(({ says }) => says.zh))).toContain('员工7 2026-11-12 自己有班');
  });

  // Break it: leave ownFormId out of swapDaysWith().
  it('says of every day that two of two are used, and not while one of them is being corrected', () => {
    forms = [form('2026-11-02', '2026-11-04', 1), form('2026-11-09', '2026-11-07', 2)];
    const asked = { personId: WANG, day: '2026-11-20', withPersonId: LI };
    const { days } = swapDaysWith(swaps, asked);
    expect(days.length).toBeGreaterThan(0);
    for (const { passed, tells } of days) {
      expect(passed).toBe(false);
      expect(tells.map(({ says }) => says.zh)).toContain('员工7 11 月已换 2 / 2 次，不能再换；超出一次扣 5 分');
    }
    expect(swapDaysWith(swaps, asked, 2).days.some(({ passed }) => passed)).toBe(true);
    expect(swapPartners(swaps, WANG, '2026-11-20').partners).toEqual([]);
    expect(swapPartners(swaps, WANG, '2026-11-20', 2).partners.length).toBeGreaterThan(0);
  });

  it('says which rule keeps somebody of another post from changing, and nothing of days that are over', () => {
    const { days } = swapDaysWith(swaps, { personId: WANG, day: '2026-11-12', withPersonId: ZHOU });
    expect(days[0]?.otherDay).toBe('2026-11-10');
    for (const { tells } of days) expect(tells.map(({ kind }) => kind)).toContain('same-post');
  });

  // Break it: write only the person's two days in applySwap, and 李敏 works twice.
  it('puts a swap into the roster of both', () => {
    const request = { personId: WANG, withPersonId: LI, day: '2026-11-20', otherDay: '2026-11-21', number: 'S-1' };
    desk.change('staff:1', (change) => applySwap(swaps, change, request));
    expect([idsOn(WANG, '2026-11-20'), idsOn(WANG, '2026-11-21')]).toEqual(['', 'hotline-night']);
    expect([idsOn(LI, '2026-11-20'), idsOn(LI, '2026-11-21')]).toEqual(['hotline-day', '']);
  });

  it('exchanges the shifts of one day', () => {
    const day = '2026-11-24';
    expect([idsOn(WANG, day), idsOn(LI, day)]).toEqual(['hotline-day', 'hotline-night']);
    const request = { personId: WANG, withPersonId: LI, day, otherDay: day, number: 'S-2' };
    desk.change('staff:1', (change) => applySwap(swaps, change, request));
    expect([idsOn(WANG, day), idsOn(LI, day)]).toEqual(['hotline-night', 'hotline-day']);
  });
});
