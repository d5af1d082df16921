import { expect, it } from 'vitest';
import type { FormAsked } from '../../src/forms/asked.rules.ts';
import type { FormView, StepView } from '../../src/forms/view.rules.ts';
import { beginAgain, bodyOf, filling } from '../../src/ui/pages/forms-state.ts';

const zhang = { id: 7, staffNo: '2087', name: '张伟' };
const chen = { id: 1, staffNo: '1001', name: '陈静' };
const step = (kind: StepView['kind'], struck = false): StepView => ({
  id: 1,
  kind,
  atMs: 0,
  saidBy: '李敏',
  person: kind === 'oral' ? chen : null,
  document: null,
  note: '',
  struck,
});

function formOf(asked: FormAsked, steps: readonly StepView[]): FormView {
  const words = { zh: '', en: '' };
  return {
    ...{ formId: 3, number: 'L-1', kind: asked.kind, title: words, what: words, person: zhang, department: '客服' },
    ...{ state: 'open', place: 'person', fromDay: '2026-11-20', untilDay: '2026-11-20', signed: 0, needs: 2 },
    ...{ next: null, dueDay: '2026-11-26', overdue: false, sinceMs: 0, lacking: null, asked, reason: '感冒发烧' },
    ...{
      halfDays: 2,
      clause: 'R2 4',
      origin: 'touch',
      chain: [],
      documents: [],
      steps,
      strikable: null,
      replaces: null,
    },
  };
}

const leave: FormAsked = {
  kind: 'leave',
  leaveKind: 'sick',
  from: { day: '2026-11-20', half: 'first' },
  until: { day: '2026-11-20', half: 'second' },
};

it('corrects a form with the oral permission it had', () => {
  beginAgain(formOf(leave, [step('filled'), step('oral')]));
  expect(bodyOf(filling.value)).toEqual({
    asked: leave,
    reason: '感冒发烧',
    personId: zhang.id,
    allowedBy: chen.id,
    replaces: 3,
  });
});

it('corrects a form without one where there was none, or where it was struck', () => {
  for (const steps of [[step('filled')], [step('filled'), step('oral', true)]]) {
    beginAgain(formOf(leave, steps));
    expect(bodyOf(filling.value)).not.toHaveProperty('allowedBy');
  }
});

it('keeps whom a swap was to be with', () => {
  const swap: FormAsked = { kind: 'swap', day: '2026-11-20', withPersonId: 8, otherDay: '2026-11-23' };
  beginAgain(formOf(swap, [step('filled')]));
  expect(bodyOf(filling.value)).toMatchObject({ asked: swap, replaces: 3 });
});
