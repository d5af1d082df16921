import type { StockView } from '../../loans/stock.rules.ts';
import type { LoanView } from '../../loans/view.rules.ts';
import type { Doing } from './lend-live.ts';

/** What a step of a lending or taking back is drawn from. */
export interface StepParts {
  readonly loan: LoanView;
  readonly stock: StockView | undefined;
  readonly doing: Doing;
  /** Posts a step and shows where the loan stands then; true when it was done. */
  readonly step: (name: string, path: string, body?: object) => Promise<boolean>;
}
