import type { Acted, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import { type By, looksAfterAll, printForm } from './fill.ts';
import { type Forms, formOf, leaveRulesOn, standOfForm, subjectOf, writeStep } from './open-forms.ts';
import { isOver, no, notYours } from './refusals.ts';
import { lacking, refuseInForce } from './sign.ts';

/** What became of a batch: what went on, and of the rest why not. */
export type Carried = {
  readonly moved: readonly number[];
  readonly stayed: readonly {
    readonly formId: number;
    readonly number: string;
    readonly zh: string;
    readonly en: string;
  }[];
};

/** Sheets handed in at the desk together; what lacks a signature stays with whoever brought it. @throws DeskError `form/unknown`, `form/none-moved` */
export function handIn(forms: Forms, command: Command, formIds: readonly number[]): Acted<Carried> {
  return carry(forms, command, formIds, 'desk');
}

/** Sheets delivered to HR together. @throws DeskError `form/unknown`, `form/none-moved` */
export function deliverToHr(forms: Forms, command: Command, formIds: readonly number[]): Acted<Carried> {
  return carry(forms, command, formIds, 'hr');
}

function carry(forms: Forms, command: Command, formIds: readonly number[], to: 'desk' | 'hr'): Acted<Carried> {
  return forms.desk.act(command, `forms/to-${to}`, (change) => {
    const moved: number[] = [];
    const stayed: Carried['stayed'][number][] = [];
    for (const formId of new Set(formIds)) {
      const form = formOf(forms, formId);
      const { documentsBy } = leaveRulesOn(forms, form.filledDay);
      const why = lacking(forms, form, to, documentsBy.value);
      if (why === undefined) {
        writeStep(forms, change, form, { kind: to });
        moved.push(formId);
      } else stayed.push({ formId, number: form.number, zh: why.zh, en: why.en });
    }
    const [first] = stayed;
    if (moved.length === 0) throw no('none-moved', first?.zh ?? '请先选单据。', first?.en ?? 'Choose the forms first.');
    return { moved, stayed };
  });
}

/** Prints a sheet that was allowed by word of mouth. @throws DeskError `form/printed`, `form/not-yours` */
export function printNow(forms: Forms, command: Command, formId: number, by: By): Acted<{ jobId: number }> {
  return forms.desk.act(command, 'forms/print', (change) => {
    const form = formOf(forms, formId);
    if (form.personId !== by.personId && !looksAfterAll(by)) throw notYours();
    const { place, state } = standOfForm(forms, form);
    if (state === 'withdrawn') throw isOver(form.number);
    if (place !== 'unprinted')
      throw no('printed', '这张已经打印过，要再印请点“补打”。', 'It was printed already. Use “reprint” for another.');
    return { jobId: printForm(forms, change, form) };
  });
}

/**
 * Takes a form back with a reason. People take back their own while nobody has signed; the desk takes back what is not yet at HR, HR all.
 * @throws DeskError `form/not-yours`, `form/over`
 */
export function withdrawForm(
  forms: Forms,
  command: Command,
  formId: number,
  reason: string,
  by: By,
): Acted<{ formId: number }> {
  return forms.desk.act(command, 'forms/withdraw', (change) => {
    const form = formOf(forms, formId);
    const { state, place, signed } = standOfForm(forms, form);
    if (state === 'withdrawn') throw isOver(form.number);
    refuseInForce(form);
    const isOwn = form.personId === by.personId;
    if (!looksAfterAll(by)) {
      if (!isOwn) throw notYours();
      if (signed.length > 0)
        throw no(
          'signed',
          '已经有人签字，要撤回请找前台。',
          'Somebody has signed it. The desk takes it back for you.',
          undefined,
          'forbidden',
        );
    }
    if (place === 'hr' && !by.posts.includes('hr') && !by.posts.includes('administrator'))
      throw no('at-hr', '单据已送人事，请人事撤回。', 'It is at HR already; HR takes it back.', undefined, 'forbidden');
    writeStep(forms, change, form, { kind: 'withdrawn', note: plainWords(reason) });
    forms.needs.withdrawPapers(change, subjectOf(formId));
    return { formId };
  });
}
