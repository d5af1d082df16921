import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError } from '../../src/ports/device.ts';
import type {
  ContactCalibration,
  Door,
  DoorMoved,
  OpenOutcome,
  UmbrellaCabinet,
} from '../../src/ports/umbrella-cabinet.ts';
import { createHealth } from '../device-health.ts';
import type { CabinetBackend } from './cabinet-backend.ts';
import { saysCalibrating, saysGuardDown } from './cabinet-sentences.ts';
import { createContactPolarity } from './contact-polarity.ts';
import {
  type DoorEffect,
  type DoorInput,
  type DoorState,
  type DoorTimer,
  type DoorTimings,
  nextDoor,
  UNSEEN_DOOR,
} from './door-machine.ts';
import { createDoorSensors } from './door-sensors.ts';
import { createDoorTroubles } from './door-troubles.ts';
import { createSupplyQueue } from './supply-queue.ts';

/** Length of a pulse unless set otherwise, in milliseconds. */
export const DEFAULT_PULSE_MS = 500;
/** Timings unless set otherwise, in milliseconds. */
export const DEFAULT_DOOR_TIMINGS: DoorTimings = {
  debounceMs: 30,
  openWithinMs: 3_000,
  lateWithinMs: 5_000,
  leftOpenAfterMs: 60_000,
};
/** Answers that are remembered, so that a repeated command does not act again. */
const REMEMBERED_COMMANDS = 500;
/** Guard refusals as the desk knows them; any other means that the guard cannot pulse at all. */
const REFUSALS: Readonly<Record<string, string>> = {
  'guard/resting': 'cabinet/resting',
  'guard/supply-busy': 'cabinet/supply-busy',
  'guard/bad-pulse': 'cabinet/bad-pulse',
  'guard/line-failed': 'cabinet/line-failed',
  'guard/too-slow': 'cabinet/too-slow',
  'guard/board-away': 'cabinet/board-away',
};

const GUARD_DEAD = 'cabinet/guard-dead';
const CALIBRATING = 'cabinet/calibrating';

interface DoorCell {
  readonly number: number;
  readonly supply: string;
  state: DoorState;
  pulsing: boolean;
  readonly timers: Map<DoorTimer, () => void>;
}

/**
 * The umbrella cabinet: one state machine per door between the lock guard and the door sensors of a backend.
 *
 * @param pulseMs length of a pulse, 100–1000 ms
 */
