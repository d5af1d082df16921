import type { AirView } from '../../src/broadcast/rules.ts';
import type { World } from './world.ts';

/** Resolves when the live events show the air so: every one of them has the whole of it. @throws Error that names what was awaited */
export function airIs(
  { desk }: World,
  what: string,
  wanted: (air: AirView) => boolean,
  withinMs = 60_000,
): Promise<AirView> {
  return new Promise((resolve, reject) => {
    const look = (name: string, air: AirView): void => {
      if (name !== 'air' || !wanted(air)) return;
      stop();
      clearTimeout(overdue);
      resolve(air);
    };
    const stop = desk.onEvent(({ name, payload }) => look(name, payload));
    const overdue = setTimeout(() => {
      stop();
      reject(new Error(`waited ${withinMs} ms in vain for ${what}`));
    }, withinMs);
    const last = desk.events.findLast(({ name }) => name === 'air');
    if (last !== undefined) look(last.name, last.payload);
  });
}
