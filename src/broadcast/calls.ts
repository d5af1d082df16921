import { Temporal } from 'temporal-polyfill';
import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import { speechParts } from '../ports/spoken-parts.ts';
import { type Broadcast, callOf, callRulesOf, requireOpen, rulesOf } from './broadcast-room.ts';
import { heardBy, staffSource } from './call-goes-on-air.ts';
import type { AnnouncementView } from './rules.ts';
import { writeScript } from './script.rules.ts';
import { type AskedAnnouncement, sendToAir } from './send-to-air.ts';
import type { CallRecord } from './store.ts';
import { alreadyWaiting, insertArmed } from './turns.ts';
import { type CallRequest, type StaffWords, staffWords, writeCall } from './write-call.ts';

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
      body: { number, call: kind, nameAired, approvedBy, audience: written.audience },
      personal: { script: record.scriptZh, requester: record.requester ?? '', phone: record.phone ?? '' },
    });
    const { audience, staff, parts } = written;
    const { times, gapSeconds, zones = [] } = request;
    const follow = { audience, times, gapMs: gapSeconds * 1000, zones, ledgerNumber: request.ledgerNumber ?? null };
    broadcast.followUps.insert(callId, follow);
    const own = { id: command.id, callId, class: kind, title: written.title, parts, zones, times, gapMs: follow.gapMs };
    if (audience === 'public' || staff === null) return { callId, ...sendToAir(broadcast, change, own) };
    refuseSame(broadcast, kind, audience === 'staff' ? staff.parts : parts);
    const sent = sendToAir(broadcast, change, staffCall(broadcast, command.id, callId, kind, staff));
    if (audience === 'staff-first') {
      insertArmed(broadcast, change, {
        ...own,
        ...inCall(change),
        id: `${command.id}-public`,
        follows: sent.announcementId,
        airAtMs: sent.airAtMs + follow.gapMs,
      });
    }
    return { callId, ...sent };
  });
}

/**
 * Airs an open call once more, to the public or to the staff alone: through a cancel window of its own or, when it waits or is on the air
 * already, one round more. A call that only the staff have heard goes to the public as it was written.
 * @throws DeskError `call/closed`, `air/queue-full`, `air/already-waiting`, `air/too-often`
 */
export function airAgain(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  to: 'public' | 'staff' = 'public',
): Acted<{ announcementId: string; airAtMs: number }> {
  return broadcast.desk.act(command, 'broadcast/air-again', (change) => {
    const call = callOf(broadcast, callId);
    requireOpen(call);
    const last = broadcast.store.ofCall(callId).findLast((one) => heardBy(one) === to);
    if (last?.state === 'armed' || last?.state === 'queued') return addRound(broadcast, change, last);
    if (to === 'staff') {
      const written = staffWords(broadcast, call.form, call.nameAired, call.scriptEn !== null);
      return sendToAir(broadcast, change, staffCall(broadcast, command.id, callId, call.kind, written, 1));
    }
    if (last === undefined) return sendToAir(broadcast, change, firstToPublic(broadcast, command.id, call));
    const { class: of, title, parts, zones, gapMs } = last;
    const again = { id: command.id, callId, class: of, title, parts, zones, times: 1, gapMs };
    if (last.state !== 'on-air' || last.code !== null) return sendToAir(broadcast, change, again);
    const airAtMs = change.at.wallMs + leftOnAir(broadcast, last) + gapMs;
    insertArmed(broadcast, change, { ...again, ...inCall(change), follows: last.id, airAtMs });
    return { announcementId: again.id, airAtMs };
  });
}

/** What an announcement of a call has besides its words. */
function inCall({ actor, at }: Change) {
  return {
    source: null,
    requestedBy: actor,
    approvedBy: null,
    requestedAtMs: at.wallMs,
    expiresAtMs: null,
  };
}

function staffCall(
  broadcast: Broadcast,
  id: string,
  callId: number,
  kind: CallRecord['kind'],
  { title, parts }: StaffWords,
  times = callRulesOf(broadcast).staffTimes.value,
): AskedAnnouncement {
  const gapMs = rulesOf(broadcast).gapSeconds.value.default * 1000;
  const { zones = [] } = broadcast.followUps.of(callId) ?? {};
  return { id, callId, class: kind, source: staffSource(callId), title, parts, zones, times, gapMs };
}

/** A call that until now only the staff have heard. */
function firstToPublic(broadcast: Broadcast, id: string, call: CallRecord): AskedAnnouncement {
  const { times = 1, gapMs = 0, zones = [] } = broadcast.followUps.of(call.id) ?? {};
  const parts = speechParts(call.scriptZh, call.scriptEn ?? undefined);
  const written = writeScript(call.form, rulesOf(broadcast), call.nameAired);
  const title = 'field' in written ? { zh: call.number, en: call.number } : written.title;
  return { id, callId: call.id, class: call.kind, title, parts, zones, times, gapMs };
}

/** Two presses of two impatient hands are one call. */
function refuseSame(broadcast: Broadcast, kind: CallRecord['kind'], parts: readonly AnnouncementPart[]): void {
  const said = JSON.stringify(parts);
  const same = broadcast.store
    .live()
    .find((one) => one.state !== 'on-air' && one.class === kind && JSON.stringify(one.parts) === said);
  if (same !== undefined) throw alreadyWaiting(same);
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
