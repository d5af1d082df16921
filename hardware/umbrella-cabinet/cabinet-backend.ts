import type { InputLine } from '../../firmware-bridge/gpio/lines.ts';
import type { LockGuard } from './lock-guard.ts';

/** What one door sensor shows, with its wiring already understood. */
export interface DoorSensor {
  /** `undefined`: nothing was heard of it yet. Rejects with a LinkError when the line cannot be read. */
  read(): Promise<'open' | 'closed' | undefined>;
  onChange(listener: (shows: 'open' | 'closed') => void): () => void;
  close(): void;
}

/** One cabinet's wires: real ones, or the simulator's. */
export interface CabinetBackend {
  /** Driver name for the devices page. */
  readonly model: string;
  readonly simulated: boolean;
  /** Doors from 1 as painted, each with the power supply its lock hangs on. */
  readonly doors: readonly { readonly number: number; readonly supply: string }[];
  readonly guard: LockGuard;
  /** Opens the sensor of one door. Rejects with a LinkError. */
  openSensor(door: number): Promise<DoorSensor>;
  /** Whether something is in the compartment, where the board looks; `undefined` when it is not known. */
  occupied?(door: number): boolean | undefined;
}

/**
 * Reads a door from a line.
 *
 * @param closedWhen the level while the door is shut: `low` for a contact to ground that closes with the door (上锁短路) on a
 *   pulled-up pin, `high` for one that closes when it opens (开锁短路)
 */
export function createDoorSensor(line: InputLine, closedWhen: 'low' | 'high'): DoorSensor {
  const shows = (high: boolean): 'open' | 'closed' => (high === (closedWhen === 'high') ? 'closed' : 'open');
  return {
    async read() {
      return shows(await line.read());
    },
    onChange: (listener) => line.onChange((high) => listener(shows(high))),
    close: () => line.close(),
  };
}
