import type { Acted, Change, Command } from '../journal/desk.ts';
import { type Broadcast, type BroadcastParts, callOf, notFound, rulesOf } from './broadcast-room.ts';
import { callSlip } from './papers.ts';
import type { AnnouncementView } from './rules.ts';
import type { CallRecord } from './store.ts';

/** What printing a slip needs of the room. */
export type SlipParts = Pick<Broadcast, 'desk' | 'store' | 'followUps'> & { readonly parts: BroadcastParts };

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
  if (announcement.callId === null) return;
  const airedBefore = broadcast.store
    .ofCall(announcement.callId)
    .some((one) => one.id !== announcement.id && one.startedAtMs !== null);
  const call = broadcast.store.callById(announcement.callId);
  if (!airedBefore && call !== undefined) printSlip(broadcast, change, call, announcement);
}

function printSlip(broadcast: SlipParts, change: Change, call: CallRecord, airing: AnnouncementView): number {
  const { parts, desk, followUps } = broadcast;
  const followUp = followUps.of(call.id);
  const audience = followUp?.audience ?? 'public';
  const paper = callSlip({
    call,
    rules: rulesOf(broadcast),
    identity: parts.identity,
    by: parts.signature(call.openedBy),
    timeZone: desk.timeZone,
    airAtMs: airing.startedAtMs ?? airing.airAtMs,
    audience,
    times: followUp === undefined || audience === 'public' ? airing.times : followUp.times,
    gapSeconds: (followUp === undefined || audience === 'public' ? airing.gapMs : followUp.gapMs) / 1000,
    ledgerNumber: followUp?.ledgerNumber ?? null,
  });
  return parts.queuePaper(change, { document: 'call-slip', subject: `call:${call.id}`, paper });
}
