import { inForce } from '../../config/ruled.ts';
import type { PaperPicture } from '../ports/receipt-printer.ts';
import { rosterLineOf } from '../roster/actions.ts';
import { gapsOf } from './after-punch.ts';
import { describe } from './describe.rules.ts';
import { type By, draftForm, looksAfterAll } from './fill.ts';
import type { FormAsking } from './fill-facts.ts';
import { eachDay } from './leave-length.rules.ts';
import { type Forms, formOf, formRulesOn, leaveRulesOn, todayOf } from './open-forms.ts';
import { formPaper } from './papers.ts';
import { noSuchForm, notYours } from './refusals.ts';
import { LEAVE_KINDS } from './rules.ts';
import { isOverdue, standing, standOf, strikable } from './sheet.rules.ts';
import { lacking, signatories } from './sign.ts';
import type { FormFilter, StoredForm } from './store.ts';
import type { FormDay, FormDraft, FormOptions, FormView, Named, SheetView } from './view.rules.ts';

/** Some years of a large plaza. */
const SHEETS_AT_MOST = 20_000;

/** Sheets with where they are, newest first. */
export function sheetsOf(forms: Forms, filter: FormFilter): SheetView[] {
  return forms.store.list(filter).map((form) => sheetView(forms, form));
}

/** Where a sheet is, and when it is due at the desk. */
export type PlacedSheet = Pick<StoredForm, 'id' | 'kind' | 'department' | 'place' | 'dueDay'>;

/** Where sheets are that are due on these days, both included, without those that were withdrawn. */
export function placedSheets({ store }: Forms, dueFrom: string, dueUntil: string): PlacedSheet[] {
  return store.list({ states: ['open', 'confirmed', 'refused'], dueFrom, dueUntil, limit: SHEETS_AT_MOST });
}

/** Departments with sheets that are not with HR yet, without those that were withdrawn. */
export function departmentsOnTheirWay({ store }: Forms): string[] {
  return store.departmentsOnTheirWay();
}

/** What of that somebody may see: their own, or everybody's at the desk. */
export function sheetsFor(forms: Forms, filter: FormFilter, by: By): SheetView[] {
  return sheetsOf(forms, looksAfterAll(by) ? filter : { ...filter, personId: by.personId });
}

/** One form with its steps. @throws DeskError `form/unknown`, `form/not-yours` */
export function formById(forms: Forms, formId: number, by: By): FormView {
  const form = formOf(forms, formId);
  refuseStranger(form, by);
  return formView(forms, form);
}

/** The form of a number, typed or scanned. @throws DeskError `form/unknown`, `form/not-yours` */
export function formByNumber(forms: Forms, number: string, by: By): { formId: number } {
  const form = forms.store.byNumber(number.trim());
  if (form === undefined) throw noSuchForm();
  refuseStranger(form, by);
  return { formId: form.id };
}

/** How a form's sheet looks; without a printer there is no picture. @throws DeskError `form/unknown`, `form/not-yours` */
export function pictureOf(forms: Forms, formId: number, by: By): PaperPicture | undefined {
  const form = formOf(forms, formId);
  refuseStranger(form, by);
  return forms.needs.previewPaper(formPaper(forms, form, form.filledBy));
}

/** What a scanned code stands for; `undefined`: no form. */
export function formOfSlip(forms: Forms, text: string): { formId: number; number: string } | undefined {
  const form = forms.store.byNumber(text.trim());
  return form && { formId: form.id, number: form.number };
}

/** What the form would be, without writing anything. @throws DeskError as `fillForm` for what is no question of the rules */
export function draftView(forms: Forms, asking: FormAsking, by: By): FormDraft {
  const plan = draftForm(forms, asking, by);
  return {
    refusal: plan.refusal ?? null,
    chain: plan.chain.map(({ zh, en }) => ({ zh, en })),
    chainClause: plan.chainClause,
    halfDays: plan.halfDays,
    left: plan.annualLeft,
    documents: plan.documents,
    dueDay: plan.dueDay,
  };
}

/** The days of a month of somebody (`YYYY-MM`), to choose from. @throws DeskError `form/not-yours` */
export function daysOfMonth(
  forms: Forms,
  personId: number,
  month: string | undefined = todayOf(forms).slice(0, 7),
  by: By,
): FormDay[] {
  if (personId !== by.personId && !looksAfterAll(by)) throw notYours();
  const { needs, store } = forms;
  const first = `${month}-01`;
  const days = eachDay(first, 31).filter((day) => day.startsWith(month));
  const punches = needs.punchesSince(personId, first);
  const facts = store.touching(personId, first, days.at(-1) ?? first);
  const touching = store.byIds([...new Set(facts.map(({ formId }) => formId))]);
  const gaps = gapsOf(forms, personId);
  return days.map((day) => ({
    day,
    shifts: rosterLineOf(needs.roster, personId, day).shifts.map(({ shiftId, name, startMs, endMs }) => {
      const has = (direction: 'in' | 'out'): boolean =>
        punches.some((punch) => punch.day === day && punch.shiftId === shiftId && punch.direction === direction);
      return { shiftId, name, startMs, endMs, in: has('in'), out: has('out') };
    }),
    gap: gaps.some((gap) => gap.day === day),
    forms: touching
      .filter(({ fromDay, untilDay, state }) => fromDay <= day && day <= untilDay && state !== 'withdrawn')
      .map(({ number, kind, state }) => ({ number, kind, state })),
  }));
}

