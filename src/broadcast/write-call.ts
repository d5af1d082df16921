import type { Sentence } from '../ports/device.ts';
import type { AnnouncementPart } from '../ports/public-address.ts';
import { speechParts } from '../ports/spoken-parts.ts';
import { approverOf } from './approvals.ts';
import {
  type Broadcast,
  callRulesOf,
  checkAiring,
  invalidForm,
  levelNow,
  refuseTooLong,
  rulesOf,
} from './broadcast-room.ts';
import { type Audience, type FollowedDraft, soughtIn, staffScript, usualAudience } from './follow-up.rules.ts';
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
  /** To whom it goes; absent: by rule. */
  readonly audience?: Audience | undefined;
  /** Where it is heard, by staff and public alike; absent: everywhere. */
  readonly zones?: readonly string[] | undefined;
  /** Of the lost-property ledger. */
  readonly ledgerNumber?: string | undefined;
}

/** What the staff hear. */
export interface StaffWords {
  readonly script: { readonly zh: string; readonly en: string | null };
  readonly title: Sentence;
  readonly parts: readonly AnnouncementPart[];
}

export interface WrittenCall extends CallDraft {
  readonly audience: Audience;
  readonly staff: StaffWords | null;
  readonly parts: readonly AnnouncementPart[];
  readonly approvedBy: number | undefined;
}

/** The script as the form stands, without any sound. @throws DeskError `call/field`, `air/too-long` */
export function draftCall(broadcast: Broadcast, request: CallRequest, actor: string): FollowedDraft {
  return draftOf(writeCall(broadcast, request, actor));
}

function draftOf({ parts: _parts, approvedBy: _approvedBy, staff, ...draft }: WrittenCall): FollowedDraft {
  return { ...draft, staff: staff?.script ?? null };
}

/** Writes the script and renders its sound without airing anything. @throws DeskError, DeviceError `speech/…` */
export async function previewCall(
  broadcast: Broadcast,
  request: CallRequest,
  actor: string,
): Promise<FollowedDraft & CallPreview> {
  const written = writeCall(broadcast, request, actor);
  const { times, gapSeconds } = request;
  const [parts, rounds] =
    written.audience === 'staff' && written.staff ? [written.staff.parts, 1] : [written.parts, times];
  const sound = { id: 'preview', parts, times: rounds, gapMs: gapSeconds * 1000 };
  const timeline = await broadcast.publicAddress.prepare(sound);
  return { ...draftOf(written), timeline, level: levelNow(broadcast, request.form.kind) };
}

/** One round as a WAV, to be heard at the desk only. */
export function listenToCall(broadcast: Broadcast, request: CallRequest, actor: string): Promise<Uint8Array> {
  const { audience, parts, staff } = writeCall(broadcast, request, actor);
  const toStaff = staff === null ? [] : staff.parts;
  const heard = audience === 'public' ? parts : audience === 'staff' ? toStaff : [...toStaff, PAUSE, ...parts];
  return broadcast.publicAddress.listen({ id: 'preview', parts: heard, times: 1, gapMs: 0 });
}

/** Between the call to the staff and the one to the public, where both are listened to at the desk. */
const PAUSE: AnnouncementPart = { kind: 'pause', durationMs: 1_500 };

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
  const { staffFirst } = callRulesOf(broadcast);
  const audience = request.audience ?? usualAudience(soughtIn(form, rules), staffFirst.value);
  return {
    audience,
    staff: audience === 'public' ? null : staffWords(broadcast, form, nameAired, english),
    script,
    pieces: { zh: written.pieces.zh, en: english ? written.pieces.en : [] },
    title: written.title,
    nameAired,
    nameNeedsApproval: guarded && approvedBy === undefined,
    parts: speechParts(script.zh, script.en ?? undefined),
    approvedBy,
  };
}

/** What the staff hear of a call. @throws DeskError `call/field`, `air/too-long` */
export function staffWords(broadcast: Broadcast, form: CallForm, nameAired: boolean, english: boolean): StaffWords {
  const rules = rulesOf(broadcast);
  const written = staffScript(form, rules, callRulesOf(broadcast), nameAired);
  if ('field' in written) throw invalidForm(written.field);
  const script = { zh: written.zh, en: english ? written.en : null };
  refuseTooLong(rules, script.zh, 'form.feature');
  refuseTooLong(rules, script.en ?? '', 'form.feature');
  const person = form.kind === 'lost-person';
  return {
    script,
    title: person ? { zh: '寻人 内部', en: 'Lost person, staff' } : { zh: '寻物 内部', en: 'Lost object, staff' },
    parts: speechParts(script.zh, script.en ?? undefined),
  };
}
