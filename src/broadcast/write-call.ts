import type { AnnouncementPart } from '../ports/public-address.ts';
import { approverOf } from './approvals.ts';
import { type Broadcast, checkAiring, invalidForm, refuseTooLong, rulesOf, speechParts } from './broadcast-room.ts';
import type { CallDraft, CallPreview } from './rules.ts';
import { type CallForm, isChild, writeScript } from './script.rules.ts';

export interface CallRequest {
  readonly form: CallForm;
  /** Chinese is always aired; English after it when asked for. */
  readonly english: boolean;
  readonly times: number;
  readonly gapSeconds: number;
  readonly requester?: string | undefined;
  readonly phone?: string | undefined;
  /** From the supervisor's approval; adults' names need none. */
  readonly nameTicket?: string | undefined;
}

export interface WrittenCall extends CallDraft {
  readonly parts: readonly AnnouncementPart[];
  readonly approvedBy: number | undefined;
}

/** The script as the form stands, without any sound. @throws DeskError `call/field`, `air/too-long` */
export function draftCall(broadcast: Broadcast, request: CallRequest, actor: string): CallDraft {
  const { parts: _parts, approvedBy: _approvedBy, ...draft } = writeCall(broadcast, request, actor);
  return draft;
}

/** Writes the script and renders its sound without airing anything. @throws DeskError, DeviceError `speech/…` */
export async function previewCall(broadcast: Broadcast, request: CallRequest, actor: string): Promise<CallPreview> {
  const { parts, approvedBy: _approvedBy, ...draft } = writeCall(broadcast, request, actor);
  const { times, gapSeconds } = request;
  const timeline = await broadcast.publicAddress.prepare({ id: 'preview', parts, times, gapMs: gapSeconds * 1000 });
  return { ...draft, timeline };
}

/** One round as a WAV, to be heard at the desk only. */
export function listenToCall(broadcast: Broadcast, request: CallRequest, actor: string): Promise<Uint8Array> {
  const { parts } = writeCall(broadcast, request, actor);
  return broadcast.publicAddress.listen({ id: 'preview', parts, times: 1, gapMs: 0 });
}

/** Script and sound parts of a form. @throws DeskError `call/field`, `air/too-long`, `air/too-often`, `air/gap-too-long` */
export function writeCall(broadcast: Broadcast, request: CallRequest, actor: string): WrittenCall {
  const { form, english, times, gapSeconds } = request;
  const rules = rulesOf(broadcast);
  checkAiring(rules, times, gapSeconds);
  const name = form.kind === 'lost-person' ? form.name : undefined;
  const guarded = name !== undefined && isChild(form, rules) && !rules.childNameAired.value;
  const approvedBy = guarded ? approverOf(broadcast, { ticket: request.nameTicket, name, actor }) : undefined;
  const nameAired = name !== undefined && (!guarded || approvedBy !== undefined);
  const written = writeScript(form, rules, nameAired);
  if ('field' in written) throw invalidForm(written.field);
  const script = { zh: written.script.zh, en: english ? written.script.en : null };
  refuseTooLong(rules, script.zh, 'form.feature');
  refuseTooLong(rules, script.en ?? '', 'form.feature');
  return {
    script,
    pieces: { zh: written.pieces.zh, en: english ? written.pieces.en : [] },
    title: written.title,
    nameAired,
    nameNeedsApproval: guarded && approvedBy === undefined,
    parts: speechParts(script.zh, script.en ?? undefined),
    approvedBy,
  };
}
