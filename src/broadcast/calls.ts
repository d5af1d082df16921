import { Temporal } from 'temporal-polyfill';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import {
  type Broadcast,
  type BroadcastParts,
  callOf,
  notFound,
  requireOpen,
  rulesOf,
  silence,
} from './broadcast-room.ts';
import { callSlip } from './papers.ts';
import type { AnnouncementView, CallView } from './rules.ts';
import { sendToAir } from './send-to-air.ts';
import type { CallRecord } from './store.ts';
import { insertArmed } from './turns.ts';
import { type CallRequest, writeCall } from './write-call.ts';

/** Opens the record and puts the call into its cancel window; the requester's slip is printed when it goes on the air. */
export function airCall(
  broadcast: Broadcast,
  command: Command,
  request: CallRequest,
): Acted<{ callId: number; announcementId: string; airAtMs: number }> {
  return broadcast.desk.act(command, 'broadcast/air-call', (change) => {
    const written = writeCall(broadcast, request, command.actor);
    const record = {
      number: nextCallNumber(broadcast, change),
      kind: request.form.kind,
      form: request.form,
      scriptZh: written.script.zh,
      scriptEn: written.script.en,
      requester: request.requester ?? null,
      phone: request.phone ?? null,
      nameAired: written.nameAired,
      approvedBy: written.approvedBy ?? null,
      openedBy: command.actor,
      openedAtMs: change.at.wallMs,
    };
    const callId = broadcast.store.insertCall(record);
    const { number, kind, nameAired, approvedBy } = record;
    change.record({
      kind: 'broadcast/call-opened',
      subject: `call:${callId}`,
      body: { number, call: kind, nameAired, approvedBy },
      personal: { script: record.scriptZh, requester: record.requester ?? '', phone: record.phone ?? '' },
    });
    const sent = sendToAir(broadcast, change, {
      id: command.id,
      callId,
      class: kind,
      title: written.title,
      parts: written.parts,
      times: request.times,
      gapMs: request.gapSeconds * 1000,
    });
    return { callId, ...sent };
  });
}

/** Found: stops the repeats and closes the record, in one press. */
export function markFound(broadcast: Broadcast, command: Command, callId: number): Acted<{ state: string }> {
  return endCall(broadcast, command, callId, 'found');
}

/** Closes a record nobody was found for. */
export function closeCall(broadcast: Broadcast, command: Command, callId: number): Acted<{ state: string }> {
  return endCall(broadcast, command, callId, 'closed');
}

function endCall(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  state: 'found' | 'closed',
): Acted<{ state: string }> {
  return broadcast.desk.act(command, `broadcast/call-${state}`, (change) => {
    const call = callOf(broadcast, callId);
    requireOpen(call);
    broadcast.store.closeCall(callId, state, change.at.wallMs);
    change.record({ kind: `broadcast/call-${state}`, subject: `call:${callId}`, body: { number: call.number } });
    const live = broadcast.store.live().filter((one) => one.callId === callId);
    silence(broadcast, change, live, `air/${state}`);
    return { state };
  });
}

/**
 * Airs an open call once more: through a cancel window of its own or, when it waits or is on the air already, one round more.
 * @throws DeskError `call/closed`, `air/queue-full`, `air/already-waiting`, `air/too-often`
 */
export function airAgain(
  broadcast: Broadcast,
  command: Command,
  callId: number,
): Acted<{ announcementId: string; airAtMs: number }> {
  return broadcast.desk.act(command, 'broadcast/air-again', (change) => {
    const call = callOf(broadcast, callId);
    requireOpen(call);
    const last = broadcast.store.ofCall(callId).at(-1);
    if (last === undefined) throw notFound('call/never-aired', callId);
    if (last.state === 'armed' || last.state === 'queued') return addRound(broadcast, change, last);
    const { class: of, title, parts, zones, gapMs } = last;
    const again = { id: command.id, callId, class: of, title, parts, zones, times: 1, gapMs };
    if (last.state !== 'on-air' || last.code !== null) return sendToAir(broadcast, change, again);
    const airAtMs = change.at.wallMs + leftOnAir(broadcast, last) + gapMs;
    insertArmed(broadcast, change, {
      ...again,
      source: null,
      follows: last.id,
      requestedBy: command.actor,
      approvedBy: null,
      requestedAtMs: change.at.wallMs,
      airAtMs,
      expiresAtMs: null,
    });
    return { announcementId: again.id, airAtMs };
  });
}

