import type { Direction } from '../attendance/rules.ts';

export const FORM_KINDS = ['exception', 'business', 'leave', 'overtime', 'swap'] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** `confirmed`: every signature of its chain is on it. */
export type FormState = 'open' | 'confirmed' | 'refused' | 'withdrawn';

interface Form {
  readonly formId: number;
  /** As printed on it: `E-20261120-2087`. */
  readonly number: string;
  readonly personId: number;
  readonly state: FormState;
  /** UTC ms of the filling in. */
  readonly filledAtMs: number;
  /** The date of it at the desk, `YYYY-MM-DD`. */
  readonly filledDay: string;
}

/** A punch that was missed, and the superior says the person was there (考勤异常登记表). */
export interface ExceptionForm extends Form {
  readonly kind: 'exception';
  readonly day: string;
  readonly shiftId: string;
  readonly direction: Direction;
}

/** Away for the plaza, from and until in UTC ms (因公外出). */
export interface BusinessForm extends Form {
  readonly kind: 'business';
  readonly fromMs: number;
  readonly untilMs: number;
}

export const LEAVE_KINDS = [
  'sick',
  'casual',
  'annual',
  'marriage',
  'prenatal',
  'maternity',
  'paternity',
  'bereavement',
] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** Leave, from and until in UTC ms. */
export interface LeaveForm extends Form {
  readonly kind: 'leave';
  readonly leaveKind: LeaveKind;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Overtime that was asked for, from and until in UTC ms, on a day of the roster. */
export interface OvertimeForm extends Form {
  readonly kind: 'overtime';
  readonly day: string;
  readonly fromMs: number;
  readonly untilMs: number;
  /** On the paper so far. */
  readonly signatures: number;
}

/** Two people change shifts. */
export interface SwapForm extends Form {
  readonly kind: 'swap';
  readonly withPersonId: number;
  readonly day: string;
  readonly otherDay: string;
}

/** A form as the rules of attendance read it. */
export type FormFact = ExceptionForm | BusinessForm | LeaveForm | OvertimeForm | SwapForm;

/** Leave as an account counts it. */
export interface LeaveTaken {
  readonly leaveKind: LeaveKind;
  readonly fromDay: string;
  readonly halfDays: number;
  readonly state: FormState;
  /** Documents that go with it, and how many of them were seen. */
  readonly documents: number;
  readonly seen: number;
}
