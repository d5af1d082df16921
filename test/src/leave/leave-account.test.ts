import { afterEach, describe, expect, it } from 'vitest';
import { draftView, recordSignature, strikeStep, tickDocument, withdrawForm } from '../../../src/forms/actions.ts';
import { adjustLeave, leaveAccount } from '../../../src/leave/actions.ts';
import { accountYear, entitledHalfDays } from '../../../src/leave/rules.ts';
import { setEmployment } from '../../../src/roster/actions.ts';
import { command } from '../../desk-fixture.ts';
import { closeFormsRooms, leaveOf, openFormsRoom, shippedLeave, WHO } from '../forms/forms-fixture.ts';

afterEach(closeFormsRooms);

describe('a year of leave', () => {
  it('begins with the day somebody joined, or in January where that is the rule or nobody knows', () => {
    expect(accountYear('2024-03-01', '2026-02-28', 'joined')).toEqual({
      from: '2025-03-01',
      until: '2026-02-28',
      served: 1,
    });
    expect(accountYear('2024-03-01', '2026-03-01', 'joined')).toEqual({
      from: '2026-03-01',
      until: '2027-02-28',
      served: 2,
    });
    expect(accountYear('2026-10-01', '2026-11-20', 'joined')).toMatchObject({ served: 0 });
    expect(accountYear('2024-03-01', '2026-11-20', 'calendar')).toEqual({
      from: '2026-01-01',
      until: '2026-12-31',
      served: 1,
    });
    expect(accountYear(null, '2026-11-20', 'joined')).toEqual({ from: '2026-01-01', until: '2026-12-31', served: 1 });
  });

  // Break it: grow from the first year on in entitledHalfDays(), and the second year has 11 days.
  it('gives 5 days, then 10, then a day more each year up to 15; directors 10 from the beginning', () => {
    const days = (grade: 'staff' | 'director', served: number, rules = shippedLeave) =>
      entitledHalfDays(rules, grade, { from: '', until: '', served }) / 2;
    expect([0, 1, 2, 5, 6, 7, 30].map((served) => days('staff', served))).toEqual([5, 10, 11, 14, 15, 15, 15]);
    expect([0, 1, 6].map((served) => days('director', served))).toEqual([10, 10, 15]);
    // The other reading of "10, 10, 15" (requirements §8): the cap is never reached.
    const { value } = shippedLeave.annual;
    const flat = { ...value, director: { ...value.director, growsPerYear: 0 } };
    expect(days('director', 30, { ...shippedLeave, annual: { ...shippedLeave.annual, value: flat } })).toBe(10);
  });
});

