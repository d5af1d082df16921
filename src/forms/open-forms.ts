import { inForce } from '../../config/ruled.ts';
import type { AttendanceRules } from '../../config/rules/attendance.ts';
import type { FormRules } from '../../config/rules/forms.ts';
import type { LeaveRules } from '../../config/rules/leave.ts';
import type { Change, Desk } from '../journal/desk.ts';
import type { Paper, PaperPicture } from '../ports/receipt-printer.ts';
import type { PaperIdentity } from '../printing/letterhead.ts';
import { type Roster, rosterLineOf } from '../roster/actions.ts';
import type { Grade } from '../roster/rules.ts';
import type { Person } from '../staff/actions.ts';
import type { FormRefusal, SwapAsked } from './asked.rules.ts';
import type { PunchOn } from './checks.rules.ts';
import { noSuchForm } from './refusals.ts';
import type { FormFact, LeaveTaken } from './rules.ts';
import { type SheetStand, standOf } from './sheet.rules.ts';
import { type FormStore, type NewStep, openFormStore, type StoredForm } from './store.ts';

/** What the forms need of others. */
export interface FormNeeds {
  /** The versions of config/rules/forms.yaml, leave.yaml and attendance.yaml. */
  readonly rules: readonly FormRules[];
  readonly leaveRules: readonly LeaveRules[];
  readonly attendanceRules: readonly AttendanceRules[];
  readonly identity: PaperIdentity;
  readonly roster: Roster;
  personById(id: number): Person | undefined;
  people(): readonly Person[];
  /** Punches put to days from this one on. */
  punchesSince(personId: number, fromDay: string): readonly (PunchOn & { readonly day: string })[];
  /** Half days left in the account of annual leave that a day is in; a form that is being replaced counts for nothing. */
  annualLeft(personId: number, day: string): number;
  /** The last day of that account. */
  annualUntil(personId: number, day: string): string;
  /** Queues a paper inside the caller's transaction. */
  queuePaper(change: Change, job: { document: string; subject: string; paper: Paper }): number;
  /** The papers of a subject are void. */
  withdrawPapers(change: Change, subject: string): void;
  /** How a paper would look; `undefined` without a printer. */
  previewPaper(paper: Paper): PaperPicture | undefined;
  /** Holds a swap against the rules of swaps; `replaces`: a form that counts for nothing any more. */
  checkSwap(asked: SwapAsked & { readonly personId: number }, replaces: number | undefined): FormRefusal | undefined;
  /** Hears inside the transaction of a form that has all its signatures now, or is refused or withdrawn. */
  settled(change: Change, fact: FormFact): void;
}

/** The forms room. */
export interface Forms {
  readonly desk: Desk;
  readonly needs: FormNeeds;
  readonly store: FormStore;
}

export function openForms(desk: Desk, needs: FormNeeds): Forms {
  return { desk, needs, store: openFormStore(desk.database) };
}

/** Every form of a person, refused and withdrawn ones too, that is about a day between these two (both included), oldest first. */
export function formsTouching(
  { store }: Pick<Forms, 'store'>,
  personId: number,
  fromDay: string,
  untilDay: string,
): readonly FormFact[] {
  return store.touching(personId, fromDay, untilDay);
}

/** Leave of a person that begins between two days (both included) and was neither refused nor withdrawn. */
export function leaveTaken({ store }: Forms, personId: number, from: string, until: string): readonly LeaveTaken[] {
  return store.leaveTaken(personId, from, until);
}

/** Today at the desk. */
export function todayOf({ desk, needs }: Forms, atMs = desk.clock.read().wallMs): string {
  return needs.roster.shiftCalendar.dayOf(atMs);
}

export function formRulesOn({ needs }: Forms, day: string): FormRules {
  return inForce(needs.rules, day);
}

export function leaveRulesOn({ needs }: Forms, day: string): LeaveRules {
  return inForce(needs.leaveRules, day);
}

/** @throws DeskError `form/unknown` */
export function formOf({ store }: Forms, id: number): StoredForm {
  const form = store.byId(id);
  if (form === undefined) throw noSuchForm();
  return form;
}

/** Where a form stands by its steps. */
export function standOfForm({ store }: Forms, { id, chain }: Pick<StoredForm, 'id' | 'chain'>): SheetStand {
  return standOf(chain, store.steps(id));
}

/** The grade somebody has on a day. */
export function gradeOf({ needs }: Forms, personId: number, day: string): Grade {
  return rosterLineOf(needs.roster, personId, day).grade;
}

export const subjectOf = (formId: number): string => `form:${formId}`;

/** One step inside the caller's transaction: kept, journalled, told to the screens. Answers where the form stands now. */
export function writeStep(
  forms: Forms,
  change: Change,
  form: StoredForm,
  step: Omit<NewStep, 'saidBy' | 'atMs'>,
): SheetStand {
  const { store, needs } = forms;
  store.addStep(form.id, { ...step, saidBy: change.actor, atMs: change.at.wallMs });
  const stand = standOfForm(forms, form);
  store.setStand(form.id, stand);
  change.record({
    kind: `forms/${step.kind}`,
    subject: subjectOf(form.id),
    body: {
      number: form.number,
      state: stand.state,
      place: stand.place,
      ...(step.document == null ? {} : { document: step.document }),
      ...(step.strikes == null ? {} : { strikes: step.strikes }),
      ...(step.personId == null ? {} : { person: `staff:${step.personId}` }),
    },
    ...(step.note ? { personal: { note: step.note } } : {}),
  });
  change.publish({ name: 'form', payload: { formId: form.id, number: form.number, personId: form.personId } });
  if (stand.state !== form.state) for (const fact of store.factsOf(form.id)) needs.settled(change, fact);
  return stand;
}
