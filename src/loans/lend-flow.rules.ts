/** Where a lending stands. `take`: the sensor saw the door open. `hand-over`: the umbrella is out, slip and card remain. */
export type LendState =
  | { readonly step: 'money'; readonly door: number | null }
  | { readonly step: 'opening'; readonly door: number; readonly doorCommand: string }
  | { readonly step: 'take'; readonly door: number }
  | { readonly step: 'door-fault'; readonly door: number; readonly fault: string; readonly mayRetry: boolean }
  | { readonly step: 'door-unknown'; readonly door: number }
  | { readonly step: 'hand-over' }
  | { readonly step: 'lent' }
  | { readonly step: 'cancelled' };

/** What happens to a lending: a touch, or the cabinet's report. */
export type LendInput =
  | { readonly type: 'depositTaken'; readonly doorCommand: string }
  | { readonly type: 'replaced'; readonly door: number | null; readonly doorCommand: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'retried'; readonly doorCommand: string }
  | { readonly type: 'openedByKey' }
  | { readonly type: 'sawOpened'; readonly openNow: boolean }
  | { readonly type: 'sawNotOpened' }
  | { readonly type: 'confirmed' }
  | { readonly type: 'finished' }
  | DoorReport;

/** What the cabinet, or a restart, says about a door. */
export type DoorReport =
  | {
      readonly type: 'doorAnswered';
      readonly doorCommand: string;
      readonly result: 'opened' | 'notOpened' | 'refused';
      readonly code: string;
    }
  | { readonly type: 'doorOpened' }
  | { readonly type: 'doorClosed' }
  /** The service stopped while a door was asked to open: nobody knows whether it did. */
  | { readonly type: 'interrupted' };

/** What to do about it; all but `open-door` happen in the same transaction. */
export type LendEffect =
  | { readonly do: 'take-deposit' }
  | { readonly do: 'refund-deposit' }
  | { readonly do: 'print-slip' }
  | { readonly do: 'open-door'; readonly door: number; readonly doorCommand: string }
  | { readonly do: 'distrust-door'; readonly door: number; readonly code: string }
  /** The umbrella is out of its compartment. */
  | { readonly do: 'leave-compartment' };

export interface LendNext {
  readonly state: LendState;
  readonly effects: readonly LendEffect[];
}

/** The fault of a door that a person says did not open. */
export const SEEN_SHUT = 'door/seen-shut';

/** The lending as a pure machine; `undefined` when the input does not fit the step. Nothing here opens a door that was not asked for anew. */
export function nextLend(state: LendState, input: LendInput): LendNext | undefined {
  switch (state.step) {
    case 'money':
      return fromMoney(state.door, input);
    case 'opening':
      return fromOpening(state, input);
    case 'take':
      return fromTake(state.door, input);
    case 'door-fault':
      return fromFault(state.door, state.mayRetry, input);
    case 'door-unknown':
      return fromUnknown(state.door, input);
    case 'hand-over':
      return input.type === 'finished' ? to({ step: 'lent' }) : undefined;
    case 'lent':
    case 'cancelled':
      return undefined;
  }
}

const to = (state: LendState, ...effects: LendEffect[]): LendNext => ({ state, effects });

const handOver = (): LendNext => to({ step: 'hand-over' }, { do: 'leave-compartment' });

function open(door: number, doorCommand: string, ...before: LendEffect[]): LendNext {
  return to({ step: 'opening', door, doorCommand }, ...before, { do: 'open-door', door, doorCommand });
}

function fromMoney(door: number | null, input: LendInput): LendNext | undefined {
  if (input.type === 'cancelled') return to({ step: 'cancelled' });
  if (input.type === 'replaced') return to({ step: 'money', door: input.door });
  if (input.type !== 'depositTaken') return undefined;
  const paid: LendEffect[] = [{ do: 'take-deposit' }, { do: 'print-slip' }];
  if (door !== null) return open(door, input.doorCommand, ...paid);
  return to({ step: 'hand-over' }, ...paid, { do: 'leave-compartment' });
}

function fromOpening(state: Extract<LendState, { step: 'opening' }>, input: LendInput): LendNext | undefined {
  const { door } = state;
  if (input.type === 'doorOpened') return to({ step: 'take', door });
  if (input.type === 'interrupted') return to({ step: 'door-unknown', door });
  if (input.type !== 'doorAnswered' || input.doorCommand !== state.doorCommand) return undefined;
  if (input.result === 'opened') return to({ step: 'take', door });
  const fault: LendState = { step: 'door-fault', door, fault: input.code, mayRetry: true };
  return input.result === 'refused' ? to(fault) : to(fault, { do: 'distrust-door', door, code: input.code });
}

function fromTake(door: number, input: LendInput): LendNext | undefined {
  switch (input.type) {
    case 'doorClosed':
    case 'confirmed':
      return handOver();
    // The key moved the door first and its sensor told: closing it is what remains.
    case 'openedByKey':
      return to({ step: 'take', door });
    // The sensor saw it open, so the lock is not pulsed again.
    case 'sawNotOpened':
      return to(
        { step: 'door-fault', door, fault: SEEN_SHUT, mayRetry: false },
        { do: 'distrust-door', door, code: SEEN_SHUT },
      );
    default:
      return undefined;
  }
}

function fromFault(door: number, mayRetry: boolean, input: LendInput): LendNext | undefined {
  switch (input.type) {
    case 'retried':
      return mayRetry ? open(door, input.doorCommand) : undefined;
    case 'openedByKey':
      return handOver();
    case 'doorOpened':
      return to({ step: 'take', door });
    case 'cancelled':
      return to({ step: 'cancelled' }, { do: 'refund-deposit' });
    case 'replaced':
      if (input.door !== null) return open(input.door, input.doorCommand, { do: 'print-slip' });
      return to({ step: 'hand-over' }, { do: 'print-slip' }, { do: 'leave-compartment' });
    default:
      return undefined;
  }
}

function fromUnknown(door: number, input: LendInput): LendNext | undefined {
  switch (input.type) {
    case 'doorOpened':
      return to({ step: 'take', door });
    case 'sawOpened':
      return input.openNow ? to({ step: 'take', door }) : handOver();
    case 'sawNotOpened':
      return to({ step: 'door-fault', door, fault: SEEN_SHUT, mayRetry: true });
    default:
      return undefined;
  }
}
