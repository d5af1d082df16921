import type { ClockReading } from '../ports/clock.ts';
import type { Sentence } from '../ports/device.ts';
import { fillTemplate, textOf } from './fill-template.rules.ts';
import type { CallDraft, CallView } from './rules.ts';
import { type CallForm, type FormRefusal, fillingsOf, isChild, type ScriptRules } from './script.rules.ts';

/** To whom a call goes: the public, the staff first and then the public, or the staff alone. */
export const AUDIENCES = ['public', 'staff-first', 'staff'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Whom a call is for, as the steps tell apart. */
export type Sought = 'child' | 'adult' | 'object';

/** One thing to do while nobody has been found, as `config/rules/calls.yaml` has it. */
export interface StepRule extends Sentence {
  readonly id: string;
  readonly afterMinutes: number;
  readonly for: readonly Sought[];
  /** Done by itself when such a call is heard from then on. */
  readonly heard?: 'staff' | 'public' | undefined;
}

/** What the staff call is written with. */
export interface StaffCallRules {
  readonly codeWords: { readonly person: Sentence; readonly object: Sentence };
  readonly templates: {
    readonly staffPerson: Sentence;
    readonly staffObject: Sentence;
    readonly foundPerson: Sentence;
    readonly foundObject: Sentence;
  };
}

/** A step somebody has done, and when by the call's timer. */
export interface DoneStep {
  readonly stepId: string;
  readonly by: string;
  readonly atMs: number;
  readonly elapsedMs: number;
}

export interface StepView {
  readonly id: string;
  readonly says: Sentence;
  readonly afterMinutes: number;
  readonly state: 'done' | 'due' | 'later';
  /** Done by itself when such a call is heard. */
  readonly heard: 'staff' | 'public' | null;
  /** Until it is due, when this was written; negative: overdue. */
  readonly dueInMs: number;
  readonly by: string | null;
  readonly doneAtMs: number | null;
}

/** What to do next about a call, and how far its timer is. */
export interface NextSteps {
  /** Since it was first heard; null: nobody has heard it yet. */
  readonly elapsedMs: number | null;
  /** False where a clock that nobody vouches for had to tell: then a person judges. */
  readonly sure: boolean;
  readonly steps: readonly StepView[];
}

export interface HandOver {
  /** `elsewhere`: nobody came to the desk for it. */
  readonly place: 'here' | 'elsewhere';
  readonly idKind: string | null;
  readonly idSeen: boolean;
  readonly by: string;
  readonly atMs: number;
}

/** A call with what follows it. Whom it was handed to stays on the slip. */
export interface FollowedCall extends CallView {
  readonly audience: Audience;
  readonly sought: Sought;
  readonly staffHeard: boolean;
  readonly publicHeard: boolean;
  readonly next: NextSteps;
  /** Of the lost-property ledger. */
  readonly ledgerNumber: string | null;
  /** `offered`: one touch airs it. */
  readonly allClear: 'none' | 'offered' | 'sent';
  readonly handOver: HandOver | null;
}

/** A draft with the words for the staff. */
export interface FollowedDraft extends CallDraft {
  readonly audience: Audience;
  /** What the staff hear; null: the call goes to the public alone. */
  readonly staff: { readonly zh: string; readonly en: string | null } | null;
}

/** An open call with a step that somebody should do now. */
export interface DueCall {
  readonly callId: number;
  readonly kind: CallView['kind'];
  readonly number: string;
  readonly step: Sentence;
  /** How many more are due. */
  readonly more: number;
}

export function soughtIn(form: CallForm, rules: Pick<ScriptRules, 'adultFromAge'>): Sought {
  if (form.kind === 'lost-object') return 'object';
  return isChild(form, rules) ? 'child' : 'adult';
}

/** To whom a call goes unless the clerk chooses. */
export function usualAudience(sought: Sought, staffFirst: 'child' | 'person' | 'everything' | 'never'): Audience {
  const first =
    staffFirst === 'everything' ||
    (staffFirst === 'person' && sought !== 'object') ||
    (staffFirst === 'child' && sought === 'child');
  return first ? 'staff-first' : 'public';
}

/** The discreet sentence to the staff, in both languages. */
export function staffScript(
  form: CallForm,
  rules: ScriptRules,
  { codeWords, templates }: StaffCallRules,
  nameAired: boolean,
): Sentence | FormRefusal {
  const fillings = fillingsOf(form, rules, nameAired);
  if ('field' in fillings) return fillings;
  const person = form.kind === 'lost-person';
  const template = person ? templates.staffPerson : templates.staffObject;
  const code = person ? codeWords.person : codeWords.object;
  return {
    zh: textOf(fillTemplate(template.zh, { ...fillings.zh, code: code.zh })),
    en: textOf(fillTemplate(template.en, { ...fillings.en, code: code.en })),
  };
}

/** What tells the staff that it is over. */
export function allClearScript(kind: CallForm['kind'], { codeWords, templates }: StaffCallRules): Sentence {
  const person = kind === 'lost-person';
  const template = person ? templates.foundPerson : templates.foundObject;
  const code = person ? codeWords.person : codeWords.object;
  return {
    zh: textOf(fillTemplate(template.zh, { code: code.zh })),
    en: textOf(fillTemplate(template.en, { code: code.en })),
  };
}

/**
 * How long since a call was first heard. Within one boot the monotonic clock tells, so that a clock that is set changes nothing; across
 * boots the wall clock has to, and counts only as far as it goes forward. Never less than what was known before.
 */
export function sinceHeard(
  heard: ClockReading,
  now: ClockReading,
  knownMs = 0,
): { readonly elapsedMs: number; readonly sure: boolean } {
  if (heard.bootId === now.bootId) {
    return { elapsedMs: Math.max(knownMs, now.monotonicMs - heard.monotonicMs), sure: true };
  }
  const wallMs = now.wallMs - heard.wallMs;
  const sure = wallMs >= knownMs && heard.quality !== 'unsure' && now.quality !== 'unsure';
  return { elapsedMs: Math.max(knownMs, wallMs), sure };
}

const MINUTE_MS = 60_000;

/** What to do next about a call: the steps for whom it seeks, in their order, as they stand now. */
export function nextSteps(
  call: {
    readonly heard: ClockReading | null;
    readonly sought: Sought;
    readonly audience: Audience;
    readonly done: readonly DoneStep[];
    /** How far its timer is known to have been. */
    readonly knownMs: number;
  },
  rules: readonly StepRule[],
  now: ClockReading,
): NextSteps {
  const { heard, done, knownMs } = call;
  const since = heard === null ? undefined : sinceHeard(heard, now, knownMs);
  const steps = rules
    .filter((rule) => rule.for.includes(call.sought))
    .map((rule): StepView => {
      const { id, zh, en, afterMinutes } = rule;
      const dueInMs = afterMinutes * MINUTE_MS - (since?.elapsedMs ?? 0);
      const own = done.find(({ stepId }) => stepId === id);
      const state = own !== undefined ? 'done' : since !== undefined && dueInMs <= 0 ? 'due' : 'later';
      const heardBy = rule.heard ?? null;
      const who = { by: own?.by ?? null, doneAtMs: own?.atMs ?? null };
      return { id, says: { zh, en }, afterMinutes, state, heard: heardBy, dueInMs, ...who };
    });
  return { elapsedMs: since?.elapsedMs ?? null, sure: since?.sure ?? true, steps };
}

/** The steps a call does by being heard after so long. */
export function stepsHeard(
  rules: readonly StepRule[],
  sought: Sought,
  heard: 'staff' | 'public',
  elapsedMs: number,
): StepRule[] {
  return rules.filter(
    (rule) => rule.for.includes(sought) && rule.heard === heard && rule.afterMinutes * MINUTE_MS <= elapsedMs,
  );
}

/** When the next step falls due, milliseconds from now; undefined: none will. */
export function nextDueMs({ elapsedMs, steps }: NextSteps): number | undefined {
  if (elapsedMs === null) return undefined;
  const later = steps.flatMap(({ state, dueInMs }) => (state === 'later' ? [dueInMs] : []));
  return later.length === 0 ? undefined : Math.min(...later);
}
