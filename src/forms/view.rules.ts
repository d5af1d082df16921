import type { Sentence } from '../ports/device.ts';
import type { FormAsked, FormRefusal } from './asked.rules.ts';
import type { FormKind, FormState, LeaveKind } from './rules.ts';
import type { Place, StepKind } from './sheet.rules.ts';

/** Somebody, by name. */
export interface Named {
  readonly id: number;
  readonly staffNo: string;
  readonly name: string;
}

/** A sheet in a list: what it is about and where it is. */
export interface SheetView {
  readonly formId: number;
  readonly number: string;
  readonly kind: FormKind;
  readonly title: Sentence;
  /** What it is about, in one line. */
  readonly what: Sentence;
  readonly person: Named;
  readonly department: string;
  readonly state: FormState;
  readonly place: Place;
  readonly fromDay: string;
  readonly untilDay: string;
  /** Signatures on it, and how many it needs. */
  readonly signed: number;
  readonly needs: number;
  /** Whose signature comes next. */
  readonly next: Sentence | null;
  /** By the close of this day at the desk. */
  readonly dueDay: string;
  readonly overdue: boolean;
  /** When its last step was said. */
  readonly sinceMs: number;
  /** What is missing before it goes to the desk, or on to HR; `null`: nothing, it may go. */
  readonly lacking: Sentence | null;
}

/** A step with the names of who it was and who said so. */
export interface StepView {
  readonly id: number;
  readonly kind: StepKind;
  readonly atMs: number;
  readonly saidBy: string;
  readonly person: Named | null;
  readonly document: Sentence | null;
  readonly note: string;
  readonly struck: boolean;
}

/** One form with everything that happened to it. */
export interface FormView extends SheetView {
  readonly asked: FormAsked;
  readonly reason: string;
  readonly halfDays: number | null;
  readonly clause: string;
  readonly origin: 'touch' | 'gap';
  /** Who signed at each place of the chain; `null`: nobody yet. */
  readonly chain: readonly (Sentence & { readonly id: string; readonly signedBy: Named | null })[];
  readonly documents: readonly (Sentence & { readonly id: string; readonly seen: boolean })[];
  readonly steps: readonly StepView[];
  /** The step that can be put right; `null`: none. */
  readonly strikable: number | null;
  /** The number of the form this one corrects. */
  readonly replaces: string | null;
}

/** What a form would be, while it is filled in. */
export interface FormDraft {
  readonly refusal: FormRefusal | null;
  readonly chain: readonly Sentence[];
  readonly chainClause: string;
  readonly halfDays: number | null;
  /** Half days left in the account, this form not yet taken off and the one it replaces given back; `null` where no account is asked. */
  readonly left: number | null;
  readonly documents: readonly Sentence[];
  readonly dueDay: string;
}

/** One day of somebody's month, to choose from. */
export interface FormDay {
  readonly day: string;
  readonly shifts: readonly {
    readonly shiftId: string;
    readonly name: Sentence;
    readonly startMs: number;
    readonly endMs: number;
    readonly in: boolean;
    readonly out: boolean;
  }[];
  /** Over, and a punch of it is missing that no form says why. */
  readonly gap: boolean;
  readonly forms: readonly { readonly number: string; readonly kind: FormKind; readonly state: FormState }[];
}

/** What there is to choose from. */
export interface FormOptions {
  readonly today: string;
  readonly kinds: Readonly<
    Record<FormKind, { readonly title: Sentence; readonly reasons: readonly Sentence[]; readonly clause: string }>
  >;
  readonly leave: readonly LeaveOption[];
  readonly withdrawReasons: readonly Sentence[];
}

export interface LeaveOption extends Sentence {
  readonly leaveKind: LeaveKind;
  readonly counts: 'calendar' | 'roster';
  readonly pay: number;
  readonly mayBeOral: boolean;
  readonly documents: readonly Sentence[];
  readonly event: Sentence | null;
  readonly choices: readonly (Sentence & { readonly id: string; readonly days: number })[];
  readonly extras: readonly (Sentence & { readonly id: string; readonly days: number; readonly most: number })[];
}
