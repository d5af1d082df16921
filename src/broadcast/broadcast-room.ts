import { Temporal } from 'temporal-polyfill';
import { inForce } from '../../config/ruled.ts';
import type { BroadcastRules } from '../../config/rules/broadcast.ts';
import type { CallRules } from '../../config/rules/calls.ts';
import type { Phrases } from '../../config/rules.ts';
import type { Change } from '../journal/desk.ts';
import { counted } from '../ports/counted.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { Sentence } from '../ports/device.ts';
import type { PublicAddress } from '../ports/public-address.ts';
import type { Paper } from '../ports/receipt-printer.ts';
import { type Air, markEnding, stepLater, withdrawWaiting } from './air.ts';
import type { Approvals } from './approvals.ts';
import type { CallFollowUpStore } from './call-follow-up-store.ts';
import type { Level } from './level.rules.ts';
import type { FireMute } from './mute.ts';
import type { PronunciationStore } from './pronunciation-store.ts';
import { type AirClass, type AnnouncementView, LIVE_STATES } from './rules.ts';
import type { CallRecord } from './store.ts';
import type { Turns } from './turns.ts';

/** What this room needs of others. */
export interface BroadcastParts {
  readonly rules: readonly BroadcastRules[];
  readonly callRules: readonly CallRules[];
  /** What staff say to the requester (config/phrases/broadcast.yaml). */
  readonly phrases?: Phrases;
  readonly publicAddress: PublicAddress;
  /** Remembers what is asked of the music inside the change, for the next start. */
  keepMusic?(
    change: Change,
    asked: { readonly playing?: boolean | undefined; readonly volume?: number | undefined },
  ): void;
  readonly identity: { readonly plaza: Sentence; readonly desk: Sentence };
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** Name and number for the slip. */
  signature(actor: string): { readonly name: string; readonly staffNo: string };
  /** Hears of what failed behind the scenes, for the service log. */
  report?(error: unknown): void;
}

export interface Broadcast extends Air {
  readonly parts: BroadcastParts;
  readonly approvals: Approvals;
  readonly pronunciations: PronunciationStore;
  readonly followUps: CallFollowUpStore;
  readonly fireMute: FireMute;
  readonly turns: Turns;
  /** Hears of every announcement that has changed its state, after the commit. Returns the function that stops it. */
  onAnnouncement(listener: (one: AnnouncementView) => void): () => void;
  /** Tells the screens how the air is now. */
  announceAir(): void;
  /** Follows the device no more and puts nothing on the air any more. */
  stop(): void;
}

/** What knows the day: the room, and the room in the making. */
type RulesParts = Pick<Air, 'desk'> & { readonly parts: BroadcastParts };

/** The rules in force today: choices of the form and their limits. */
export function rulesOf(broadcast: RulesParts): BroadcastRules {
  return inForce(broadcast.parts.rules, today(broadcast));
}

/** How loud a class is aired now. */
export function levelNow(broadcast: Broadcast, of: AirClass): Level {
  return broadcast.levelAt(of, broadcast.desk.clock.read().wallMs);
}

/** The rules in force today: to whom calls go and what follows them. */
export function callRulesOf(broadcast: RulesParts): CallRules {
  return inForce(broadcast.parts.callRules, today(broadcast));
}

function today({ desk }: RulesParts): string {
  return Temporal.Instant.fromEpochMilliseconds(desk.clock.read().wallMs)
    .toZonedDateTimeISO(desk.timeZone)
    .toPlainDate()
    .toString();
}

/** Takes back what waits, and after the commit stops what is on the air. */
export function silence(broadcast: Broadcast, change: Change, live: readonly AnnouncementView[], code: string): void {
  const airing = live.filter((one) => one.state === 'on-air');
  for (const one of airing) markEnding(broadcast, one, code, change.actor);
  for (const one of live) withdrawWaiting(broadcast, change, one, code);
  if (airing.length > 0) change.afterCommit(() => silenceDevice(broadcast, airing, code));
}

/** A call whose only announcement was taken back before it was heard stays on record as withdrawn. */
export function closeNeverAired(broadcast: Pick<Air, 'store'>, live: readonly AnnouncementView[], atMs: number): void {
  for (const { callId, state } of live) {
    if (callId === null || state === 'on-air') continue;
    const lives = (one: AnnouncementView) => LIVE_STATES.some((state) => state === one.state);
    const aired = broadcast.store.ofCall(callId).some((one) => one.startedAtMs !== null || lives(one));
    if (!aired) broadcast.store.closeCall(callId, 'withdrawn', atMs);
  }
}

/** What was heard to the end is in the device's report; one the device does not know of is over at once. */
export function silenceDevice(broadcast: Broadcast, airing: readonly AnnouncementView[], code: string): void {
  const settle = () => {
    const playing = broadcast.publicAddress.onAir()?.id;
    for (const { id } of airing)
      if (id !== playing) stepLater(broadcast, id, { type: 'ended', ending: 'cut', code, rounds: 0 });
  };
  // A device that refuses to stop shows as its own fault; what it still plays stays on the screen with its stop button.
  broadcast.publicAddress.stopAnnouncement(code).then(settle, settle);
}

/** @throws DeskError `air/too-often`, `air/gap-too-long` when repeats or gap are beyond the rules */
export function checkAiring(rules: BroadcastRules, times: number, gapSeconds: number): void {
  const { repeats, gapSeconds: gap } = rules;
  if (times > repeats.value.most) {
    throw new DeskError(
      'invalid',
      'air/too-often',
      { zh: `一次最多播 ${repeats.value.most} 遍。`, en: `At most ${counted(repeats.value.most, 'round')} at a time.` },
      { field: 'times', facts: { clause: repeats.clause } },
    );
  }
  if (gapSeconds > gap.value.most) {
    throw new DeskError(
      'invalid',
      'air/gap-too-long',
      { zh: `间隔最多 ${gap.value.most} 秒。`, en: `The gap is at most ${counted(gap.value.most, 'second')}.` },
      { field: 'gapSeconds', facts: { clause: gap.clause } },
    );
  }
}

/** @throws DeskError `air/too-long` */
export function refuseTooLong(rules: BroadcastRules, text: string, field: string): void {
  const most = rules.longestTextCharacters.value;
  if ([...text].length <= most) return;
  throw new DeskError(
    'invalid',
    'air/too-long',
    {
      zh: `广播稿最多 ${most} 字，请缩短。`,
      en: `An announcement has at most ${counted(most, 'character')}. Please shorten it.`,
    },
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

const FIELDS: Readonly<Record<string, Sentence>> = {
  place: { zh: '请选走失或遗失的地点。', en: 'Please choose the place.' },
  placeText: { zh: '请写清楚地点。', en: 'Please write the place.' },
  meeting: { zh: '请选来领的地点。', en: 'Please choose where to come.' },
  object: { zh: '请选丢了什么。', en: 'Please choose what was lost.' },
  objectText: { zh: '请写清楚丢了什么。', en: 'Please write what was lost.' },
};

/** A field of the form that does not fit the choices, as an error. */
export function invalidForm(field: string): DeskError {
  const says = FIELDS[field] ?? {
    zh: '这一项不在可选的里面，请重新选。',
    en: 'This choice is not on the list. Please choose again.',
  };
  return new DeskError('invalid', 'call/field', says, { field: `form.${field}` });
}