function addRound(broadcast: Broadcast, change: Change, waiting: AnnouncementView) {
  const { most } = rulesOf(broadcast).repeats.value;
  if (waiting.times >= most) {
    throw new DeskError('wrong-state', 'air/too-often', {
      zh: `已经加了 ${most} 遍，请等播完再加。`,
      en: `${most} more rounds are waiting already. Wait until they are aired.`,
    });
  }
  broadcast.store.addRound(waiting.id);
  change.record({
    kind: 'broadcast/round-added',
    subject: `announcement:${waiting.id}`,
    body: { times: waiting.times + 1 },
  });
  change.afterCommit(() => {
    // It is longer than it was told to be.
    broadcast.timelines.delete(waiting.id);
    broadcast.announceAir();
  });
  return { announcementId: waiting.id, airAtMs: waiting.airAtMs };
}

/** Prints the requester's slip again. */
export function reprintSlip(broadcast: Broadcast, command: Command, callId: number): Acted<{ jobId: number }> {
  return broadcast.desk.act(command, 'broadcast/slip', (change) => {
    const call = callOf(broadcast, callId);
    const last = broadcast.store.ofCall(callId).at(-1);
    if (last === undefined) throw notFound('call/never-aired', callId);
    change.record({ kind: 'broadcast/slip-printed', subject: `call:${callId}`, body: { number: call.number } });
    return { jobId: printSlip(broadcast, change, call, last) };
  });
}

/** Queues the slip when a call goes on the air for the first time; one taken back in its window costs no paper. */
export function slipOnFirstAir(broadcast: SlipParts, change: Change, announcement: AnnouncementView): void {
  if (announcement.callId === null || announcement.startedAtMs !== null) return;
  const airedBefore = broadcast.store
    .ofCall(announcement.callId)
    .some((one) => one.id !== announcement.id && one.startedAtMs !== null);
  const call = broadcast.store.callById(announcement.callId);
  if (!airedBefore && call !== undefined) printSlip(broadcast, change, call, announcement);
}

/** What printing a slip needs of the room. */
export type SlipParts = Pick<Broadcast, 'desk' | 'store'> & { readonly parts: BroadcastParts };

function printSlip(broadcast: SlipParts, change: Change, call: CallRecord, airing: AnnouncementView): number {
  const { parts, desk } = broadcast;
  const paper = callSlip({
    call,
    rules: rulesOf(broadcast),
    identity: parts.identity,
    by: parts.signature(call.openedBy),
    timeZone: desk.timeZone,
    airAtMs: airing.startedAtMs ?? airing.airAtMs,
    times: airing.times,
    gapSeconds: airing.gapMs / 1000,
  });
  return parts.queuePaper(change, { document: 'call-slip', subject: `call:${call.id}`, paper });
}

const RECENT_MS = 86_400_000;

/** Open calls and those of the last day, newest first. */
export function recentCalls(broadcast: Broadcast): CallView[] {
  const sinceMs = broadcast.desk.clock.read().wallMs - RECENT_MS;
  return broadcast.store.recentCalls(sinceMs).map((call) => callView(broadcast, call));
}

/** @throws DeskError `call/unknown` */
export function callById(broadcast: Broadcast, callId: number): CallView {
  return callView(broadcast, callOf(broadcast, callId));
}

function callView(broadcast: Broadcast, call: CallRecord): CallView {
  const airings = broadcast.store.ofCall(call.id);
  const { id, number, kind, state, nameAired, openedAtMs, closedAtMs } = call;
  const title = airings.at(-1)?.title ?? { zh: number, en: number };
  const script = { zh: call.scriptZh, en: call.scriptEn };
  return { id, number, kind, state, title, script, nameAired, openedAtMs, closedAtMs, airings };
}

function nextCallNumber(broadcast: Broadcast, change: Change): string {
  const day = Temporal.Instant.fromEpochMilliseconds(change.at.wallMs)
    .toZonedDateTimeISO(broadcast.desk.timeZone)
    .toPlainDate()
    .toString()
    .replaceAll('-', '');
  return `X-${day}-${String(change.nextNumber(`X-${day}`)).padStart(3, '0')}`;
}

function leftOnAir(broadcast: Broadcast, airing: AnnouncementView): number {
  const playing = broadcast.publicAddress.onAir();
  return playing?.id === airing.id ? Math.round(playing.timeline.totalMs - playing.positionMs) : 0;
}
