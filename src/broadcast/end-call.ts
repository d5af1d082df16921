import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { speechParts } from '../ports/spoken-parts.ts';
import { type Broadcast, callOf, callRulesOf, requireOpen, silence } from './broadcast-room.ts';
import { allClearSource, heardBy } from './call-goes-on-air.ts';
import { wasHeard } from './call-view.ts';
import { allClearScript } from './follow-up.rules.ts';
import { sendToAir } from './send-to-air.ts';
import type { CallRecord } from './store.ts';

/** Found: stops the repeats and closes the record, in one press; staff who had been called hear that it is over, where the rule says so. */
export function markFound(
  broadcast: Broadcast,
  command: Command,
  callId: number,
): Acted<{ state: string; allClear: boolean }> {
  return broadcast.desk.act(command, 'broadcast/call-found', (change) => {
    const call = endCall(broadcast, change, callId, 'found');
    const wanted = callRulesOf(broadcast).allClear.value === 'aired' && staffWait(broadcast, callId);
    return { state: 'found', allClear: wanted && perhapsAllClear(broadcast, change, command.id, call) };
  });
}

/** Closes a record nobody was found for. */
export function closeCall(broadcast: Broadcast, command: Command, callId: number): Acted<{ state: string }> {
  return broadcast.desk.act(command, 'broadcast/call-closed', (change) => {
    endCall(broadcast, change, callId, 'closed');
    return { state: 'closed' };
  });
}

/**
 * Tells the staff that it is over, where that was not done when it was found.
 * @throws DeskError `call/no-all-clear`, `air/muted`, `air/queue-full`
 */
export function airAllClear(
  broadcast: Broadcast,
  command: Command,
  callId: number,
): Acted<{ announcementId: string; airAtMs: number }> {
  return broadcast.desk.act(command, 'broadcast/all-clear', (change) => {
    const call = callOf(broadcast, callId);
    if (call.state !== 'found' || !staffWait(broadcast, callId)) throw noAllClear(call);
    return sendAllClear(broadcast, change, command.id, call);
  });
}

function endCall(broadcast: Broadcast, change: Change, callId: number, state: 'found' | 'closed'): CallRecord {
  const call = callOf(broadcast, callId);
  requireOpen(call);
  broadcast.store.closeCall(callId, state, change.at.wallMs);
  change.record({ kind: `broadcast/call-${state}`, subject: `call:${callId}`, body: { number: call.number } });
  const live = broadcast.store.live().filter((one) => one.callId === callId);
  silence(broadcast, change, live, `air/${state}`);
  change.afterCommit(() => broadcast.announceAir());
  return call;
}

/** The staff were called and nobody has told them yet that it is over. */
function staffWait(broadcast: Broadcast, callId: number): boolean {
  const airings = broadcast.store.ofCall(callId);
  return wasHeard(airings, 'staff') && !airings.some((one) => heardBy(one) === 'all-clear');
}

/** What was found is found, also while nothing can be aired: then the all-clear stays offered. */
function perhapsAllClear(broadcast: Broadcast, change: Change, id: string, call: CallRecord): boolean {
  try {
    sendAllClear(broadcast, change, id, call);
    return true;
  } catch (error) {
    if (error instanceof DeskError) return false;
    throw error;
  }
}

function sendAllClear(broadcast: Broadcast, change: Change, id: string, call: CallRecord) {
  const words = allClearScript(call.kind, callRulesOf(broadcast));
  const person = call.kind === 'lost-person';
  const sent = sendToAir(broadcast, change, {
    id: `${id}-all-clear`,
    callId: call.id,
    class: call.kind,
    source: allClearSource(call.id),
    title: person ? { zh: '寻人解除', en: 'Person found' } : { zh: '寻物解除', en: 'Object found' },
    parts: speechParts(words.zh, call.scriptEn === null ? undefined : words.en),
    zones: broadcast.followUps.of(call.id)?.zones ?? [],
    times: 1,
    gapMs: 0,
  });
  change.record({ kind: 'broadcast/all-clear-asked', subject: `call:${call.id}`, body: { number: call.number } });
  return sent;
}

function noAllClear({ number, state }: CallRecord): DeskError {
  return new DeskError(
    'wrong-state',
    'call/no-all-clear',
    {
      zh: `${number} 不用再通知各岗位：没有通知过，或已经解除。`,
      en: `The staff need not be told about ${number}: they were not called, or know it already.`,
    },
    { facts: { state } },
  );
}
