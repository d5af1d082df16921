import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { BroadcastRules } from '../../config/rules/broadcast.ts';
import type { Change } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart, PublicAddress } from '../ports/public-address.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { type Air, writeStep } from './air.ts';
import { type AnnouncementView, nextAir } from './rules.ts';
import type { CallRecord } from './store.ts';

/** What this room needs of others. */
export interface BroadcastParts {
  readonly rules: readonly BroadcastRules[];
  readonly publicAddress: PublicAddress;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** Name and number for the slip. */
  signature(actor: string): { readonly name: string; readonly staffNo: string };
}

export interface Broadcast extends Air {
  readonly parts: BroadcastParts;
  stop(): void;
}

/** The rules in force today: choices of the form and their limits. */
export function rulesOf(broadcast: Broadcast): BroadcastRules {
  const today = Temporal.Instant.fromEpochMilliseconds(broadcast.desk.clock.read().wallMs)
    .toZonedDateTimeISO(broadcast.desk.timeZone)
    .toPlainDate()
    .toString();
  return inForce(broadcast.parts.rules, today);
}

/** Takes back what is armed and stops what is on the air, after the commit. */
export function silence(broadcast: Broadcast, change: Change, live: readonly AnnouncementView[], code: string): void {
  for (const one of live) {
    const next = one.state === 'armed' ? nextAir('armed', { type: 'withdrawn' }) : undefined;
    if (next !== undefined) writeStep(broadcast, change, one, { ...next, code });
  }
  // What is on the air ends in the log when the device says so; what it heard to the end is counted there.
  change.afterCommit(() => {
    broadcast.publicAddress.stopAnnouncement(code).catch(() => undefined);
  });
}

/** Chime, Chinese, and English after a breath. */
export function speechParts(zh: string, en: string | undefined): AnnouncementPart[] {
  const chinese: AnnouncementPart[] = [{ kind: 'chime' }, { kind: 'speech', text: zh, language: 'zh' }];
  return en === undefined || en === ''
    ? chinese
    : [...chinese, { kind: 'pause', durationMs: BETWEEN_LANGUAGES_MS }, { kind: 'speech', text: en, language: 'en' }];
}

/** A breath between the Chinese and the English sentence. */
const BETWEEN_LANGUAGES_MS = 700;

/** @throws DeskError `invalid` when repeats or gap are beyond the rules */
export function checkAiring(rules: BroadcastRules, times: number, gapSeconds: number): void {
  if (times > rules.repeats.value.most) throw invalid('times');
  if (gapSeconds > rules.gapSeconds.value.most) throw invalid('gapSeconds');
}

/** @throws DeskError `air/too-long` */
export function refuseTooLong(rules: BroadcastRules, text: string, field: string): void {
  const most = rules.longestTextCharacters.value;
  if ([...text].length <= most) return;
  throw new DeskError(
    'invalid',
    'air/too-long',
    { zh: `广播稿最多 ${most} 字，请缩短。`, en: `An announcement has at most ${most} characters. Please shorten it.` },
    { field },
  );
}

/** @throws DeskError `air/unknown` */
export function announcementOf(broadcast: Broadcast, id: string): AnnouncementView {
  const found = broadcast.store.announcementById(id);
  if (found === undefined) throw notFound('air/unknown', id);
  return found;
}

/** @throws DeskError `call/unknown` */
export function callOf(broadcast: Broadcast, callId: number): CallRecord {
  const call = broadcast.store.callById(callId);
  if (call === undefined) throw notFound('call/unknown', callId);
  return call;
}

/** @throws DeskError `call/closed` */
export function requireOpen(call: CallRecord): void {
  if (call.state === 'open') return;
  throw new DeskError(
    'wrong-state',
    'call/closed',
    { zh: `${call.number} 已经结束了。`, en: `${call.number} is closed already.` },
    { facts: { state: call.state } },
  );
}

/** An unknown record, as an error. */
export function notFound(code: string, id: string | number): DeskError {
  return new DeskError(
    'not-found',
    code,
    { zh: '没有这条广播记录。', en: 'There is no such broadcast record.' },
    { facts: { id } },
  );
}

/** A wrong field, as an error. */
export function invalid(field: string): DeskError {
  return new DeskError(
    'invalid',
    'request/invalid',
    { zh: `“${field}”这一项不对，请改一下。`, en: `The field "${field}" is not right.` },
    { field },
  );
}
