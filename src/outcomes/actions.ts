export { decideFinding, type WantedDecision } from './decide.ts';
export { departmentMonth } from './department-month.ts';
export { dayOutcomes, monthOutcome, rulesOfMonth } from './month-view.ts';
export { type Outcomes, type OutcomesNeeds, openOutcomes, thisMonth } from './open-outcomes.ts';
export { type TriedValues, tryRules } from './trial.ts';
export type { DayView, DecisionView, FindingView, MonthRow, MonthView, Trial, TrialRow } from './view.rules.ts';