export function createUmbrellaCabinet(options: {
  readonly id: string;
  readonly clock: Clock;
  readonly backend: CabinetBackend;
  readonly pulseMs?: number;
  readonly timings?: Partial<DoorTimings>;
}): UmbrellaCabinet {
  const { id, clock, backend, pulseMs = DEFAULT_PULSE_MS } = options;
  const { guard } = backend;
  const timings: DoorTimings = { ...DEFAULT_DOOR_TIMINGS, ...options.timings };
  const health = createHealth({ clock });
  const queue = createSupplyQueue(guard, clock);
  const listeners = new Set<(event: DoorMoved) => void>();
  const commands = new Map<string, Promise<OpenOutcome>>();
  const unsettled = new Map<string, (outcome: OpenOutcome) => void>();
  const trouble = createDoorTroubles(health);
  const cells = new Map<number, DoorCell>(
    backend.doors.map(({ number, supply }) => [
      number,
      { number, supply, state: UNSEEN_DOOR, pulsing: false, timers: new Map() },
    ]),
  );
  let running = false;
  /** Out of use: contacts are read and mean nothing. */
  let held = false;
  let guardFault: string | undefined;
  let unsubscribe: (() => void)[] = [];

  const step = (cell: DoorCell, input: DoorInput): void => {
    const { state, effects } = nextDoor(cell.state, input, timings);
    cell.state = state;
    for (const effect of effects) run(cell, effect);
  };

  const run = (cell: DoorCell, effect: DoorEffect): void => {
    switch (effect.type) {
      case 'startTimer':
        cell.timers.get(effect.timer)?.();
        cell.timers.set(
          effect.timer,
          clock.after(effect.ms, () => step(cell, { type: 'timer', timer: effect.timer })),
        );
        return;
      case 'cancelTimer':
        cell.timers.get(effect.timer)?.();
        cell.timers.delete(effect.timer);
        return;
      case 'pulse':
        void pulse(cell);
        return;
      case 'settle':
        settle(effect.commandId, effect.outcome);
        return;
      case 'moved':
        health.count(effect.to === 'open' ? 'opened' : 'closed');
        tell({
          type: effect.to === 'open' ? 'doorOpened' : 'doorClosed',
          door: cell.number,
          requested: effect.requested,
          at: clock.read(),
        });
        return;
      case 'raise':
      case 'clear':
        trouble(effect.trouble, cell.number, effect.type === 'raise');
    }
  };

  const pulse = async (cell: DoorCell): Promise<void> => {
    const answer = await queue.pulse(cell.number, cell.supply, pulseMs);
    const lineFailed = answer.result === 'refused' && answer.code === 'guard/line-failed';
    if (lineFailed || answer.result === 'driven') trouble('cabinet/line-failed', cell.number, lineFailed);
    if (answer.result !== 'refused') {
      step(cell, { type: 'pulseBegan' });
      return;
    }
    health.count('refusedPulses');
    step(cell, { type: 'pulseRefused', code: REFUSALS[answer.code] ?? GUARD_DEAD });
  };

  const settle = (commandId: string, outcome: OpenOutcome): void => {
    unsettled.get(commandId)?.(outcome);
    unsettled.delete(commandId);
  };

  const tell = (event: DoorMoved): void => {
    for (const listener of [...listeners]) listener(event);
  };

  const guardChanged = (): void => {
    const state = guard.state();
    if (state.is === 'ready') health.setState('ready');
    const fault =
      state.is === 'down' ? (state.fault ?? { code: GUARD_DEAD, says: saysGuardDown(state.sentence) }) : undefined;
    if (fault !== undefined) health.raise(fault);
    // A guard that is starting again has not mended anything yet.
    if (guardFault !== undefined && guardFault !== fault?.code && state.is !== 'starting') health.clear(guardFault);
    guardFault = fault?.code ?? (state.is === 'starting' ? guardFault : undefined);
  };

  const sensors = createDoorSensors({
    backend,
    clock,
    health,
    reads: (door, high) => {
      if (!held) sensed(door, { type: 'sensor', shows: polarity.shows(door, high) });
    },
    lost: (door) => sensed(door, { type: 'sensorLost' }),
  });
  const sensed = (door: number, input: DoorInput): void => {
    const cell = cells.get(door);
    if (cell !== undefined) step(cell, input);
  };

  /** Where the doors stand is not known any more; the next look tells, and is no movement. */
  const lookAnew = (): void => {
    for (const cell of cells.values()) step(cell, { type: 'sensorLost' });
  };
  const polarity = createContactPolarity(backend, lookAnew);
  const calibration: ContactCalibration = {
    polarity: backend.polarity,
    hold() {
      if (held) return;
      for (const { state, pulsing } of cells.values()) if (state.opening !== undefined || pulsing) throw doorBusy();
      held = true;
      lookAnew();
      health.raise({ code: CALIBRATING, says: saysCalibrating(), weight: 'soon' });
    },
    release() {
      held = false;
      health.clear(CALIBRATING);
    },
    readings: () => sensors.readings(),
    lessonOf: polarity.lessonOf,
  };

  const ask = (door: number, commandId: string): Promise<OpenOutcome> => {
    const cell = cells.get(door);
    if (cell === undefined) return Promise.resolve({ result: 'refused', code: 'cabinet/unknown-door' });
    if (!running) return Promise.resolve({ result: 'refused', code: 'cabinet/not-started' });
    if (held) return Promise.resolve({ result: 'refused', code: CALIBRATING });
    return new Promise((resolve) => {
      unsettled.set(commandId, resolve);
      step(cell, { type: 'open', commandId });
    });
  };

  return {
    id,
    kind: 'umbrella-cabinet',
    model: backend.model,
    simulated: backend.simulated,
    lesson: polarity.lesson,
    calibration,
    async start() {
      if (running) return;
      running = true;
      unsubscribe = [
        guard.onState(guardChanged),
        guard.onLine((door, on) => {
          const cell = cells.get(door);
          if (cell !== undefined) cell.pulsing = on;
        }),
      ];
      guard.start();
      guardChanged();
      await sensors.start();
    },
    async stop() {
      if (!running) return;
      running = false;
      sensors.stop();
      await guard.stop();
      for (const off of unsubscribe) off();
      for (const cell of cells.values()) {
        for (const cancel of cell.timers.values()) cancel();
        cell.timers.clear();
        cell.state = UNSEEN_DOOR;
        cell.pulsing = false;
      }
      calibration.release();
      for (const commandId of [...unsettled.keys()])
        settle(commandId, { result: 'notOpened', code: 'cabinet/stopped' });
      health.setState('starting');
    },
    health() {
      for (const [name, value] of Object.entries({ ...guard.counters(), ...backend.counters?.() }))
        health.setCounter(name, value);
      return health.snapshot();
    },
    onHealth: (listener) => health.onChange(listener),
    doors: () =>
      [...cells.values()].map(({ number, state, pulsing }): Door => {
        const occupied = backend.occupied?.(number);
        const door = { number, position: state.position, pulsing };
        return occupied === undefined ? door : { ...door, occupied };
      }),
    open(door, commandId) {
      const known = commands.get(commandId);
      if (known !== undefined) return known;
      const outcome = ask(door, commandId);
      commands.set(commandId, outcome);
      const oldest = commands.keys().next().value;
      if (commands.size > REMEMBERED_COMMANDS && oldest !== undefined) commands.delete(oldest);
      return outcome;
    },
    ...(backend.onOccupied === undefined ? {} : { onOccupied: backend.onOccupied }),
    onDoor(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function doorBusy(): DeviceError {
  return new DeviceError('cabinet/door-busy', {
    zh: '正在开一扇柜门，请等它开好再校准。',
    en: 'A door is being opened. Wait for it before you calibrate.',
  });
}
