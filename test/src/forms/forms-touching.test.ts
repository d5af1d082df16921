import { afterEach, describe, expect, it } from 'vitest';
import { departmentsOnTheirWay, formsTouching, withdrawForm } from '../../../src/forms/actions.ts';
import { command } from '../../desk-fixture.ts';
import { closeFormsRooms, leaveOf, openFormsRoom, WHO } from './forms-fixture.ts';

afterEach(closeFormsRooms);

describe('the forms of a person', () => {
  // Break it: leave the second SELECT out of the store’s `touching`, and the other one of a swap knows nothing of it.
  it('are those about a day of the span, a sheet for both punches twice, a swap for both people', () => {
    const { desk, forms } = openFormsRoom();
    desk.database
      .prepare(
        `INSERT INTO forms (number, kind, person_id, department, state, place, from_day, until_day, from_ms, until_ms, shift_id, direction,
         leave_kind, with_person_id, other_day, reason, details, chain, documents, due_day, origin, rules_from, filled_by, filled_at_ms, filled_day)
         VALUES
         ('E-1', 'exception', 7, '', 'open', 'person', '2026-11-19', '2026-11-19', NULL, NULL, 'reception', 'both', NULL, NULL, NULL,
          '', '{}', '[]', '[]', '2026-11-19', 'gap', '2026-01-01', 'system', 5, '2026-11-20'),
         ('L-1', 'leave', 7, '', 'refused', 'desk', '2026-11-20', '2026-11-24', 10, 20, NULL, NULL, 'annual', NULL, NULL,
          '', '{}', '[]', '[]', '2026-11-19', 'touch', '2026-01-01', 'staff:7', 6, '2026-11-18'),
         ('S-1', 'swap', 8, '', 'confirmed', 'hr', '2026-11-21', '2026-11-25', NULL, NULL, NULL, NULL, NULL, 7, '2026-11-25',
          '', '{}', '[]', '[]', '2026-11-19', 'touch', '2026-01-01', 'staff:8', 7, '2026-11-18'),
         ('S-2', 'swap', 7, '', 'open', 'person', '2026-12-03', '2026-12-08', NULL, NULL, NULL, NULL, NULL, 8, '2026-12-03',
          '', '{}', '[]', '[]', '2026-12-02', 'touch', '2026-01-01', 'staff:7', 8, '2026-11-18')`,
      )
      .run();
    const seen = (from: string, until: string) =>
      formsTouching(forms, 7, from, until).map(({ number, kind, ...fact }) => [
        number,
        'direction' in fact ? fact.direction : kind,
      ]);
    expect(seen('2026-11-18', '2026-11-18')).toEqual([]);
    expect(seen('2026-11-19', '2026-11-19')).toEqual([
      ['E-1', 'in'],
      ['E-1', 'out'],
    ]);
    expect(seen('2026-11-24', '2026-11-30')).toEqual([
      ['L-1', 'leave'],
      ['S-1', 'swap'],
    ]);
    expect(formsTouching(forms, 7, '2026-11-25', '2026-11-25')[0]).toMatchObject({
      personId: 8,
      withPersonId: 7,
      day: '2026-11-21',
      otherDay: '2026-11-25',
      state: 'confirmed',
    });
    // Break it: take the first day of the form for the one that is given away.
    expect(formsTouching(forms, 7, '2026-12-03', '2026-12-03')).toMatchObject([
      { day: '2026-12-08', otherDay: '2026-12-03' },
    ]);
  });
});

// Break it: leave the state, or the place, out of `onTheirWay` in the store.
it('tells the departments with sheets that are not with HR, and not those that were withdrawn', () => {
  const { desk, forms, fill } = openFormsRoom({ now: '2026-11-19T09:00' });
  expect(departmentsOnTheirWay(forms)).toEqual([]);
  const formId = fill(leaveOf('annual', '2026-11-23'));
  expect(departmentsOnTheirWay(forms)).toEqual(['客服中心']);
  desk.database.prepare("UPDATE forms SET place = 'hr'").run();
  expect(departmentsOnTheirWay(forms)).toEqual([]);
  desk.database.prepare("UPDATE forms SET place = 'person'").run();
  withdrawForm(forms, command(), formId, '不需要了', { personId: WHO.clerk, posts: ['clerk'] });
  expect(departmentsOnTheirWay(forms)).toEqual([]);
});
