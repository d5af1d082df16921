export { decideFinding, type WantedDecision } from './decide.ts';
export { departmentMonth, monthsInARow } from './department-month.ts';
export { FILE_FORMATS, type FileFormat, savedName, saveMonth, type WantedFile } from './export-month.ts';
export { dayOutcomes, monthOutcome, rulesOfMonth } from './month-view.ts';
export { type Outcomes, type OutcomesNeeds, openOutcomes, thisMonth } from './open-outcomes.ts';
export { type TriedValues, tryRules } from './trial.ts';
export type {
  DayView,
  DecisionView,
  FindingView,
  MonthRow,
  MonthView,
  TapMonth,
  Trends,
  Trial,
  TrialRow,
} from './view.rules.ts';
