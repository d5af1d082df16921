import { createMemoryOutput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';
import type { Zone } from '../../../src/ports/public-address.ts';
import type { WiredZone } from './zone-relays.ts';

/** Relays at the bench, which can be made to stick. */
export class SimulatedZones {
  readonly wired: readonly WiredZone[];
  readonly #on = new Set<string>();
  #stuck = false;

  constructor(zones: readonly Zone[]) {
    this.wired = zones.map((zone) => ({ ...zone, open: async () => this.#line(zone.id) }));
  }

  /** Which relays are on, at the far end of the wire. */
  states(): readonly { readonly zone: Zone; readonly on: boolean }[] {
    return this.wired.map(({ id, name }) => ({ zone: { id, name }, on: this.#on.has(id) }));
  }

  /** The first relay does what it likes from now on. */
  setStuck(stuck: boolean): void {
    this.#stuck = stuck;
  }

  #line(id: string) {
    const line = createMemoryOutput(id, (on) => {
      if (on) this.#on.add(id);
      else this.#on.delete(id);
    });
    const look = (): void => {
      if (this.#stuck && this.wired[0]?.id === id) throw new LinkError('link/failed', `relay ${id} does not follow`);
    };
    look();
    return { ...line, look };
  }
}
