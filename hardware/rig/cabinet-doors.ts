import type { GpioBank } from './gpio-bank.ts';

/** Pins of hardware/board/wiring.md, by door: a low lock pin energises the coil, a low sensor pin is a shut door. */
const PINS: Readonly<Record<number, { readonly lock: number; readonly sensor: number }>> = {
  1: { lock: 17, sensor: 22 },
  2: { lock: 27, sensor: 23 },
  3: { lock: 24, sensor: 5 },
  4: { lock: 25, sensor: 6 },
};
const LOOK_MS = 5;
/** How long a bolt takes to clear and the spring to move the door, in milliseconds. */
const SPRING_MS = 60;

/** One time that a coil was on; milliseconds of this machine's monotonic clock. */
export interface Pulse {
  readonly door: number;
  readonly startedMs: number;
  /** Absent while it is on. */
  endedMs?: number;
}

/** The cabinet itself: coils that are watched, and doors that spring open and can be pushed shut. */
export interface CabinetDoors {
  /** Every time a coil was on since the watch began, oldest first. */
  readonly pulses: readonly Pulse[];
  /** Longest time between two looks at the pins: what was shorter may have been missed, and lengths are known to this, in ms. */
  readonly worstLookMs: number;
  push(door: number): void;
  pull(door: number): void;
  /** A jammed door stays shut whatever its lock does. */
  setJammed(door: number, jammed: boolean): void;
  startWatch(): void;
  stopWatch(): void;
}

/**
 * Wires the cabinet to the header. Lock pins are pulled up from here on, as `gpio=…=op,dh` in a Pi's config.txt does: else an
 * active-low relay board would be on until the service starts.
 */
export function createCabinetDoors(bank: GpioBank): CabinetDoors {
  const doors = Object.entries(PINS).map(([number, pins]) => ({ number: Number(number), ...pins, jammed: false }));
  for (const { lock, sensor } of doors) {
    bank.pull(lock, true);
    bank.pull(sensor, false);
  }
  const named = (number: number) => {
    const door = doors.find((one) => one.number === number);
    if (door === undefined) throw new Error(`the cabinet has no door ${number}`);
    return door;
  };
  const pulses: Pulse[] = [];
  const running = new Map<number, Pulse>();
  let watch: NodeJS.Timeout | undefined;
  let worstLookMs = 0;
  let lastLookMs = 0;

  const look = (): void => {
    const nowMs = performance.now();
    worstLookMs = Math.max(worstLookMs, nowMs - lastLookMs);
    lastLookMs = nowMs;
    for (const { number, lock, sensor, jammed } of doors) {
      const on = !bank.isHigh(lock);
      const pulse = running.get(number);
      if (on && pulse === undefined) {
        const begun: Pulse = { door: number, startedMs: nowMs };
        pulses.push(begun);
        running.set(number, begun);
        if (!jammed) setTimeout(() => bank.pull(sensor, true), SPRING_MS);
      } else if (!on && pulse !== undefined) {
        pulse.endedMs = nowMs;
        running.delete(number);
      }
    }
  };

  return {
    pulses,
    get worstLookMs() {
      return worstLookMs;
    },
    push: (door) => bank.pull(named(door).sensor, false),
    pull: (door) => bank.pull(named(door).sensor, true),
    setJammed(door, jammed) {
      named(door).jammed = jammed;
    },
    startWatch() {
      clearInterval(watch);
      lastLookMs = performance.now();
      worstLookMs = 0;
      watch = setInterval(look, LOOK_MS);
    },
    stopWatch() {
      clearInterval(watch);
      watch = undefined;
    },
  };
}
