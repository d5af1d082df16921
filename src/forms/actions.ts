export { afterPunch, type Gap, gapsOf } from './after-punch.ts';
export type { FormAsked, FormRefusal, SwapAsked } from './asked.rules.ts';
export { type Carried, deliverToHr, handIn, printNow, withdrawForm } from './carry.ts';
export { type By, fillForm } from './fill.ts';
export type { FormAsking } from './fill-facts.ts';
export { type FormNeeds, type Forms, formsTouching, leaveTaken, openForms } from './open-forms.ts';
export type { FormFact, FormKind, FormState, LeaveKind, LeaveTaken } from './rules.ts';
export { recordSignature, strikeStep, tickDocument } from './sign.ts';
export type { FormFilter } from './store.ts';
export type { FormDay, FormDraft, FormOptions, FormView, SheetView } from './view.rules.ts';
export {
  daysOfMonth,
  departmentsOnTheirWay,
  draftView,
  formById,
  formByNumber,
  formOfSlip,
  formOptions,
  type PlacedSheet,
  peopleFor,
  pictureOf,
  placedSheets,
  sheetsFor,
  sheetsOf,
  signatoriesOf,
  superiorsOf,
} from './views.ts';
