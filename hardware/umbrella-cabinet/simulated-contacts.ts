import { createMemoryInput, type MemoryInput } from '../../firmware-bridge/gpio/memory-line.ts';
import { LinkError } from '../../firmware-bridge/transport/transport.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createDoorSensor, type DoorSensor } from './cabinet-backend.ts';

/** A contact that bounces falls back this often and for so long, in milliseconds: shorter than what is believed. */
const BOUNCE_EVERY_MS = 170;
const BOUNCE_MS = 10;

/** What is wrong with door contacts on header pins. */
export const contactFaults = [
  { id: 'contacts-lost', says: { zh: '门磁全部读不到', en: 'No contact can be read' } },
  { id: 'contacts-bounce', says: { zh: '门磁一直在抖', en: 'The contacts keep bouncing' } },
] as const;

/** Door contacts of a simulated cabinet on memory lines: low while the door is shut. */
export interface SimulatedContacts {
  show(door: number, open: boolean): void;
  /** Rejects with a LinkError while the contacts are lost. */
  openSensor(door: number): Promise<DoorSensor>;
  /** One of {@link contactFaults} was switched; any other is none of its business. */
  faultSet(id: string, active: boolean): void;
}

/** Makes the contacts of doors 1 to `doors`, all shut. */
export function createSimulatedContacts(doors: number, clock: Clock): SimulatedContacts {
  const inputs = new Map<number, MemoryInput>();
  const open = new Map<number, boolean>();
  for (let number = 1; number <= doors; number++) inputs.set(number, createMemoryInput(`door ${number} sensor`, false));
  let lost = false;
  let cancelBounce = (): void => undefined;

  const setAll = (turned: boolean): void => {
    for (const [door, input] of inputs) input.set((open.get(door) ?? false) !== turned);
  };
  const bounce = (): void => {
    setAll(true);
    cancelBounce = clock.after(BOUNCE_MS, () => {
      setAll(false);
      cancelBounce = clock.after(BOUNCE_EVERY_MS, bounce);
    });
  };
  const there = (): void => {
    if (lost) throw new LinkError('link/failed', 'the simulated contact is cut off');
  };
  return {
    show(door, isOpen) {
      open.set(door, isOpen);
      inputs.get(door)?.set(isOpen);
    },
    async openSensor(door) {
      const input = inputs.get(door);
      if (input === undefined) throw new Error(`door ${door} is not wired`);
      there();
      const sensor = createDoorSensor(input.line);
      return {
        ...sensor,
        async read() {
          there();
          return sensor.read();
        },
      };
    },
    faultSet(id, active) {
      if (id === 'contacts-lost') lost = active;
      if (id !== 'contacts-bounce') return;
      cancelBounce();
      setAll(false);
      if (active) bounce();
    },
  };
}
