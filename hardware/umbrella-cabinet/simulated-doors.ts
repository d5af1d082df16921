import type { Clock } from '../../src/ports/clock.ts';
import { DeviceError, type Sentence, type SimulatedFault } from '../../src/ports/device.ts';
import type { Door } from '../../src/ports/umbrella-cabinet.ts';

/** The spring pushes the door ajar this long after the coil drew the bolt, in milliseconds. */
const SPRING_MS = 80;
/** The contacts of all doors are wired the other way round than configured. */
const TURNED = 'contacts-turned';

interface SimulatedDoor {
  readonly number: number;
  ajar: boolean;
  coil: boolean;
  shown: boolean;
  cancel: () => void;
}

/** Doors with springs, bolts and contacts, whatever drives their coils. */
export interface SimulatedDoors {
  /** Drives one coil or lets go of it. */
  coil(number: number, on: boolean): void;
  /** Whether the contact, wired as configured, shows the door open; a stuck one keeps what it showed. */
  showsOpen(number: number): boolean;
  pull(number: number): void;
  push(number: number): void;
  doors(): readonly Door[];
  faults(): readonly SimulatedFault[];
  isActive(fault: string): boolean;
  /** @throws DeviceError `simulator/unknown-fault` */
  setFault(id: string, active: boolean): void;
}

/**
 * Makes the mechanical part of a simulated cabinet.
 *
 * @param besides faults of what drives the coils, listed after those of the doors
 * @param shows called when a contact changes
 */
export function createSimulatedDoors(options: {
  readonly doors: number;
  readonly clock: Clock;
  readonly besides: readonly { readonly id: string; readonly says: Sentence }[];
  readonly shows?: (number: number, open: boolean) => void;
}): SimulatedDoors {
  const { clock, besides, shows = () => undefined } = options;
  const active = new Set<string>();
  const doors = new Map<number, SimulatedDoor>();
  for (let number = 1; number <= options.doors; number++)
    doors.set(number, { number, ajar: false, coil: false, shown: false, cancel: () => undefined });

  const theDoor = (number: number): SimulatedDoor => {
    const door = doors.get(number);
    if (door !== undefined) return door;
    throw new DeviceError(
      'simulator/unknown-door',
      { zh: `没有 ${number} 号柜门`, en: `there is no door ${number}` },
      { retryable: false },
    );
  };
  const showsOpen = (door: SimulatedDoor): boolean => door.shown !== active.has(TURNED);
  const show = (door: SimulatedDoor): void => {
    if (door.shown === door.ajar || active.has(`door-${door.number}:sensor-stuck`)) return;
    door.shown = door.ajar;
    shows(door.number, showsOpen(door));
  };
  const move = (door: SimulatedDoor, ajar: boolean): void => {
    door.ajar = ajar;
    show(door);
  };
  const fault = (id: string, zh: string, en: string): SimulatedFault => ({
    id,
    says: { zh, en },
    active: active.has(id),
  });
  const faults = (): SimulatedFault[] => [
    ...[...doors.keys()].flatMap((number) => [
      fault(`door-${number}:jammed`, `${number} 号门卡住`, `Door ${number} is jammed`),
      fault(`door-${number}:sensor-stuck`, `${number} 号门磁不变`, `The sensor of door ${number} is stuck`),
      fault(`door-${number}:forced-open`, `${number} 号门被撬开`, `Door ${number} is forced open`),
      fault(`door-${number}:bolt-broken`, `${number} 号门锁舌坏了`, `The bolt of door ${number} does not hold`),
    ]),
    fault(TURNED, '门磁全部接反', 'All contacts are wired the other way round'),
    ...besides.map(({ id, says }) => fault(id, says.zh, says.en)),
  ];

  return {
    coil(number, on) {
      const door = theDoor(number);
      if (door.coil === on) return;
      door.coil = on;
      if (!on || active.has(`door-${number}:jammed`)) return;
      // The bolt is drawn at once and the spring does the rest, however late this process hears that the coil is off again.
      door.cancel();
      door.cancel = clock.after(SPRING_MS, () => move(door, true));
    },
    showsOpen: (number) => showsOpen(theDoor(number)),
    pull(number) {
      const door = theDoor(number);
      const jammed = active.has(`door-${number}:jammed`);
      const free = door.coil || active.has(`door-${number}:bolt-broken`);
      if (door.ajar || (free && !jammed)) move(door, true);
    },
    push(number) {
      const door = theDoor(number);
      door.cancel();
      move(door, false);
    },
    doors: () =>
      [...doors.values()].map(
        ({ number, ajar, coil }): Door => ({ number, position: ajar ? 'open' : 'closed', pulsing: coil }),
      ),
    faults,
    isActive: (id) => active.has(id),
    setFault(id, on) {
      if (!faults().some((known) => known.id === id))
        throw new DeviceError(
          'simulator/unknown-fault',
          { zh: `没有名为 ${id} 的故障`, en: `there is no fault named ${id}` },
          { retryable: false },
        );
      if (on) active.add(id);
      else active.delete(id);
      const stuck = /^door-(\d+):sensor-stuck$/.exec(id)?.[1];
      if (stuck !== undefined && !on) show(theDoor(Number(stuck)));
      const forced = /^door-(\d+):forced-open$/.exec(id)?.[1];
      if (forced !== undefined) move(theDoor(Number(forced)), on);
      if (id === TURNED) for (const door of doors.values()) shows(door.number, showsOpen(door));
    },
  };
}
