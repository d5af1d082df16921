import type { PanelCondition, PanelEffect, PanelState, PanelStep, SecureTrouble } from './panel-state.ts';

/** So many restarts in a row and the reader is told to be confused. */
const restartsUntilConfused = 5;

/** A step with more effects behind it. */
export function withEffects(state: PanelState, ...effects: readonly PanelEffect[]): PanelStep {
  return { state, effects };
}

/** Appends what the second step does to the first's effects. */
export function andThen({ state, effects }: PanelStep, go: (state: PanelState) => PanelStep): PanelStep {
  const next = go(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}

/** An administrator's new key cannot be set now; nothing happens when none was wanted. */
export function giveUpKey(state: PanelState): PanelStep {
  if (state.installing === undefined) return withEffects(state);
  return withEffects({ ...state, installing: undefined }, { kind: 'key', outcome: 'refused' });
}

/** Tells the condition when it is another than before. */
export function told(state: PanelState, condition: PanelCondition): PanelStep {
  if (isSameCondition(state.condition, condition)) return withEffects(state);
  return withEffects({ ...state, condition }, { kind: 'condition', condition });
}

/** Nothing is out; the next command goes out at `atMs`. */
export function waitUntil(state: PanelState, atMs: number, nowMs: number): PanelStep {
  const idle = { ...state, pending: undefined, nextSendMs: atMs };
  return withEffects(idle, { kind: 'wake', afterMs: Math.max(0, atMs - nowMs) });
}

/** Begins again with sequence 0 and without a session. */
export function beginAt(state: PanelState, atMs: number, nowMs: number): PanelStep {
  const fresh: PanelState = {
    ...state,
    phase: 'identify',
    sequence: undefined,
    handshake: undefined,
    session: undefined,
    sessionKey: 'none',
    trouble: undefined,
    busySinceMs: undefined,
    signals: [],
  };
  return waitUntil(fresh, atMs, nowMs);
}

/** The reader lost the thread, or its session: begins again after a while, and says so when that does not help. */
export function restart(state: PanelState, nowMs: number): PanelStep {
  const restarts = state.restarts + 1;
  const counted = withEffects({ ...state, restarts }, { kind: 'count', name: 'restarts' });
  const said = andThen(counted, (next) =>
    restarts >= restartsUntilConfused ? andThen(told(next, { kind: 'confused' }), giveUpKey) : withEffects(next),
  );
  return andThen(said, (next) => beginAt(next, nowMs + next.settings.timings.retryMs, nowMs));
}

/** From now on cards are believed. */
export function goOnLine(state: PanelState, nowMs: number): PanelStep {
  const { trouble, sessionKey } = state;
  const { secureRetryMs } = state.settings.timings;
  const onLine: PanelState = {
    ...state,
    phase: 'on-line',
    handshake: undefined,
    secureDueMs: nowMs + secureRetryMs,
    statusDueMs: nowMs,
  };
  const condition: PanelCondition = { kind: 'on-line', key: sessionKey, ...(trouble === undefined ? {} : { trouble }) };
  // A reader that was confused has to answer a poll first.
  const said = state.condition.kind === 'confused' ? withEffects(onLine) : told(onLine, condition);
  return andThen(said, (next) => waitUntil(next, nowMs, nowMs));
}

/** No session can be had: works in the clear where that is allowed, tries again later where it is not. */
export function withoutSession(state: PanelState, trouble: SecureTrouble, nowMs: number): PanelStep {
  const { secure, timings } = state.settings;
  if (state.installing !== undefined) {
    return andThen(giveUpKey(state), (next) => beginAt(next, nowMs + timings.retryMs, nowMs));
  }
  if (secure !== 'required') return goOnLine({ ...state, session: undefined, sessionKey: 'none', trouble }, nowMs);
  return andThen(told(state, { kind: trouble }), (next) => beginAt(next, nowMs + timings.requiredRetryMs, nowMs));
}

function isSameCondition(one: PanelCondition, other: PanelCondition): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind !== 'on-line' || other.kind !== 'on-line') return true;
  return one.key === other.key && one.trouble === other.trouble;
}
