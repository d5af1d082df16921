import type { Acted, Command } from '../journal/desk.ts';
import type { Sentence } from '../ports/device.ts';
import { plainWords } from '../ports/plain-words.ts';
import type { Person } from '../staff/actions.ts';
import { type Forms, formOf, formRulesOn, gradeOf, standOfForm, todayOf, writeStep } from './open-forms.ts';
import { isOver, no } from './refusals.ts';
import type { FormState } from './rules.ts';
import { type ChainPlace, maySign, strikable } from './sheet.rules.ts';
import type { StoredForm } from './store.ts';

/** A signature as it is seen on the paper. */
export interface Signature {
  /** Who signed. */
  readonly personId: number;
  readonly verdict: 'signed' | 'refused';
  readonly note?: string | undefined;
}

/**
 * Writes down the next signature of a sheet, as a named clerk sees it there. A refusal ends the form.
 * @throws DeskError `form/over`, `form/not-printed`, `form/own-signature`, `form/wrong-signatory`, `form/signed-already`
 */
export function recordSignature(
  forms: Forms,
  command: Command,
  formId: number,
  { personId, verdict, note = '' }: Signature,
): Acted<{ state: FormState }> {
  return forms.desk.act(command, 'forms/sign', (change) => {
    const form = formOf(forms, formId);
    const { next, place, signed } = standOfForm(forms, form);
    if (next === undefined) throw isOver(form.number);
    if (place === 'unprinted')
      throw no('not-printed', '这张还没有打印，请先打印。', 'It has not been printed yet. Print it first.');
    const rules = formRulesOn(forms, form.filledDay);
    const { clause } = rules.kinds[form.kind];
    if (personId === form.personId)
      throw no(
        'own-signature',
        '自己的单据不能自己签，请选上级。',
        'Nobody signs their own form. Choose a superior.',
        clause,
        'invalid',
      );
    if (!rules.signsTwice.value && signed.some((step) => step.personId === personId))
      throw no(
        'signed-already',
        '这个人已经在上一栏签过了，两栏不能是同一个人。',
        'That person signed the place before. Two places need two people.',
        rules.signsTwice.clause,
        'invalid',
      );
    if (!signatories(forms, form, next).some(({ id }) => id === personId))
      throw no(
        'wrong-signatory',
        `这一栏要${next.zh}签，请从列表里选。`,
        `This place is signed by: ${next.en.toLowerCase()}. Choose from the list.`,
        clause,
        'invalid',
      );
    const stand = writeStep(forms, change, form, { kind: verdict, personId, note: plainWords(note) });
    return { state: stand.state };
  });
}

/** Who may sign at a place of a form. */
export function signatories(
  forms: Forms,
  form: Pick<StoredForm, 'personId' | 'department'>,
  place: ChainPlace,
): readonly Person[] {
  const today = todayOf(forms);
  const people = forms.needs
    .people()
    .filter(
      (person) =>
        person.active &&
        person.id !== form.personId &&
        maySign(place, { posts: person.roles, grade: gradeOf(forms, person.id, today) }),
    );
  return people.sort((a, b) => Number(b.department === form.department) - Number(a.department === form.department));
}

/** Ticks off a document that goes with a form. @throws DeskError `form/over`, `form/no-such-document` */
export function tickDocument(
  forms: Forms,
  command: Command,
  formId: number,
  document: string,
): Acted<{ formId: number }> {
  return forms.desk.act(command, 'forms/tick-document', (change) => {
    const form = formOf(forms, formId);
    const stand = standOfForm(forms, form);
    if (stand.state === 'withdrawn' || stand.place === 'hr') throw isOver(form.number);
    if (!form.documents.some(({ id }) => id === document))
      throw no('no-such-document', '这张单据不用这份证明。', 'This form needs no such document.', undefined, 'invalid');
    if (stand.documents.includes(document))
      throw no('ticked', '这份证明已经收到了。', 'That document is here already.');
    writeStep(forms, change, form, { kind: 'document', document });
    return { formId };
  });
}

/**
 * Says that the last step was written down wrongly; it stays in the record and counts for nothing.
 * @throws DeskError `form/not-last`
 */
export function strikeStep(
  forms: Forms,
  command: Command,
  formId: number,
  { stepId, reason }: { readonly stepId: number; readonly reason: string },
): Acted<{ state: FormState }> {
  return forms.desk.act(command, 'forms/strike', (change) => {
    const form = formOf(forms, formId);
    refuseInForce(form);
    const last = strikable(forms.store.steps(formId));
    if (last?.id !== stepId)
      throw no(
        'not-last',
        '只能更正最后一步，请先看这张单据现在到哪一步。',
        'Only the last step can be put right. See where the form stands now.',
      );
    return {
      state: writeStep(forms, change, form, { kind: 'struck', strikes: stepId, note: plainWords(reason) }).state,
    };
  });
}

/** A swap with all its signatures stands in the roster of two people. @throws DeskError `form/in-force` */
export function refuseInForce({ kind, state, number }: StoredForm): void {
  if (kind !== 'swap' || state !== 'confirmed') return;
  throw no(
    'in-force',
    `换班 ${number} 已排进班表，要换回来请再填一张。`,
    `Swap ${number} is in the roster. Fill in another one to change back.`,
  );
}

/** What is missing before a sheet may go on to a place; `undefined`: nothing. */
export function lacking(forms: Forms, form: StoredForm, to: 'desk' | 'hr', documentsBy: string): Sentence | undefined {
  const stand = standOfForm(forms, form);
  if (stand.state === 'withdrawn') return { zh: '已撤回，不用交。', en: 'Withdrawn: it goes nowhere.' };
  const order = ['unprinted', 'person', 'desk', 'hr'];
  if (order.indexOf(stand.place) >= order.indexOf(to)) return { zh: '已经交过了。', en: 'Handed on already.' };
  if (stand.place === 'unprinted') return { zh: '还没有打印。', en: 'Not printed yet.' };
  if (to === 'hr' && stand.place !== 'desk') return { zh: '还没有交到前台。', en: 'Not at the desk yet.' };
  // HR's own signature comes when the sheet is there.
  const missing = form.chain.slice(stand.signed.length).find(({ posts }) => !posts.includes('hr'));
  if (stand.state === 'open' && missing !== undefined)
    return { zh: `还差${missing.zh}签字。`, en: `The signature is missing: ${missing.en.toLowerCase()}.` };
  const document = form.documents.find(({ id }) => !stand.documents.includes(id));
  const matters = stand.state !== 'refused' && (documentsBy === 'desk' || (documentsBy === 'hr' && to === 'hr'));
  return matters && document !== undefined
    ? { zh: `还差${document.zh}。`, en: `A document is missing: ${document.en.toLowerCase()}.` }
    : undefined;
}
