import type { Acted, Change, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { plainWords } from '../ports/plain-words.ts';
import { type Broadcast, callOf, callRulesOf, rulesOf } from './broadcast-room.ts';
import type { StoredHandOver } from './call-follow-up-store.ts';
import { handOverSlip } from './hand-over-slip.ts';
import type { CallRecord } from './store.ts';

/** To whom somebody, or something, that was found is handed over. */
export type HandOverRequest =
  | {
      readonly place: 'here';
      readonly name: string;
      /** Of `config/rules/calls.yaml`; an object has an owner and no relation. */
      readonly relation?: string | undefined;
      readonly idKind?: string | undefined;
      readonly idSeen: boolean;
    }
  /** Nobody came to the desk: they met elsewhere. */
  | { readonly place: 'elsewhere' };

/**
 * Writes down to whom was handed over what was found, once, and prints the slip that is signed for it.
 * @throws DeskError `call/not-found-yet`, `call/handed-over`, `call/field`
 */
export function handOver(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  request: HandOverRequest,
): Acted<{ jobId: number | null }> {
  return broadcast.desk.act(command, 'broadcast/hand-over', (change) => {
    const call = callOf(broadcast, callId);
    if (call.state !== 'found') throw notFoundYet(call);
    if (broadcast.followUps.handOver(callId) !== undefined) throw handedOver(call);
    const one = written(broadcast, change, request);
    broadcast.followUps.insertHandOver(callId, one);
    change.record({
      kind: 'broadcast/handed-over',
      subject: `call:${callId}`,
      body: { number: call.number, place: one.place, idKind: one.idKind, idSeen: one.idSeen },
      personal: { name: one.name ?? '', relation: one.relation ?? '' },
    });
    change.afterCommit(() => broadcast.announceAir());
    return { jobId: one.place === 'here' ? printSlip(broadcast, change, call, one) : null };
  });
}

/**
 * Links a call to its number in the lost-property ledger; null takes the link away.
 * @throws DeskError `call/unknown`, `call/no-object`
 */
export function enterInLedger(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  ledgerNumber: string | null,
): Acted<{ ledgerNumber: string | null }> {
  return broadcast.desk.act(command, 'broadcast/ledger-number', (change) => {
    const call = callOf(broadcast, callId);
    if (call.kind !== 'lost-object') throw noObject(call);
    const number = ledgerNumber === null ? null : plainWords(ledgerNumber);
    broadcast.followUps.setLedgerNumber(callId, number);
    change.record({
      kind: 'broadcast/ledger-number',
      subject: `call:${callId}`,
      body: { number: call.number, ledgerNumber: number },
    });
    change.afterCommit(() => broadcast.announceAir());
    return { ledgerNumber: number };
  });
}

function written(broadcast: Broadcast, { actor, at }: Change, request: HandOverRequest): StoredHandOver {
  const common = { by: actor, atMs: at.wallMs };
  if (request.place === 'elsewhere') {
    return { ...common, place: 'elsewhere', name: null, relation: null, idKind: null, idSeen: false };
  }
  const { relations, idKinds } = callRulesOf(broadcast);
  const { relation, idKind } = request;
  const name = plainWords(request.name);
  if (name === '') throw wrongField('name', '请写领走人的姓名。', 'Please write who took it over.');
  if (relation !== undefined && !relations.some(({ id }) => id === relation)) {
    throw wrongField('relation', '请重新选与走失者的关系。', 'Please choose the relation again.');
  }
  if (idKind !== undefined && !idKinds.some(({ id }) => id === idKind)) {
    throw wrongField('idKind', '请重新选证件。', 'Please choose the document again.');
  }
  const idSeen = request.idSeen && idKind !== undefined;
  return { ...common, place: 'here', name, relation: relation ?? null, idKind: idKind ?? null, idSeen };
}

function printSlip(broadcast: Broadcast, change: Change, call: CallRecord, one: StoredHandOver): number {
  const { parts, desk, followUps } = broadcast;
  const paper = handOverSlip({
    call,
    handOver: one,
    rules: rulesOf(broadcast),
    callRules: callRulesOf(broadcast),
    identity: parts.identity,
    by: parts.signature(one.by),
    timeZone: desk.timeZone,
    ledgerNumber: followUps.of(call.id)?.ledgerNumber ?? null,
  });
  return parts.queuePaper(change, { document: 'hand-over-slip', subject: `call:${call.id}`, paper });
}

const wrongField = (field: string, zh: string, en: string): DeskError =>
  new DeskError('invalid', 'call/field', { zh, en }, { field });

function notFoundYet({ number, state }: CallRecord): DeskError {
  return new DeskError(
    'wrong-state',
    'call/not-found-yet',
    { zh: `${number} 还没有找到，先按“找到了”。`, en: `${number} has not been found. Press "found" first.` },
    { facts: { state } },
  );
}

function handedOver({ number, state }: CallRecord): DeskError {
  return new DeskError(
    'wrong-state',
    'call/handed-over',
    {
      zh: `${number} 的交接已经登记过了。单子可以在“打印”里补打。`,
      en: `${number} is handed over already. The slip can be printed again under Papers.`,
    },
    { facts: { state } },
  );
}

function noObject({ number, kind }: CallRecord): DeskError {
  return new DeskError(
    'wrong-state',
    'call/no-object',
    { zh: `${number} 是寻人，没有失物登记号。`, en: `${number} seeks a person: there is no lost-property number.` },
    { facts: { kind } },
  );
}