describe('an account', () => {
  // Break it: leave `pending` out of `left`, and what is asked for can be asked for again.
  it('tells what was given, used, is on its way and left', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    const account = () => leaveAccount(room.leave, WHO.zhang, '2026-11-19');
    expect(account()).toMatchObject({
      joined: '2024-03-01',
      entitled: 22,
      halfDayHours: 4,
      used: 0,
      pending: 0,
      left: 22,
      availableFrom: null,
      clause: 'R2 4',
    });
    const formId = room.fill(leaveOf('annual', '2026-11-23', '2026-11-23'));
    room.fill({
      kind: 'leave',
      leaveKind: 'annual',
      from: { day: '2026-11-24', half: 'first' },
      until: { day: '2026-11-24', half: 'first' },
    });
    expect(account()).toMatchObject({ used: 0, pending: 3, left: 19 });
    recordSignature(room.forms, command(), formId, { personId: WHO.lead, verdict: 'signed' });
    expect(account()).toMatchObject({ used: 2, pending: 1, left: 19 });
    withdrawForm(room.forms, command(), formId, '不需要了', { personId: WHO.clerk, posts: ['clerk'] });
    expect(account()).toMatchObject({ used: 0, pending: 1, left: 21 });
    // The next year is another account.
    expect(leaveAccount(room.leave, WHO.zhang, '2027-03-01')).toMatchObject({ entitled: 24, left: 24 });
  });

  it('tells what expires soon, and from when on a newcomer may take any', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    // Sixty days before the last one. Break it: read `>` in isExpiring().
    expect(leaveAccount(room.leave, WHO.zhang, '2026-12-29')).toMatchObject({ expiring: 0 });
    expect(leaveAccount(room.leave, WHO.zhang, '2026-12-30')).toMatchObject({
      expiring: 22,
      year: { until: '2027-02-28' },
    });
    expect(leaveAccount(room.leave, WHO.newcomer, '2026-11-19')).toMatchObject({
      entitled: 10,
      availableFrom: '2027-01-01',
    });
  });

  it('is put right by HR with an entry of its own', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    const adjust = (halfDays: number, reason: string) =>
      adjustLeave(room.leave, command('staff:5'), WHO.zhang, { day: '2026-11-19', halfDays, reason }).answer.left;
    expect(adjust(4, '上年结转')).toBe(26);
    expect(adjust(-1, '更正')).toBe(25);
    expect(leaveAccount(room.leave, WHO.zhang, '2026-11-19').adjustments).toMatchObject([
      { halfDays: 4, reason: '上年结转', saidBy: 'staff:5' },
      { halfDays: -1 },
    ]);
    expect(() => adjust(0, '无')).toThrowError(expect.objectContaining({ code: 'leave/nothing' }));
  });

  // Break it: give back in givenBack() whatever account the day is in.
  it('gets back what a correction frees of it, and no other account does', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    const left = (day: string) => leaveAccount(room.leave, WHO.zhang, day).left;
    const adjust = (day: string, halfDays: number) =>
      adjustLeave(room.leave, command('staff:5'), WHO.zhang, { day, halfDays, reason: '更正' });
    adjust('2026-11-19', -12);
    adjust('2027-03-01', -16);
    const before = room.fill(leaveOf('annual', '2027-02-22', '2027-02-26'));
    expect([left('2027-02-28'), left('2027-03-01')]).toEqual([0, 8]);
    const moved = (until: string) => leaveOf('annual', '2027-03-01', until);
    expect(room.refusal(moved('2027-03-05'), { replaces: before })).toBe('balance § R2 4');
    const within = room.fill(leaveOf('annual', '2027-02-15', '2027-02-19'), { replaces: before });
    expect([left('2027-02-28'), left('2027-03-01')]).toEqual([0, 8]);
    room.fill(moved('2027-03-04'), { replaces: within });
    expect([left('2027-02-28'), left('2027-03-01')]).toEqual([10, 0]);
  });

  // Break it: ask the account alone in planForm().
  it('is shown while a form is corrected with what the form before gives back', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    const before = room.fill(leaveOf('annual', '2026-11-23', '2026-11-27'));
    const draft = (replaces?: number) =>
      draftView(
        room.forms,
        { personId: WHO.zhang, asked: leaveOf('annual', '2026-11-30'), reason: '', ...(replaces && { replaces }) },
        { personId: WHO.clerk, posts: ['clerk'] },
      ).left;
    expect([draft(), draft(before)]).toEqual([12, 22]);
  });

  // Break it: read `year_from = @from` in the store.
  it('keeps what HR added before it told the first day', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    adjustLeave(room.leave, command('staff:5'), WHO.zhang, { day: '2026-11-19', halfDays: 4, reason: '上年结转' });
    const now = { department: '客服中心', postId: '', grade: 'staff', patternId: 'reception' } as const;
    setEmployment(room.roster, command(), WHO.zhang, { from: '2024-02-01', ...now }, true);
    expect(leaveAccount(room.leave, WHO.zhang, '2026-11-19')).toMatchObject({ adjusted: 4, left: 26 });
    expect(leaveAccount(room.leave, WHO.zhang, '2027-02-01')).toMatchObject({ adjusted: 0 });
  });

  // Break it: leave `strikes` out of the store's leaveTaken, and a document that was ticked off wrongly is there.
  it('adds up every kind of leave, with the documents that were seen of those that go with it', () => {
    const room = openFormsRoom({ now: '2026-11-19T09:00' });
    const formId = room.fill(leaveOf('sick', '2026-11-20', '2026-11-22'), { allowedBy: WHO.lead });
    const sick = () =>
      leaveAccount(room.leave, WHO.zhang, '2026-11-19').kinds.find(({ leaveKind }) => leaveKind === 'sick');
    expect(sick()).toMatchObject({ pending: 6, pay: 40, counts: 'calendar', unit: 1, documents: 1, seen: 0 });
    tickDocument(room.forms, command(), formId, 'hospital-note');
    expect(sick()).toMatchObject({ documents: 1, seen: 1 });
    const [last] = room.forms.store.steps(formId).slice(-1);
    strikeStep(room.forms, command(), formId, { stepId: last?.id ?? 0, reason: '其实还没有' });
    expect(sick()).toMatchObject({ documents: 1, seen: 0 });
  });
});