/** What there is to choose from today. */
export function formOptions(forms: Forms): FormOptions {
  const today = todayOf(forms);
  const { kinds, withdrawReasons } = formRulesOn(forms, today);
  const leave = leaveRulesOn(forms, today);
  return {
    today,
    kinds,
    withdrawReasons,
    leave: LEAVE_KINDS.map((leaveKind) => {
      const { zh, en, counts, pay, mayBeOral, documents, limit } = leave.kinds[leaveKind];
      const byEvent = limit.by === 'event' ? limit : undefined;
      const { event = null, choices = [], extras = [] } = byEvent ?? {};
      return { leaveKind, zh, en, counts, pay, mayBeOral, documents, event, choices, extras };
    }),
  };
}

/** Who works here, to choose from; somebody without a post at the desk only sees themselves. */
export function peopleFor(forms: Forms, by: By): (Named & { readonly department: string })[] {
  return forms.needs
    .people()
    .filter(({ id, active }) => active && (looksAfterAll(by) || id === by.personId))
    .map(({ id, staffNo, name, department }) => ({ id, staffNo, name, department }));
}

/** Who may allow somebody's form by word of mouth: whoever may sign its first place. */
export function superiorsOf(forms: Forms, personId: number): Named[] {
  const [place] = formRulesOn(forms, todayOf(forms)).signatories;
  const person = forms.needs.personById(personId);
  if (place === undefined || person === undefined) return [];
  return signatories(forms, { personId, department: person.department }, place).map(toNamed);
}

/** Who may sign next. @throws DeskError `form/unknown` */
export function signatoriesOf(forms: Forms, formId: number): Named[] {
  const form = formOf(forms, formId);
  const { next } = standOf(form.chain, forms.store.steps(formId));
  return next === undefined ? [] : signatories(forms, form, next).map(toNamed);
}

function refuseStranger({ personId }: StoredForm, by: By): void {
  if (personId !== by.personId && !looksAfterAll(by)) throw notYours();
}

function sheetView(forms: Forms, form: StoredForm): SheetView {
  const { needs, store } = forms;
  const { asked } = form;
  const steps = standing(store.steps(form.id));
  const stand = standOf(form.chain, steps);
  const leave = leaveRulesOn(forms, form.filledDay);
  const { shifts } = inForce(needs.attendanceRules, form.fromDay);
  const to = stand.place === 'desk' ? 'hr' : 'desk';
  return {
    formId: form.id,
    number: form.number,
    kind: form.kind,
    title: formRulesOn(forms, form.filledDay).kinds[form.kind].title,
    what: describe({
      asked,
      halfDays: form.halfDays,
      shiftName: asked.kind === 'exception' ? shifts.find(({ id }) => id === asked.shiftId)?.name : undefined,
      otherName: asked.kind === 'swap' ? nameOf(forms, asked.withPersonId).name : '',
      leave,
    }),
    person: nameOf(forms, form.personId),
    department: form.department,
    state: stand.state,
    place: stand.place,
    fromDay: form.fromDay,
    untilDay: form.untilDay,
    signed: stand.signed.length,
    needs: form.chain.length,
    next: stand.next === undefined ? null : { zh: stand.next.zh, en: stand.next.en },
    dueDay: form.dueDay,
    overdue: isOverdue(stand, form.dueDay, todayOf(forms)),
    sinceMs: steps.at(-1)?.atMs ?? form.filledAtMs,
    lacking: lacking(forms, form, to, leave.documentsBy.value) ?? null,
  };
}

function formView(forms: Forms, form: StoredForm): FormView {
  const steps = forms.store.steps(form.id);
  const valid = standing(steps);
  const stand = standOf(form.chain, steps);
  const person = (id: number | null): Named | null => (id === null ? null : nameOf(forms, id));
  return {
    ...sheetView(forms, form),
    asked: form.asked,
    reason: form.reason,
    halfDays: form.halfDays,
    clause: formRulesOn(forms, form.filledDay).kinds[form.kind].clause,
    origin: form.origin,
    chain: form.chain.map(({ id, zh, en }, at) => ({
      id,
      zh,
      en,
      signedBy: person(stand.signed[at]?.personId ?? null),
    })),
    documents: form.documents.map(({ id, zh, en }) => ({ id, zh, en, seen: stand.documents.includes(id) })),
    steps: steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      atMs: step.atMs,
      saidBy: nameOf(forms, Number(step.saidBy.replace(/^staff:/, ''))).name,
      person: person(step.personId),
      document: form.documents.find(({ id }) => id === step.document) ?? null,
      note: step.note,
      struck: step.kind !== 'struck' && !valid.includes(step),
    })),
    strikable: strikable(steps)?.id ?? null,
    replaces: form.replaces === null ? null : (forms.store.byId(form.replaces)?.number ?? null),
  };
}

function nameOf({ needs }: Forms, id: number): Named {
  const person = Number.isNaN(id) ? undefined : needs.personById(id);
  return { id, staffNo: person?.staffNo ?? '', name: person?.name ?? '' };
}

function toNamed({ id, staffNo, name }: Named): Named {
  return { id, staffNo, name };
}
