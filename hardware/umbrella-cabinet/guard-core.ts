import type { OutputLine } from '../../firmware-bridge/gpio/lines.ts';
import type { Timers } from '../../firmware-bridge/timers.ts';
import { type PastPulse, recentPulses, restLeftMs } from './duty-limit.ts';
import type { GuardCommand, GuardReport, LineReason } from './guard-protocol.ts';
import { type CallOff, raiseLastHand } from './last-hand.ts';

/** Shortest and longest pulse anybody may ask for, in milliseconds. */
export const PULSE_MIN_MS = 100;
export const PULSE_MAX_MS = 1_000;
/** No coil is on longer than this, whatever else is wrong, in milliseconds. */
export const HARD_LIMIT_MS = 1_500;
/** How long after the end of a pulse the last hand acts, in milliseconds. */
const LAST_HAND_AFTER_MS = 40;
/** A line that could not be driven off is tried again this often, in milliseconds. */
const RETRY_OFF_MS = 10;
/** Requests whose answers are remembered, so that a repeated one does not act again. */
const REMEMBERED_ANSWERS = 64;

/** A lock with its line already open and off. */
export interface OpenLock {
  readonly number: number;
  readonly supply: string;
  readonly line: OutputLine;
  /** Milliseconds since the ends of pulses before this guard began. */
  readonly pulsedMsAgo: readonly number[];
}

/** The rules of the lock guard, without the process around them. */
export interface GuardCore {
  obey(command: GuardCommand): void;
  /** Drives every line off before returning. Never throws. */
  allOff(reason: LineReason): void;
}

type Answer = Extract<GuardReport, { readonly id: number }>;

interface Lock extends OpenLock {
  past: PastPulse[];
  startedMs: number | undefined;
  cancels: CallOff[];
}

/**
 * Owns the lock lines: pulses of a bounded length, one at a time per supply, with rests; *off* whenever in doubt.
 *
 * @param silenceMs longest silence of the service during a pulse
 */
export function createGuardCore(options: {
  readonly locks: readonly OpenLock[];
  readonly timers: Timers;
  readonly silenceMs: number;
  readonly report: (report: GuardReport) => void;
  /** Who turns a line off when this process cannot; only tests have another. */
  readonly lastHand?: typeof raiseLastHand;
}): GuardCore {
  const { timers, report, silenceMs, lastHand = raiseLastHand } = options;
  const nowMs = () => timers.monotonicMs();
  const bornMs = nowMs();
  const locks = new Map<number, Lock>(
    options.locks.map((lock) => {
      const past = lock.pulsedMsAgo.map((ago) => ({ startedMs: bornMs - ago, endedMs: bornMs - ago }));
      return [lock.number, { ...lock, past, startedMs: undefined, cancels: [] }];
    }),
  );
  const answers = new Map<number, Answer>();
  let heardMs = nowMs();

  const answer = (reply: Answer): void => {
    answers.set(reply.id, reply);
    const oldest = answers.keys().next().value;
    if (answers.size > REMEMBERED_ANSWERS && oldest !== undefined) answers.delete(oldest);
    report(reply);
  };

  const driveOff = (lock: Lock, reason: LineReason): void => {
    try {
      lock.line.writeNow(false);
    } catch {
      // The last hand is still raised for this line; meanwhile nothing is more important than trying again.
      lock.cancels.push(timers.after(RETRY_OFF_MS, () => driveOff(lock, reason)));
      return;
    }
    const startedMs = lock.startedMs;
    for (const cancel of lock.cancels.splice(0)) cancel();
    if (startedMs === undefined) return;
    lock.startedMs = undefined;
    lock.past = [...recentPulses(lock.past, nowMs()), { startedMs, endedMs: nowMs() }];
    report({ type: 'line', lock: lock.number, on: false, reason });
  };

  const watchSilence = (lock: Lock): void => {
    const leftMs = heardMs + silenceMs - nowMs();
    if (leftMs <= 0) driveOff(lock, 'parent-silent');
    else lock.cancels.push(timers.after(leftMs, () => watchSilence(lock)));
  };

  const refusal = (lock: Lock | undefined, ms: number): string | undefined => {
    if (lock === undefined) return 'guard/unknown-lock';
    if (ms < PULSE_MIN_MS || ms > PULSE_MAX_MS) return 'guard/bad-pulse';
    for (const other of locks.values())
      if (other.startedMs !== undefined && other.supply === lock.supply) return 'guard/supply-busy';
    return restLeftMs(lock.past, nowMs()) > 0 ? 'guard/resting' : undefined;
  };

  const pulse = (id: number, number: number, ms: number): Answer => {
    const lock = locks.get(number);
    const code = refusal(lock, ms);
    if (lock === undefined || code !== undefined) return { type: 'refused', id, code: code ?? 'guard/unknown-lock' };
    // Everything that ends the pulse is in place before it begins. Starting the last hand can take long on a busy machine: it
    // comes first, and the service is not silent because this process did not listen.
    const raisedMs = nowMs();
    if (lock.line.offSwitch !== undefined)
      lock.cancels.push(lastHand(lock.line.offSwitch, ms + LAST_HAND_AFTER_MS, () => driveOff(lock, 'line-failed')));
    heardMs = nowMs();
    if (heardMs - raisedMs >= ms) {
      // The last hand may have acted already and would not act again.
      driveOff(lock, 'line-failed');
      return { type: 'refused', id, code: 'guard/too-slow' };
    }
    lock.startedMs = heardMs;
    lock.cancels.push(timers.after(ms, () => driveOff(lock, 'pulse-ended')));
    lock.cancels.push(timers.after(HARD_LIMIT_MS, () => driveOff(lock, 'hard-limit')));
    lock.cancels.push(timers.after(silenceMs, () => watchSilence(lock)));
    try {
      lock.line.writeNow(true, ms);
    } catch {
      driveOff(lock, 'line-failed');
      return { type: 'refused', id, code: 'guard/line-failed' };
    }
    report({ type: 'line', lock: number, on: true, reason: 'pulse' });
    return { type: 'ok', id };
  };

  const allOff = (reason: LineReason): void => {
    for (const lock of locks.values()) driveOff(lock, reason);
  };

  return {
    allOff,
    obey(command) {
      heardMs = nowMs();
      if (command.type === 'beat') return;
      const known = answers.get(command.id);
      if (known !== undefined) {
        report(known);
        return;
      }
      if (command.type === 'off') allOff('asked');
      answer(command.type === 'pulse' ? pulse(command.id, command.lock, command.ms) : { type: 'ok', id: command.id });
    },
  };
}
