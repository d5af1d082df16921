import type { Sentence } from '../ports/device.ts';
import type { CellState, Delivery } from './rules.ts';

/** A round as a column of the board. */
export interface RoundView {
  readonly deliveryId: string;
  readonly nominal: string;
  readonly name: Sentence;
  readonly way: Delivery['way'];
  /** UTC ms. */
  readonly dueMs: number;
  readonly from: string;
  readonly until: string;
  readonly clause: string;
}

/** How one department stands with a round. */
export interface CellView {
  readonly deliveryId: string;
  readonly nominal: string;
  readonly department: string;
  readonly state: CellState;
  readonly sheets: number;
  readonly arrived: number;
}

/** The board of a week. */
export interface PostBoard {
  /** Its Monday, `YYYY-MM-DD`. */
  readonly week: string;
  readonly weekBefore: string;
  readonly weekAfter: string;
  readonly rounds: readonly RoundView[];
  readonly departments: readonly { readonly name: string; readonly cells: readonly CellView[] }[];
  /** What is missing from the weeks before. */
  readonly late: readonly (CellView & { readonly name: Sentence; readonly clause: string })[];
}

/** A sheet of a delivery. */
export interface PostSheet {
  readonly formId: number;
  readonly number: string;
  readonly title: Sentence;
  readonly what: Sentence;
  readonly personName: string;
  /** It is where it is to be. */
  readonly arrived: boolean;
  /** What keeps it from going on; `null`: nothing. */
  readonly lacking: Sentence | null;
}

/** A punch that is missing, for the list. */
export interface MissedPunch {
  readonly staffNo: string;
  readonly name: string;
  readonly day: string;
  readonly direction: 'in' | 'out' | 'both';
  readonly confirmed: boolean;
}

/** One department’s delivery with everything about it. */
export interface PostItem extends CellView {
  readonly round: RoundView;
  readonly sheetList: readonly PostSheet[];
  /** `null`: no such list goes with it. */
  readonly missed: readonly MissedPunch[] | null;
  readonly ticked: boolean;
  /** Oldest first. */
  readonly steps: readonly {
    readonly id: number;
    readonly kind: 'received' | 'undone' | 'reminded';
    readonly byName: string;
    readonly atMs: number;
  }[];
}

/** What the home page says of the post. */
export interface PostReminder {
  readonly deliveryId: string;
  readonly name: Sentence;
  /** `HH:MM` */
  readonly at: string;
  readonly over: boolean;
  /** Departments that have not. */
  readonly departments: number;
}
