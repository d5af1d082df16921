import type { InputLine } from '../../firmware-bridge/gpio/lines.ts';
import type { LockGuard } from './lock-guard.ts';

/** One door contact, its wiring not yet understood: true for a high line, or for a board's bit that says closed. */
export interface DoorSensor {
  /** `undefined`: nothing was heard of it yet. Rejects with a LinkError when the line cannot be read. */
  read(): Promise<boolean | undefined>;
  /** Present where {@link read} may be a little old: what is answered after the call. Rejects with a LinkError. */
  readNew?(): Promise<boolean>;
  onChange(listener: (high: boolean) => void): () => void;
  close(): void;
}

/** One door of a backend. */
export interface BackendDoor {
  /** From 1, as painted. */
  readonly number: number;
  /** The power supply its lock hangs on. */
  readonly supply: string;
  /** What its contact reads while the door is shut, as configured. */
  readonly highWhenShut: boolean;
}

/** One cabinet's wires: real ones, or the simulator's. */
export interface CabinetBackend {
  /** Driver name for the devices page. */
  readonly model: string;
  readonly simulated: boolean;
  readonly doors: readonly BackendDoor[];
  /** `board`: all contacts have one polarity. */
  readonly polarity: 'door' | 'board';
  readonly guard: LockGuard;
  /** Opens the sensor of one door. Rejects with a LinkError. */
  openSensor(door: number): Promise<DoorSensor>;
  /** Whether something is in the compartment, where the board looks; `undefined` when it is not known. */
  occupied?(door: number): boolean | undefined;
  /** Present where the board looks; called when what it sees changes. */
  onOccupied?(listener: (door: number, occupied: boolean) => void): () => void;
  /** For the devices page, besides the guard's. */
  counters?(): Readonly<Record<string, number>>;
}

/** Makes a door sensor of a line. */
export function createDoorSensor(line: InputLine): DoorSensor {
  return {
    read: () => line.read(),
    onChange: (listener) => line.onChange(listener),
    close: () => line.close(),
  };
}
