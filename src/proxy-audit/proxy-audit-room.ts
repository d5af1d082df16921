import { inForce } from '../../config/ruled.ts';
import type { ProxyAuditRules } from '../../config/rules/proxy-audit.ts';
import type { PunchRecord, PunchRecords } from '../attendance/actions.ts';
import type { FormFact } from '../forms/rules.ts';
import type { Change, Desk } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import type { Roster } from '../roster/actions.ts';
import type { Person } from '../staff/actions.ts';
import type { DrawStore } from './draw-store.ts';
import type { ProxyAuditStore } from './store.ts';

/** What this room asks of others. Days are `YYYY-MM-DD`, both included. */
export interface ProxyAuditNeeds {
  /** The versions of config/rules/proxy-audit.yaml. */
  readonly rules: readonly ProxyAuditRules[];
  readonly roster: Roster;
  readonly punches: PunchRecords;
  formsTouching(personId: number, from: string, until: string): readonly FormFact[];
  /** The last punch of somebody who is here by the punches. */
  lastPunchHere(personId: number): Pick<PunchRecord, 'punchId' | 'shiftDay'> | undefined;
  /** Everybody, also who left. */
  people(): readonly Person[];
  personById(id: number): Person | undefined;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  /** Queues a paper inside the caller's transaction; answers its job. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** A whole number from 0 to 2 ** 32 - 1 that nobody can foretell. */
  seed(): number;
  /** Hears of what failed with nobody waiting for it. */
  report(error: unknown): void;
}

/** The room that looks for punching for another. */
export interface ProxyAudit {
  readonly desk: Desk;
  readonly needs: ProxyAuditNeeds;
  readonly store: ProxyAuditStore;
  readonly draws: DrawStore;
}

/** Who asks. */
export interface Viewer {
  readonly personId: number;
  readonly posts: readonly string[];
}

export function todayOf({ desk, needs }: ProxyAudit): string {
  return needs.roster.shiftCalendar.dayOf(desk.clock.read().wallMs);
}

export function rulesOn({ needs }: ProxyAudit, day: string): ProxyAuditRules {
  return inForce(needs.rules, day);
}

/** The Monday of the week a day is in. */
export function weekOf({ needs }: ProxyAudit, day: string): string {
  return needs.roster.shiftCalendar.periodsOf(day).week;
}

/** So many days earlier. */
export function daysBefore({ needs }: ProxyAudit, day: string, count: number): string {
  let before = day;
  for (let left = count; left > 0; left--) before = needs.roster.shiftCalendar.dayBefore(before);
  return before;
}

/** The seven days of a week. */
export function daysOfWeek({ needs }: ProxyAudit, week: string): string[] {
  const days = [week];
  while (days.length < 7) days.push(needs.roster.shiftCalendar.dayAfter(days.at(-1) ?? week));
  return days;
}

export const subjectOfFlag = (flagId: number): string => `audit-flag:${flagId}`;
export const subjectOfWeek = (week: string): string => `audit-week:${week}`;
