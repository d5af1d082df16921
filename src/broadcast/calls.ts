import { Temporal } from 'temporal-polyfill';
import type { Acted, Change, Command } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import type { AnnouncementTimeline } from '../ports/public-address.ts';
import { arm } from './air.ts';
import {
  type Broadcast,
  callOf,
  checkAiring,
  invalid,
  notFound,
  refuseTooLong,
  requireOpen,
  rulesOf,
  silence,
  speechParts,
} from './broadcast-room.ts';
import { callSlip } from './papers.ts';
import type { CallView } from './rules.ts';
import { type CallForm, isChild, writeScript } from './script.rules.ts';
import type { CallRecord } from './store.ts';

/** Who let a child's name be aired. */
export interface NameApproval {
  readonly staffId: number;
}

export interface CallRequest {
  readonly form: CallForm;
  readonly languages: readonly ('zh' | 'en')[];
  readonly times: number;
  readonly gapSeconds: number;
  readonly requester?: string | undefined;
  readonly phone?: string | undefined;
  /** Adults' names are aired when given; a child's only with this. */
  readonly approval?: NameApproval | undefined;
}

export interface CallPreview {
  readonly script: { readonly zh: string; readonly en: string | null };
  readonly title: Sentence;
  readonly nameAired: boolean;
  readonly timeline: AnnouncementTimeline;
}

/** Writes the script and renders its sound without airing anything. @throws DeskError `invalid`, DeviceError `speech/…` */
export async function previewCall(broadcast: Broadcast, request: CallRequest): Promise<CallPreview> {
  const written = writeCall(broadcast, request);
  const timeline = await broadcast.publicAddress.prepare({
    id: 'preview',
    parts: written.parts,
    times: request.times,
    gapMs: request.gapSeconds * 1000,
  });
  return { script: written.script, title: written.title, nameAired: written.nameAired, timeline };
}

/** One round as a WAV, to be heard at the desk only. */
export function listenToCall(broadcast: Broadcast, request: CallRequest): Promise<Uint8Array> {
  const { parts } = writeCall(broadcast, request);
  return broadcast.publicAddress.listen({ id: 'preview', parts, times: 1, gapMs: 0 });
}

