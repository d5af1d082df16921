import type { Clock } from '../src/ports/clock.ts';
import type { DeviceFault, DeviceHealth, DeviceState, Sentence } from '../src/ports/device.ts';

/** A fault as a driver reports it; the holder adds since when. */
export interface RaisedFault {
  /** Stable, e.g. `link/not-found`, `printer/paper-out`. */
  readonly code: string;
  readonly says: Sentence;
  /** `stops` (default): the device does not work. `soon`: it works, but a person should look. */
  readonly weight?: 'stops' | 'soon';
  /** Takes the place of every fault whose code starts with this, keeping the earliest `sinceMs`: one trouble, now better understood. */
  readonly replaces?: string;
}

/** What the driver itself knows about the device when nothing is wrong. */
export type BaseState = Extract<DeviceState, 'starting' | 'ready' | 'off'>;

/** Holds one device's state, faults and counters; drivers compose it and hand out its {@link DeviceHealthHolder.snapshot}. */
export interface DeviceHealthHolder {
  /** Raises a fault. Raised again with the same code it keeps its first `sinceMs`. */
  raise(fault: RaisedFault): void;
  /** Clears the fault with this code; nothing happens when there is none. */
  clear(code: string): void;
  /** Clears every fault whose code starts with `prefix`, e.g. `link/`. */
  clearAll(prefix: string): void;
  has(code: string): boolean;
  /** Adds to a counter. Listeners are not called: counters move with every frame and are read when somebody looks. */
  count(name: string, by?: number): void;
  /** Replaces a counter that is kept elsewhere, e.g. by a parser. */
  setCounter(name: string, value: number): void;
  /** The state while no fault is active. Starts as `starting`. */
  setState(state: BaseState): void;
  snapshot(): DeviceHealth;
  /** Called after the state or the faults changed. Returns the unsubscribe function. */
  onChange(listener: (health: DeviceHealth) => void): () => void;
}

interface HeldFault extends DeviceFault {
  readonly weight: 'stops' | 'soon';
}

/** Makes a health holder; `clock` dates the faults. */
export function createHealth({ clock }: { readonly clock: Pick<Clock, 'read'> }): DeviceHealthHolder {
  const faults = new Map<string, HeldFault>();
  const counters = new Map<string, number>();
  const listeners = new Set<(health: DeviceHealth) => void>();
  let base: BaseState = 'starting';

  const derived = (): DeviceState => {
    if (base === 'off') return 'off';
    const held = [...faults.values()];
    if (held.some((fault) => fault.weight === 'stops')) return 'fault';
    // A warning must not make a device look usable before it is.
    if (base === 'ready' && held.length > 0) return 'waiting';
    return base;
  };
  const snapshot = (): DeviceHealth => ({
    state: derived(),
    faults: [...faults.values()].map(({ code, says, sinceMs }) => ({ code, says, sinceMs })),
    counters: Object.fromEntries(counters),
  });
  const changed = (): void => {
    const health = snapshot();
    for (const listener of [...listeners]) listener(health);
  };
  const startingWith = (prefix: string): HeldFault[] =>
    [...faults.values()].filter((fault) => fault.code.startsWith(prefix));
  const drop = (codes: readonly string[]): void => {
    const held = codes.filter((code) => faults.delete(code));
    if (held.length > 0) changed();
  };

  return {
    raise({ code, says, weight = 'stops', replaces }) {
      const known = faults.get(code);
      const replaced = replaces === undefined ? [] : startingWith(replaces).filter((held) => held.code !== code);
      const same = known?.weight === weight && known.says.zh === says.zh && known.says.en === says.en;
      if (same && replaced.length === 0) return;
      for (const held of replaced) faults.delete(held.code);
      const began = [...replaced, ...(known === undefined ? [] : [known])].map((held) => held.sinceMs);
      const sinceMs = began.length > 0 ? Math.min(...began) : clock.read().wallMs;
      faults.set(code, { code, says, weight, sinceMs });
      changed();
    },
    clear: (code) => drop([code]),
    clearAll: (prefix) => drop(startingWith(prefix).map((fault) => fault.code)),
    has: (code) => faults.has(code),
    count(name, by = 1) {
      counters.set(name, (counters.get(name) ?? 0) + by);
    },
    setCounter(name, value) {
      counters.set(name, value);
    },
    setState(state) {
      if (state === base) return;
      base = state;
      changed();
    },
    snapshot,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
