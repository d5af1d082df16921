import { childEntry } from '../../firmware-bridge/child-entry.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { linkFaultSentence } from '../link-fault.ts';
import { recentPulses } from './duty-limit.ts';
import { type GuardChild, startGuardChild } from './guard-child.ts';
import { HARD_LIMIT_MS } from './guard-core.ts';
import type { GuardCommand, GuardReport } from './guard-protocol.ts';
import type { GuardedLock } from './guard-setup.ts';
import type { GuardState, LockGuard, PulseAnswer } from './lock-guard.ts';

/** A sign of life this often during a pulse, in milliseconds. */
const BEAT_MS = 50;
/** Longest silence the guard allows the service during a pulse; a commit on a slow SD card must fit in. */
const SILENCE_MS = 400;
/** The guard answers a pulse within this time, in milliseconds, or is replaced. */
const ANSWER_MS = 1_500;
/** A line is reported off this long after its pulse, in milliseconds, or the guard is replaced. */
const OFF_LATE_MS = 200;
/** After a deadline passed, what has arrived meanwhile is read first: it may be this process that was late. */
const SECOND_LOOK_MS = 30;
/** An idle guard is asked this often, in milliseconds, whether it is there. */
const PING_MS = 5_000;
/** A guard that is not ready this long after its start, in milliseconds, is replaced: a process and its pins take seconds at most. */
const START_MS = 15_000;
/** A pulse asked for while the guard starts waits this long for it. */
const READY_WAIT_MS = 5_000;
/** A guard that was ready this long, in milliseconds, is replaced at once when it falls; one that keeps falling is not. */
const STEADY_MS = 10_000;
/** A trouble that is the machine's and not the guard's: it is told as itself. */
const NO_GPIO = 'link/no-gpio';
const LOCKS = { zh: '伞柜门锁', en: 'locks of the umbrella cabinet' };
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 10_000;

/** A guard in a process of its own, replaced when it dies or does not answer. */
export interface GuardClient extends LockGuard {
  /** Kills the guard and starts none until it is allowed again: the simulator's `guard-dead`. */
  setDead(dead: boolean): void;
  /** Process id of the running guard, for tests that attack it. */
  pid(): number | undefined;
}

/**
 * Starts and watches the guard process.
 *
 * @param silenceMs longest silence of this process during a pulse, in milliseconds
 * @param lockLinesFile where the guard writes down the lock pins for `all-off`
 */