/** Opens the record, prints the requester's slip and puts the call into its cancel window. */
export function airCall(
  broadcast: Broadcast,
  command: Command,
  request: CallRequest,
): Acted<{ callId: number; announcementId: string; airAtMs: number }> {
  const written = writeCall(broadcast, request);
  const rules = rulesOf(broadcast);
  return broadcast.desk.act(command, 'broadcast/air-call', (change) => {
    const day = Temporal.Instant.fromEpochMilliseconds(change.at.wallMs)
      .toZonedDateTimeISO(broadcast.desk.timeZone)
      .toPlainDate()
      .toString()
      .replaceAll('-', '');
    const number = `X-${day}-${String(change.nextNumber(`X-${day}`)).padStart(3, '0')}`;
    const record: Omit<CallRecord, 'id' | 'state' | 'closedAtMs'> = {
      number,
      kind: request.form.kind,
      form: request.form,
      scriptZh: written.script.zh,
      scriptEn: written.script.en,
      requester: request.requester ?? null,
      phone: request.phone ?? null,
      nameAired: written.nameAired,
      approvedBy: request.approval?.staffId ?? null,
      openedBy: command.actor,
      openedAtMs: change.at.wallMs,
    };
    const callId = broadcast.store.insertCall(record);
    change.record({
      kind: 'broadcast/call-opened',
      subject: `call:${callId}`,
      body: { number, call: record.kind, nameAired: record.nameAired, approvedBy: record.approvedBy },
      personal: { script: written.script.zh, requester: record.requester ?? '', phone: record.phone ?? '' },
    });
    const airAtMs = change.at.wallMs + rules.cancelWindowSeconds.value * 1000;
    const announcement = {
      id: command.id,
      callId,
      class: request.form.kind,
      title: written.title,
      parts: written.parts,
      times: request.times,
      gapMs: request.gapSeconds * 1000,
      requestedBy: command.actor,
      requestedAtMs: change.at.wallMs,
      airAtMs,
    } as const;
    arm(broadcast, change, announcement);
    printSlip(
      broadcast,
      change,
      { ...record, id: callId, state: 'open', closedAtMs: null },
      airAtMs,
      request.times,
      request.gapSeconds,
    );
    return { callId, announcementId: announcement.id, airAtMs };
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

/** Airs an open call once more, through the same cancel window. */
export function airAgain(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  times: number,
): Acted<{ announcementId: string; airAtMs: number }> {
  return broadcast.desk.act(command, 'broadcast/air-again', (change) => {
    const call = callOf(broadcast, callId);
    requireOpen(call);
    const last = broadcast.store.ofCall(callId).at(-1);
    if (last === undefined) throw notFound('call/never-aired', callId);
    const airAtMs = change.at.wallMs + rulesOf(broadcast).cancelWindowSeconds.value * 1000;
    arm(broadcast, change, {
      ...last,
      id: command.id,
      times,
      requestedBy: command.actor,
      requestedAtMs: change.at.wallMs,
      airAtMs,
    });
    return { announcementId: command.id, airAtMs };
  });
}

/** Prints the requester's slip again. */
export function reprintSlip(broadcast: Broadcast, command: Command, callId: number): Acted<{ jobId: number }> {
  return broadcast.desk.act(command, 'broadcast/slip', (change) => {
    const call = callOf(broadcast, callId);
    const last = broadcast.store.ofCall(callId).at(-1);
    change.record({ kind: 'broadcast/slip-reprinted', subject: `call:${callId}`, body: { number: call.number } });
    return {
      jobId: printSlip(
        broadcast,
        change,
        call,
        last?.airAtMs ?? call.openedAtMs,
        last?.times ?? 1,
        (last?.gapMs ?? 0) / 1000,
      ),
    };
  });
}

/** Open calls and those of the last day, newest first. */
export function recentCalls(broadcast: Broadcast): CallView[] {
  const dayMs = 86_400_000;
  return broadcast.store
    .recentCalls(broadcast.desk.clock.read().wallMs - dayMs)
    .map((call) => callView(broadcast, call));
}

export function callById(broadcast: Broadcast, callId: number): CallView {
  return callView(broadcast, callOf(broadcast, callId));
}

function writeCall(broadcast: Broadcast, request: CallRequest) {
  const rules = rulesOf(broadcast);
  checkAiring(rules, request.times, request.gapSeconds);
  const child = isChild(request.form, rules);
  const nameAired =
    request.form.kind === 'lost-person' &&
    request.form.name !== undefined &&
    (!child || rules.childNameAired.value || request.approval !== undefined);
  const written = writeScript(request.form, rules, nameAired);
  if ('field' in written) throw invalid(`form.${written.field}`);
  const zh = written.script.zh;
  const en = request.languages.includes('en') ? written.script.en : null;
  refuseTooLong(rules, zh, 'form.feature');
  return { script: { zh, en }, title: written.title, nameAired, parts: speechParts(zh, en ?? undefined) };
}

function printSlip(
  broadcast: Broadcast,
  change: Change,
  call: CallRecord,
  airAtMs: number,
  times: number,
  gapSeconds: number,
): number {
  const paper = callSlip({
    call,
    rules: rulesOf(broadcast),
    identity: broadcast.parts.identity,
    by: broadcast.parts.signature(change.actor),
    timeZone: broadcast.desk.timeZone,
    airAtMs,
    times,
    gapSeconds,
  });
  return broadcast.parts.queuePaper(change, { document: 'call-slip', subject: `call:${call.id}`, paper });
}

function callView(broadcast: Broadcast, call: CallRecord): CallView {
  const written = writeScript(call.form, rulesOf(broadcast), call.nameAired);
  const airings = broadcast.store.ofCall(call.id);
  return {
    id: call.id,
    number: call.number,
    kind: call.kind,
    state: call.state,
    title: airings.at(-1)?.title ?? ('title' in written ? written.title : { zh: call.number, en: call.number }),
    script: { zh: call.scriptZh, en: call.scriptEn },
    nameAired: call.nameAired,
    openedAtMs: call.openedAtMs,
    closedAtMs: call.closedAtMs,
    airings,
  };
}
