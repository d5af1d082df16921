import { describe, expect, it } from 'vitest';
import { type ChainFacts, chainFor, dueDay } from '../../../src/forms/chain.rules.ts';
import { type FormStep, isOverdue, standOf, strikable } from '../../../src/forms/sheet.rules.ts';
import { shippedForms as rules } from './forms-fixture.ts';

describe('the signatures a form needs', () => {
  const leave = { kind: 'leave', grade: 'staff', days: 1, runningDays: 1 } as const;
  const ids = (facts: ChainFacts, of = rules) => chainFor(of, facts).chain.map(({ id }) => id);

  // Break it: read `days < upToDays` in chainFor(), and one day of leave needs two signatures.
  it('of leave depend on its length and on the level of who takes it', () => {
    expect(ids({ ...leave, days: 0.5 })).toEqual(['superior']);
    expect(ids(leave)).toEqual(['superior']);
    expect(ids({ ...leave, days: 1.5 })).toEqual(['superior', 'manager']);
    expect(ids({ ...leave, days: 3 })).toEqual(['superior', 'manager']);
    expect(ids({ ...leave, days: 3.5 })).toEqual(['department-head', 'director']);
    expect(ids({ ...leave, days: 8, runningDays: 10 })).toEqual(['department-head', 'director']);
    expect(ids({ ...leave, days: 9, runningDays: 11 })).toEqual(['department-head', 'director', 'hr']);
    expect(ids({ ...leave, grade: 'manager' })).toEqual(['director']);
    expect(ids({ ...leave, grade: 'director', runningDays: 11 })).toEqual(['director', 'hr']);
  });

  it('follow the other text where HR says that it holds', () => {
    const other = { ...rules, leaveChain: { value: { use: 'two-signatures' }, clause: 'R2 4' } };
    expect(ids({ ...leave, days: 0.5 }, other)).toEqual(['superior', 'department-head']);
    expect(ids({ ...leave, days: 9, runningDays: 11 }, other)).toEqual(['superior', 'department-head', 'hr']);
  });

  it('of every other form are those of its kind', () => {
    for (const kind of ['exception', 'business', 'overtime'] as const)
      expect(ids({ ...leave, kind, days: 0 })).toEqual(['superior', 'department-head']);
    expect(chainFor(rules, { ...leave, kind: 'overtime' }).clause).toBe('R2 5');
  });
});

describe('when a sheet is due', () => {
  const due = (kind: 'exception' | 'overtime' | 'swap', filled: string, from = filled, until = from) =>
    dueDay(rules, kind, { filled, from, until });

  // Break it: leave `% 7` out, and what is filled in on a Friday was due the day before.
  it('is the next Thursday, the 21st after overtime, a day before a swap', () => {
    expect(due('exception', '2026-11-19')).toBe('2026-11-19');
    expect(due('exception', '2026-11-20')).toBe('2026-11-26');
    expect(due('overtime', '2026-11-10', '2026-11-20')).toBe('2026-11-21');
    expect(due('overtime', '2026-11-10', '2026-11-21')).toBe('2026-12-21');
    expect(due('overtime', '2026-11-30', '2026-12-31')).toBe('2027-01-21');
    expect(due('swap', '2026-11-10', '2026-11-20')).toBe('2026-11-19');
    expect(due('swap', '2026-11-20', '2026-11-20')).toBe('2026-11-20');
  });

  it('is over the day after, while the sheet is not at the desk', () => {
    expect(isOverdue({ state: 'open', place: 'person' }, '2026-11-19', '2026-11-19')).toBe(false);
    expect(isOverdue({ state: 'open', place: 'person' }, '2026-11-19', '2026-11-20')).toBe(true);
    expect(isOverdue({ state: 'confirmed', place: 'desk' }, '2026-11-19', '2026-11-20')).toBe(false);
    expect(isOverdue({ state: 'withdrawn', place: 'person' }, '2026-11-19', '2026-11-20')).toBe(false);
  });
});

describe('where a sheet stands', () => {
  const places = chainFor(rules, { kind: 'overtime', grade: 'staff', days: 0, runningDays: 0 }).chain;
  const steps = (...kinds: readonly (FormStep['kind'] | `strike ${number}`)[]): FormStep[] =>
    kinds.map((kind, index) => ({
      id: index + 1,
      kind: kind.startsWith('strike') ? 'struck' : (kind as FormStep['kind']),
      personId: null,
      document: null,
      strikes: kind.startsWith('strike') ? Number(kind.slice(7)) : null,
      note: '',
      saidBy: 'staff:4',
      atMs: index,
    }));

  it('is what its steps come to', () => {
    expect(standOf(places, steps('filled'))).toMatchObject({
      state: 'open',
      place: 'unprinted',
      next: { id: 'superior' },
    });
    expect(standOf(places, steps('filled', 'printed', 'signed'))).toMatchObject({
      state: 'open',
      place: 'person',
      next: { id: 'department-head' },
    });
    expect(standOf(places, steps('filled', 'printed', 'signed', 'signed', 'desk'))).toMatchObject({
      state: 'confirmed',
      place: 'desk',
      next: undefined,
    });
    expect(standOf(places, steps('filled', 'printed', 'signed', 'refused'))).toMatchObject({
      state: 'refused',
      next: undefined,
    });
    expect(standOf(places, steps('filled', 'printed', 'signed', 'signed', 'desk', 'hr', 'withdrawn'))).toMatchObject({
      state: 'withdrawn',
    });
  });

  // Break it: let standing() keep what was struck, and the second signature stays on the sheet.
  it('counts no step that was struck, and only the last one of people can be', () => {
    const twice = steps('filled', 'printed', 'signed', 'signed');
    expect(strikable(twice)?.id).toBe(4);
    const struck = [...twice, ...steps('filled', 'printed', 'signed', 'signed', 'strike 4').slice(4)];
    expect(standOf(places, struck)).toMatchObject({ state: 'open', next: { id: 'department-head' } });
    expect(strikable(struck)?.id).toBe(3);
    expect(strikable(steps('filled', 'printed'))).toBeUndefined();
    expect(strikable(steps('filled', 'printed', 'withdrawn'))).toBeUndefined();
  });
});
