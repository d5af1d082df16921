export { decideFinding, type WantedDecision } from './decide.ts';
export { departmentMonth, type MonthRow } from './department-month.ts';
export {
  type DayView,
  type DecisionView,
  dayOutcomes,
  type FindingView,
  type MonthView,
  monthOutcome,
  rulesOfMonth,
} from './month-view.ts';
export { type Outcomes, type OutcomesNeeds, openOutcomes, thisMonth } from './open-outcomes.ts';
export { type Trial, type TrialRow, type TriedValues, tryRules } from './trial.ts';
