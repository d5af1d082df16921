import type { DeviceHealthHolder } from '../device-health.ts';
import { saysTrouble } from './cabinet-sentences.ts';
import type { DoorTrouble } from './door-machine.ts';

/** A door's troubles as the desk hears of them; `cabinet/line-failed` is the lock line's. */
export type CabinetTrouble = DoorTrouble | 'cabinet/line-failed';

/** Keeps which doors have which trouble; doors with the same one share one fault, which names them all. */
export function createDoorTroubles(
  health: DeviceHealthHolder,
): (code: CabinetTrouble, door: number, raised: boolean) => void {
  const troubled = new Map<CabinetTrouble, Set<number>>();
  return (code, door, raised) => {
    const doors = troubled.get(code) ?? new Set<number>();
    troubled.set(code, doors);
    if (raised) doors.add(door);
    else doors.delete(door);
    const named = [...doors].sort((a, b) => a - b);
    if (named.length === 0) health.clear(code);
    else
      health.raise({
        code,
        says: saysTrouble(code, named),
        weight: code === 'cabinet/forced-open' ? 'stops' : 'soon',
      });
  };
}
