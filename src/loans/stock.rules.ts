import type { DoorPosition } from '../ports/umbrella-cabinet.ts';
import type { Item } from './rules.ts';

/** How many of a kind are where. */
export type StockCount = {
  readonly inStock: number;
  readonly out: number;
  readonly damaged: number;
  readonly retired: number;
};

/** A door as the cabinet picture shows it. */
export type CabinetDoor = {
  readonly number: number;
  readonly position: DoorPosition;
  /** The umbrella in it, or null. */
  readonly umbrella: string | null;
  /** Whether its sensor sees something inside; null where nothing looks. It may contradict `umbrella`: a person decides. */
  readonly occupied: boolean | null;
  /** Why it is not used, or null. */
  readonly fault: string | null;
  /** The loan whose step it belongs to, or null. */
  readonly loanId: number | null;
};

export type StockItem = Item & { readonly loanId: number | null };

export type StockView = {
  readonly umbrellas: StockCount;
  readonly strollers: StockCount;
  readonly cabinet: readonly CabinetDoor[];
  readonly items: readonly StockItem[];
};
