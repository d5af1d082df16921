import { describe, expect, it } from 'vitest';
import {
  isWithin,
  LIST_STATES,
  type ListInput,
  nextList,
  paperStanding,
  pastTimeBefore,
} from '../../../src/retention/rules.ts';

// Breaking it on purpose: let pastTimeBefore take 365 days in place of a year, or midnight in UTC; let `held` keep the approvals.

describe('a record is kept through the day on which its year is over', () => {
  it.each([
    // today, time zone, ended at, past its time
    ['2027-11-21', 'Asia/Shanghai', '2026-11-20T23:59:59.999+08:00', true],
    ['2027-11-21', 'Asia/Shanghai', '2026-11-21T00:00:00+08:00', false],
    ['2027-11-21', 'Asia/Shanghai', '2026-11-21T10:00:00+08:00', false],
    ['2027-11-22', 'Asia/Shanghai', '2026-11-21T23:59:59.999+08:00', true],
    // The leap day: its year is over on 28 February.
    ['2029-02-28', 'Asia/Shanghai', '2028-02-28T12:00:00+08:00', false],
    ['2029-02-28', 'Asia/Shanghai', '2028-02-29T12:00:00+08:00', false],
    ['2029-03-01', 'Asia/Shanghai', '2028-02-29T12:00:00+08:00', true],
    ['2028-02-29', 'Asia/Shanghai', '2027-02-28T12:00:00+08:00', false],
    ['2028-02-29', 'Asia/Shanghai', '2027-02-27T23:59:59+08:00', true],
    ['2028-03-01', 'Asia/Shanghai', '2027-02-28T23:59:59+08:00', true],
    // The day is the plaza's own.
    ['2027-11-21', 'America/New_York', '2026-11-20T23:00:00-05:00', true],
    ['2027-11-21', 'America/New_York', '2026-11-21T00:30:00-05:00', false],
    ['2027-11-21', 'UTC', '2026-11-21T00:00:00Z', false],
    // A night that the clocks are put back, and a day that begins at one in the morning.
    ['2027-10-31', 'Europe/Berlin', '2026-10-30T23:59:59+01:00', true],
    ['2027-09-05', 'America/Santiago', '2026-09-04T23:59:59-04:00', true],
    ['2027-09-06', 'America/Santiago', '2026-09-06T01:00:00-03:00', false],
  ])('on %s in %s, ended %s: past its time %s', (today, zone, ended, isPast) => {
    expect(Date.parse(ended) < pastTimeBefore(today, 1, zone)).toBe(isPast);
  });

  it('for as many years as the ledger has', () => {
    expect(pastTimeBefore('2027-11-21', 3, 'UTC')).toBe(Date.parse('2024-11-21T00:00:00Z'));
  });
});

describe('the life of a list', () => {
  const path = (...inputs: ListInput[]) =>
    inputs.reduce<ReturnType<typeof nextList>>((state, input) => state && nextList(state, input), 'proposed');

  it('goes by two approvals, a signed paper, and the wiping of its traces', () => {
    expect(path('approved')).toBe('approved-once');
    expect(path('approved', 'approved')).toBe('approved');
    expect(path('approved', 'approved', 'signed', 'purge', 'emptied', 'wiped')).toBe('done');
  });

  it('destroys nothing by a shorter way', () => {
    for (const state of LIST_STATES) expect(nextList(state, 'purge') !== undefined).toBe(state === 'printed');
    for (const state of LIST_STATES) expect(nextList(state, 'signed') !== undefined).toBe(state === 'approved');
    expect(path('approved', 'purge')).toBeUndefined();
  });

  it('begins anew where an entry is kept, and is void where it was signed', () => {
    expect(path('approved', 'held')).toBe('proposed');
    expect(path('approved', 'approved', 'held')).toBe('proposed');
    expect(path('approved', 'approved', 'signed', 'held')).toBe('withdrawn');
  });

  it('is changed by nothing once it is being destroyed, or over', () => {
    for (const state of ['purging', 'wiping', 'done', 'refused', 'withdrawn'] as const)
      for (const input of ['approved', 'held', 'refused', 'signed', 'changed', 'purge'] as const)
        expect(nextList(state, input)).toBeUndefined();
  });
});

describe('the papers of a list', () => {
  const job = (id: number, state: string, reprintOf?: number) =>
    reprintOf === undefined ? { id, state } : { id, state, reprintOf };

  it.each([
    ['none', []],
    ['out', [job(1, 'confirmed'), job(2, 'confirmed')]],
    ['waiting', [job(1, 'confirmed'), job(2, 'sent')]],
    ['unsure', [job(1, 'confirmed'), job(2, 'unconfirmed')]],
    ['trouble', [job(1, 'confirmed'), job(2, 'failed')]],
    ['trouble', [job(1, 'ask')]],
    ['out', [job(1, 'failed'), job(2, 'confirmed', 1)]],
    ['waiting', [job(1, 'unconfirmed'), job(2, 'queued', 1)]],
  ] as const)('stand “%s”', (standing, jobs) => {
    expect(paperStanding(jobs)).toBe(standing);
  });
});

it('quiet hours may reach over midnight', () => {
  expect(isWithin('03:00', { from: '03:00', to: '05:00' })).toBe(true);
  expect(isWithin('05:00', { from: '03:00', to: '05:00' })).toBe(false);
  expect(isWithin('01:10', { from: '23:00', to: '04:00' })).toBe(true);
  expect(isWithin('12:00', { from: '23:00', to: '04:00' })).toBe(false);
});
