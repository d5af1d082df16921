export { type Forms, formsTouching, openForms } from './open-forms.ts';
export type { FormFact, FormKind, FormState, LeaveKind } from './rules.ts';
