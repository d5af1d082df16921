import { type DoorReport, SEEN_SHUT } from './lend-flow.rules.ts';

/** Where a taking back stands once the money is settled: the umbrella still has to get into a compartment. */
export type ReturnState =
  | { readonly step: 'lent' }
  | { readonly step: 'put-opening'; readonly door: number; readonly doorCommand: string }
  | { readonly step: 'put-back'; readonly door: number }
  | { readonly step: 'put-fault'; readonly door: number; readonly fault: string; readonly mayRetry: boolean }
  | { readonly step: 'put-unknown'; readonly door: number }
  | { readonly step: 'returned' };

export type ReturnInput =
  /** `door` is an empty compartment, or null: it stays behind the counter. */
  | { readonly type: 'inspectedGood'; readonly door: number | null; readonly doorCommand: string }
  | { readonly type: 'inspectedDamaged' }
  | { readonly type: 'retried'; readonly doorCommand: string }
  | { readonly type: 'anotherDoor'; readonly door: number; readonly doorCommand: string }
  | { readonly type: 'openedByKey' }
  | { readonly type: 'keptBehindCounter' }
  | { readonly type: 'sawOpened'; readonly openNow: boolean }
  | { readonly type: 'sawNotOpened' }
  | { readonly type: 'confirmed' }
  | DoorReport;

export type ReturnEffect =
  /** The deposit out of its purse and, if damaged, the price into the other: once. */
  | { readonly do: 'settle-money' }
  | { readonly do: 'print-damage-slip' }
  | { readonly do: 'open-door'; readonly door: number; readonly doorCommand: string }
  | { readonly do: 'distrust-door'; readonly door: number; readonly code: string }
  /** Back in stock: in a compartment, or behind the counter (null). */
  | { readonly do: 'stock'; readonly door: number | null }
  | { readonly do: 'set-aside-damaged' };

export interface ReturnNext {
  readonly state: ReturnState;
  readonly effects: readonly ReturnEffect[];
}

/** Taking back as a pure machine; `undefined` when the input does not fit the step. Money is settled on leaving `lent` and at no other place. */
export function nextReturn(state: ReturnState, input: ReturnInput): ReturnNext | undefined {
  switch (state.step) {
    case 'lent':
      return fromLent(input);
    case 'put-opening':
      return fromOpening(state, input);
    case 'put-back':
      return fromPutBack(state.door, input);
    case 'put-fault':
      return fromFault(state.door, state.mayRetry, input);
    case 'put-unknown':
      return fromUnknown(state.door, input);
    case 'returned':
      return undefined;
  }
}

const to = (state: ReturnState, ...effects: ReturnEffect[]): ReturnNext => ({ state, effects });

const stocked = (door: number | null): ReturnNext => to({ step: 'returned' }, { do: 'stock', door });

function open(door: number, doorCommand: string, ...before: ReturnEffect[]): ReturnNext {
  return to({ step: 'put-opening', door, doorCommand }, ...before, { do: 'open-door', door, doorCommand });
}

function fromLent(input: ReturnInput): ReturnNext | undefined {
  if (input.type === 'inspectedDamaged') {
    return to({ step: 'returned' }, { do: 'settle-money' }, { do: 'set-aside-damaged' }, { do: 'print-damage-slip' });
  }
  if (input.type !== 'inspectedGood') return undefined;
  if (input.door !== null) return open(input.door, input.doorCommand, { do: 'settle-money' });
  return to({ step: 'returned' }, { do: 'settle-money' }, { do: 'stock', door: null });
}

function fromOpening(state: Extract<ReturnState, { step: 'put-opening' }>, input: ReturnInput): ReturnNext | undefined {
  const { door } = state;
  if (input.type === 'doorOpened') return to({ step: 'put-back', door });
  if (input.type === 'interrupted') return to({ step: 'put-unknown', door });
  if (input.type !== 'doorAnswered' || input.doorCommand !== state.doorCommand) return undefined;
  if (input.result === 'opened') return to({ step: 'put-back', door });
  const fault: ReturnState = { step: 'put-fault', door, fault: input.code, mayRetry: true };
  return input.result === 'refused' ? to(fault) : to(fault, { do: 'distrust-door', door, code: input.code });
}

function fromPutBack(door: number, input: ReturnInput): ReturnNext | undefined {
  switch (input.type) {
    case 'doorClosed':
    case 'confirmed':
      return stocked(door);
    case 'openedByKey':
      return to({ step: 'put-back', door });
    case 'keptBehindCounter':
      return stocked(null);
    case 'sawNotOpened':
      return to(
        { step: 'put-fault', door, fault: SEEN_SHUT, mayRetry: false },
        { do: 'distrust-door', door, code: SEEN_SHUT },
      );
    default:
      return undefined;
  }
}

function fromFault(door: number, mayRetry: boolean, input: ReturnInput): ReturnNext | undefined {
  switch (input.type) {
    case 'retried':
      return mayRetry ? open(door, input.doorCommand) : undefined;
    case 'anotherDoor':
      return open(input.door, input.doorCommand);
    case 'openedByKey':
      return stocked(door);
    case 'keptBehindCounter':
      return stocked(null);
    case 'doorOpened':
      return to({ step: 'put-back', door });
    default:
      return undefined;
  }
}

function fromUnknown(door: number, input: ReturnInput): ReturnNext | undefined {
  switch (input.type) {
    case 'doorOpened':
      return to({ step: 'put-back', door });
    case 'sawOpened':
      return input.openNow ? to({ step: 'put-back', door }) : stocked(door);
    case 'sawNotOpened':
      return to({ step: 'put-fault', door, fault: SEEN_SHUT, mayRetry: true });
    case 'keptBehindCounter':
      return stocked(null);
    default:
      return undefined;
  }
}
