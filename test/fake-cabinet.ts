import type { ClockReading } from '../src/ports/clock.ts';
import type { DeviceFault, DeviceHealth } from '../src/ports/device.ts';
import type { Door, DoorMoved, DoorPosition, OpenOutcome, UmbrellaCabinet } from '../src/ports/umbrella-cabinet.ts';
import { FakeClock } from './fake-clock.ts';

/** How a door answers when it is asked to open; `held` answers when the test says so. */
export type DoorBehaviour = 'opens' | 'jammed' | 'refuses' | 'held';

/** A cabinet that obeys the port: once per command, success is the sensor, no rejection. */
export interface FakeCabinet extends UmbrellaCabinet {
  /** Every pulse of a lock, in order: what must never happen twice for one command. */
  readonly pulses: { readonly door: number; readonly commandId: string }[];
  behave(door: number, behaviour: DoorBehaviour): void;
  /** Lets the held door answer. */
  release(door: number, outcome: OpenOutcome): void;
  /** A person moves the door; `requested` false: by key or by force. */
  move(door: number, to: 'open' | 'closed', requested?: boolean): void;
  unsure(door: number): void;
  /** What the sensor in the compartment sees; nothing looks until it is told. */
  sees(door: number, occupied: boolean): void;
  fail(fault: DeviceFault): void;
}

export function createFakeCabinet(doorCount = 12, at: () => ClockReading = () => new FakeClock().read()): FakeCabinet {
  const positions = new Map<number, DoorPosition>();
  for (let number = 1; number <= doorCount; number++) positions.set(number, 'closed');
  const seen = new Map<number, boolean>();
  const behaviours = new Map<number, DoorBehaviour>();
  const answers = new Map<string, Promise<OpenOutcome>>();
  const held = new Map<number, (outcome: OpenOutcome) => void>();
  const listeners = new Set<(event: DoorMoved) => void>();
  const pulses: { door: number; commandId: string }[] = [];
  const faults: DeviceFault[] = [];

  const move = (door: number, to: 'open' | 'closed', requested = true): void => {
    if (positions.get(door) === to) return;
    positions.set(door, to);
    const type = to === 'open' ? 'doorOpened' : 'doorClosed';
    for (const listener of [...listeners]) listener({ type, door, requested, at: at() });
  };

  const pulse = (door: number, commandId: string): Promise<OpenOutcome> => {
    if (!positions.has(door)) return Promise.resolve({ result: 'refused', code: 'cabinet/unknown-door' });
    if (positions.get(door) === 'open') return Promise.resolve({ result: 'refused', code: 'cabinet/already-open' });
    const behaviour = behaviours.get(door) ?? 'opens';
    if (behaviour === 'refuses') return Promise.resolve({ result: 'refused', code: 'cabinet/resting' });
    pulses.push({ door, commandId });
    if (behaviour === 'jammed') return Promise.resolve({ result: 'notOpened', code: 'cabinet/not-opened' });
    if (behaviour === 'held') return new Promise((resolve) => held.set(door, resolve));
    return Promise.resolve().then(() => {
      move(door, 'open');
      return { result: 'opened' };
    });
  };

  return {
    id: 'cabinet-1',
    kind: 'umbrella-cabinet',
    model: 'fake',
    simulated: true,
    pulses,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: (): DeviceHealth => ({ state: faults.length > 0 ? 'fault' : 'ready', faults, counters: {} }),
    onHealth: () => () => undefined,
    doors: (): Door[] =>
      [...positions].map(([number, position]) => {
        const occupied = seen.get(number);
        const door = { number, position, pulsing: false };
        return occupied === undefined ? door : { ...door, occupied };
      }),
    open(door, commandId) {
      const answer = answers.get(commandId) ?? pulse(door, commandId);
      answers.set(commandId, answer);
      return answer;
    },
    onDoor(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    behave: (door, behaviour) => void behaviours.set(door, behaviour),
    release(door, outcome) {
      if (outcome.result === 'opened') move(door, 'open');
      held.get(door)?.(outcome);
      held.delete(door);
    },
    move,
    sees: (door, occupied) => void seen.set(door, occupied),
    unsure: (door) => void positions.set(door, 'unknown'),
    fail: (fault) => void faults.push(fault),
  };
}
