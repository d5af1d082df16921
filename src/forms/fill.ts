import type { Acted, Change, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import { rosterLineOf } from '../roster/actions.ts';
import type { FormAsked } from './asked.rules.ts';
import { areDates, daysOf, type FormAsking, type FormPlan, planForm } from './fill-facts.ts';
import { type Forms, formOf, formRulesOn, subjectOf, todayOf, writeStep } from './open-forms.ts';
import { formPaper } from './papers.ts';
import { isOver, no, noSuchPerson, notYours, refusedBy } from './refusals.ts';
import { refuseInForce } from './sign.ts';
import type { StoredForm } from './store.ts';

/** Who asks, and the posts they hold. */
export interface By {
  readonly personId: number;
  readonly posts: readonly string[];
}

const LOOKS_AFTER_ALL = ['clerk', 'shift-lead', 'supervisor', 'hr', 'administrator'];

/** Whether somebody may see and fill in the forms of others. */
export function looksAfterAll({ posts }: By): boolean {
  return posts.some((post) => LOOKS_AFTER_ALL.includes(post));
}

/**
 * Fills a form in and prints it. What was allowed by phone while the person is still away is printed when they are back.
 * @throws DeskError `form/not-yours`, `form/no-such-person`, and `form/…` with the clause and the field for what the rules refuse
 */
export function fillForm(
  forms: Forms,
  command: Command,
  asking: FormAsking,
  by: By,
): Acted<{ formId: number; number: string; printed: boolean }> {
  return forms.desk.act(command, 'forms/fill', (change) => {
    const plan = planned(forms, asking, by, change.at.wallMs);
    if (plan.refusal !== undefined) throw refusedBy(plan.refusal);
    const form = insertForm(forms, change, asking, plan, 'touch');
    const isAway = asking.allowedBy !== undefined && change.at.wallMs < (plan.untilMs ?? 0);
    if (!isAway) printForm(forms, change, form);
    return { formId: form.id, number: form.number, printed: !isAway };
  });
}

/** What a form would be and why it is refused, if it is; writes nothing. @throws DeskError as {@link fillForm} */
export function draftForm(forms: Forms, asking: FormAsking, by: By): FormPlan {
  return planned(forms, asking, by, forms.desk.clock.read().wallMs);
}

function planned(forms: Forms, asking: FormAsking, by: By, nowMs: number): FormPlan {
  const { personId, asked, allowedBy, replaces } = asking;
  const { needs } = forms;
  if (personId !== by.personId && !looksAfterAll(by)) throw notYours();
  const people = [personId, ...(allowedBy === undefined ? [] : [allowedBy])];
  const others = asked.kind === 'swap' ? [asked.withPersonId] : [];
  if ([...people, ...others].some((id) => needs.personById(id)?.active !== true)) throw noSuchPerson();
  if (allowedBy === personId)
    throw no(
      'allows-self',
      '自己不能批自己，请选上级。',
      'Nobody allows themselves. Choose a superior.',
      undefined,
      'invalid',
    );
  const days = [...daysOf(asked), ...(asked.kind === 'leave' && asked.eventDay ? [asked.eventDay] : [])];
  if (!areDates(days))
    throw no('wrong-day', '没有这个日期，请重新选。', 'There is no such date. Choose it again.', undefined, 'invalid');
  if (replaces !== undefined) refuseReplaced(formOf(forms, replaces), personId);
  return planForm(forms, asking, nowMs);
}

function refuseReplaced(form: StoredForm, owner: number): void {
  const { number, personId, state, place } = form;
  if (personId !== owner) throw notYours();
  if (state === 'withdrawn' || place === 'hr') throw isOver(number);
  refuseInForce(form);
}

/** Keeps a form inside the caller's transaction, its first steps with it. */
export function insertForm(
  forms: Forms,
  change: Change,
  asking: FormAsking,
  plan: FormPlan,
  origin: StoredForm['origin'],
): StoredForm {
  const { store, needs } = forms;
  const { personId, asked } = asking;
  const atMs = change.at.wallMs;
  const reason = plainWords(asking.reason);
  const number = freeNumber(forms, asked, personId);
  const id = store.insert({
    number,
    kind: asked.kind,
    personId,
    department: rosterLineOf(needs.roster, personId, plan.fromDay).department,
    fromDay: plan.fromDay,
    untilDay: plan.untilDay,
    fromMs: plan.fromMs,
    untilMs: plan.untilMs,
    halfDays: plan.halfDays,
    asked,
    reason,
    chain: plan.chain,
    documents: plan.documents,
    dueDay: plan.dueDay,
    origin,
    replaces: asking.replaces ?? null,
    rulesFrom: plan.rulesFrom,
    filledBy: change.actor,
    filledAtMs: atMs,
    filledDay: todayOf(forms, atMs),
  });
  const form = formOf(forms, id);
  store.addStep(id, { kind: 'filled', saidBy: change.actor, atMs });
  change.record({
    kind: 'forms/filled',
    subject: subjectOf(id),
    body: {
      number,
      kind: asked.kind,
      of: `staff:${personId}`,
      from: plan.fromDay,
      until: plan.untilDay,
      halfDays: plan.halfDays,
      chain: plan.chain.map((place) => place.id),
      dueDay: plan.dueDay,
      origin,
      rulesFrom: plan.rulesFrom,
    },
    personal: { reason },
  });
  change.publish({ name: 'form', payload: { formId: id, number, personId } });
  if (asking.allowedBy !== undefined) writeStep(forms, change, form, { kind: 'oral', personId: asking.allowedBy });
  if (asking.replaces !== undefined) {
    const old = formOf(forms, asking.replaces);
    writeStep(forms, change, old, { kind: 'withdrawn', note: `更正为 ${number}` });
    needs.withdrawPapers(change, subjectOf(old.id));
  }
  return form;
}

/** Puts a form's paper into the outbox inside the caller's transaction. */
export function printForm(forms: Forms, change: Change, form: StoredForm): number {
  const paper = formPaper(forms, form, change.actor);
  const job = forms.needs.queuePaper(change, { document: `form-${form.kind}`, subject: subjectOf(form.id), paper });
  writeStep(forms, change, form, { kind: 'printed' });
  return job;
}

/** `E-20261120-2087`; a second form of that letter, day and person ends in `-2`. */
function freeNumber(forms: Forms, asked: FormAsked, personId: number): string {
  const [day] = daysOf(asked);
  const { letter } = formRulesOn(forms, day).kinds[asked.kind];
  const staffNo = forms.needs.personById(personId)?.staffNo ?? String(personId);
  const base = `${letter}-${day.replaceAll('-', '')}-${staffNo}`.toUpperCase();
  for (let n = 1; ; n++) {
    const number = n === 1 ? base : `${base}-${n}`;
    if (forms.store.byNumber(number) === undefined) return number;
  }
}
