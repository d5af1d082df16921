import type { Direction } from '../attendance/rules.ts';
import type { Sentence } from '../ports/device.ts';
import type { LeaveKind } from './rules.ts';

export const HALVES = ['first', 'second'] as const;
/** Of a day's shift. */
export type Half = (typeof HALVES)[number];

/** A missed punch of one's own shift; `both`: neither was punched. */
export interface ExceptionAsked {
  readonly kind: 'exception';
  readonly day: string;
  readonly shiftId: string;
  readonly direction: Direction | 'both';
}

/** Away for the plaza on one day of the roster; times at or before the one they follow are on the next day. */
export interface BusinessAsked {
  readonly kind: 'business';
  readonly day: string;
  /** `HH:MM` at the desk. */
  readonly from: string;
  readonly until: string;
}

/** From the beginning of a half day until the end of one. */
export interface LeaveAsked {
  readonly kind: 'leave';
  readonly leaveKind: LeaveKind;
  readonly from: { readonly day: string; readonly half: Half };
  readonly until: { readonly day: string; readonly half: Half };
  /** Which of the kind's choices, where it has some: `late`, `grandparents`. */
  readonly choice?: string | undefined;
  /** How many of each of the kind's extras. */
  readonly extras?: Readonly<Record<string, number>> | undefined;
  /** Of registration, birth …, where the kind has one. */
  readonly eventDay?: string | undefined;
}

/** Overtime on one day. */
export interface OvertimeAsked {
  readonly kind: 'overtime';
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

/** One's own shift of `day` against somebody's shift of `otherDay`. */
export interface SwapAsked {
  readonly kind: 'swap';
  readonly day: string;
  readonly withPersonId: number;
  readonly otherDay: string;
}

/** What is filled in on a form, by its kind. */
export type FormAsked = ExceptionAsked | BusinessAsked | LeaveAsked | OvertimeAsked | SwapAsked;

/** Why a form is refused: one sentence, the clause it comes from and the field to change. */
export interface FormRefusal {
  /** e.g. `not-your-shift`; the error's code is `form/not-your-shift`. */
  readonly code: string;
  readonly field: string;
  readonly says: Sentence;
  readonly clause: string;
}