export function createGuardClient(options: {
  readonly locks: readonly Omit<GuardedLock, 'pulsedMsAgo'>[];
  readonly clock: Clock;
  readonly silenceMs?: number;
  readonly lockLinesFile?: string;
}): GuardClient {
  const { locks, clock, silenceMs = SILENCE_MS } = options;
  const entry = childEntry(import.meta.url, './guard-process');
  const lineListeners = new Set<(lock: number, on: boolean) => void>();
  const stateListeners = new Set<(state: GuardState) => void>();
  const waiting = new Map<number, (report: GuardReport | undefined) => void>();
  const on = new Map<number, () => void>();
  const pastPulses = new Map<number, { startedMs: number; endedMs: number }[]>();
  const counters = { pulses: 0, guardRestarts: 0, guardRubbishBytes: 0 };
  let state: GuardState = { is: 'starting' };
  let child: GuardChild | undefined;
  let cancelBeat: (() => void) | undefined;
  let cancelNext: (() => void) | undefined;
  let cancelStart: (() => void) | undefined;
  let wanted = false;
  let dead = false;
  let backoffMs = 0;
  let nextId = 1;
  let readyMs = Number.POSITIVE_INFINITY;

  const become = (next: GuardState): void => {
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  };
  const send = (command: GuardCommand): void => child?.send(command);

  /** Runs `late` when `done` was not called in time, but not for time that this process itself slept through. */
  const deadline = (ms: number, late: () => void): (() => void) => {
    let cancel = clock.after(ms, () => {
      cancel = clock.after(SECOND_LOOK_MS, late);
    });
    return () => cancel();
  };

  const launch = (): void => {
    cancelNext?.();
    if (!wanted || dead) return;
    const nowMs = clock.monotonicMs();
    const setup = {
      silenceMs,
      ...(options.lockLinesFile === undefined ? {} : { lockLinesFile: options.lockLinesFile }),
      locks: locks.map((lock) => ({
        ...lock,
        pulsedMsAgo: [
          ...recentPulses(pastPulses.get(lock.number) ?? [], nowMs).map((past) => nowMs - past.endedMs),
          // A pulse whose end its guard did not live to report ends now at the latest, by the next guard's first act.
          ...(on.has(lock.number) ? [0] : []),
        ],
      })),
    };
    const started = startGuardChild(entry, setup, {
      report: (report) => child === started && take(report),
      rubbish(bytes) {
        counters.guardRubbishBytes += bytes;
      },
      ended(reason) {
        if (child === started) fell('guard/ended', `the lock guard ended: ${reason}`);
      },
    });
    child = started;
    cancelStart = deadline(START_MS, () => fell('guard/no-answer', 'the lock guard did not start in time'));
  };

  /** The guard is gone or must go: nothing it said counts any more, and the next one begins with every line off. */
  const fell = (code: string, sentence: string): void => {
    child?.kill();
    child = undefined;
    cancelStart?.();
    cancelBeat?.();
    for (const done of [...waiting.values()]) done(undefined);
    for (const [lock, cancel] of on) {
      cancel();
      // Nobody reports this line now; the last hand has ended its pulse by then, if the next guard has not.
      on.set(
        lock,
        clock.after(HARD_LIMIT_MS, () => lineMoved(lock, false)),
      );
    }
    if (!wanted) return;
    if (clock.monotonicMs() - readyMs > STEADY_MS) backoffMs = 0;
    readyMs = Number.POSITIVE_INFINITY;
    counters.guardRestarts += 1;
    const told = state.is === 'down' && state.code !== 'guard/ended' && code === 'guard/ended';
    if (!told) become({ is: 'down', code, sentence });
    if (dead) return;
    cancelNext = clock.after(backoffMs, launch);
    backoffMs = Math.min(LONGEST_BACKOFF_MS, Math.max(FIRST_BACKOFF_MS, backoffMs * 2));
  };

  const beat = (): void => {
    cancelBeat?.();
    if (on.size > 0) send({ type: 'beat' });
    else if (state.is === 'ready') void ask((id) => ({ type: 'ping', id }), PING_MS / 2);
    cancelBeat = clock.after(on.size > 0 ? BEAT_MS : PING_MS, beat);
  };

  const lineMoved = (lock: number, isOn: boolean): void => {
    const wasOn = on.get(lock);
    if (isOn && wasOn === undefined) on.set(lock, () => undefined);
    if (!isOn && wasOn !== undefined) {
      wasOn();
      on.delete(lock);
      const nowMs = clock.monotonicMs();
      const past = recentPulses(pastPulses.get(lock) ?? [], nowMs);
      pastPulses.set(lock, [...past, { startedMs: nowMs, endedMs: nowMs }]);
    }
    for (const listener of [...lineListeners]) listener(lock, isOn);
  };

  const take = (report: GuardReport): void => {
    switch (report.type) {
      case 'ready':
        cancelStart?.();
        readyMs = clock.monotonicMs();
        become({ is: 'ready' });
        beat();
        return;
      case 'failed':
        become({
          is: 'down',
          code: report.code,
          sentence: report.sentence,
          ...(report.code === NO_GPIO ? { fault: { code: NO_GPIO, says: linkFaultSentence(NO_GPIO, LOCKS) } } : {}),
        });
        return;
      case 'line':
        lineMoved(report.lock, report.on);
        return;
      case 'rubbish':
        counters.guardRubbishBytes += report.bytes;
        return;
      case 'ok':
      case 'refused':
        waiting.get(report.id)?.(report);
    }
  };

  /** Asks the guard and gives its answer; `undefined` when there was none, and then the guard is replaced. */
  const ask = (question: (id: number) => GuardCommand, ms: number): Promise<GuardReport | undefined> => {
    const id = nextId++;
    return new Promise((resolve) => {
      const cancel = deadline(ms, () => {
        fell('guard/no-answer', 'the lock guard does not answer and is being replaced');
      });
      waiting.set(id, (report) => {
        cancel();
        waiting.delete(id);
        resolve(report);
      });
      send(question(id));
    });
  };

  const untilReady = (): Promise<boolean> =>
    new Promise((resolve) => {
      if (state.is === 'ready' || !wanted || dead) {
        resolve(state.is === 'ready');
        return;
      }
      const settle = (ready: boolean): void => {
        cancel();
        stateListeners.delete(look);
        resolve(ready);
      };
      const look = (next: GuardState): void => {
        if (next.is === 'ready' || !wanted || dead) settle(next.is === 'ready');
      };
      const cancel = clock.after(READY_WAIT_MS, () => settle(false));
      stateListeners.add(look);
    });

  return {
    start() {
      wanted = true;
      // In a later turn: the service does not wait for a process to be born.
      cancelNext = clock.after(0, launch);
    },
    async stop() {
      wanted = false;
      cancelNext?.();
      const last = child;
      child = undefined;
      cancelStart?.();
      cancelBeat?.();
      for (const done of [...waiting.values()]) done(undefined);
      for (const lock of [...on.keys()]) lineMoved(lock, false);
      become({ is: 'starting' });
      await last?.end(clock);
    },
    async pulse(lock, ms): Promise<PulseAnswer> {
      if (!(await untilReady())) return { result: 'refused', code: 'guard/not-ready' };
      counters.pulses += 1;
      const answer = await ask((id) => ({ type: 'pulse', id, lock, ms }), ANSWER_MS);
      if (answer?.type === 'refused') return { result: 'refused', code: answer.code };
      if (answer?.type !== 'ok') return { result: 'unknown', code: 'guard/no-answer' };
      if (on.has(lock))
        on.set(
          lock,
          deadline(ms + OFF_LATE_MS, () => fell('guard/late', 'the lock guard did not end a pulse in time')),
        );
      beat();
      return { result: 'driven' };
    },
    setDead(next) {
      if (dead === next) return;
      dead = next;
      if (dead) fell('guard/dead', 'the lock guard is not running');
      else launch();
    },
    pid: () => child?.pid,
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onLine(listener) {
      lineListeners.add(listener);
      return () => lineListeners.delete(listener);
    },
    counters: () => ({ ...counters }),
  };
}
