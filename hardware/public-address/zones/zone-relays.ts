import type { OutputLine } from '../../../firmware-bridge/gpio/lines.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Zone } from '../../../src/ports/public-address.ts';
import type { createHealth } from '../../device-health.ts';
import { zoneFault } from './zone-sentences.ts';

/** A zone and how its relay is reached. */
export interface WiredZone extends Zone {
  /** Opens the relay's line, off. Rejects with a LinkError. */
  open(): Promise<OutputLine>;
}

/** When relays are switched. */
export interface ZoneSettings {
  /** Relays have closed, and amplifiers let sound through, after this long. */
  readonly settleMs: number;
  /** Relays stay on so long after an announcement: the next one often follows. */
  readonly holdMs: number;
  /** Ids of the zones that are on while only music plays. */
  readonly music: readonly string[];
}

/** A relay that failed is tried again this often. */
const TRY_AGAIN_MS = 5_000;

interface Relay {
  readonly zone: WiredZone;
  line: OutputLine | undefined;
  /** As it was last driven. */
  on: boolean;
  failed: boolean;
}

/**
 * The relays of the zones: on while something is heard in them, off otherwise. One that fails is named and tried again, and keeps nothing
 * off the air.
 */
export class ZoneRelays {
  readonly #relays: readonly Relay[];
  readonly #settings: ZoneSettings;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #health: ReturnType<typeof createHealth>;
  /** Zones of what is on the air, or was a moment ago. */
  #airing: readonly string[] | undefined;
  #music = false;
  #running = false;
  #switching: Promise<void> = Promise.resolve();
  readonly #settling = new Set<() => void>();
  #cancelHold: () => void = () => {};
  #cancelAgain: () => void = () => {};

  constructor(
    zones: readonly WiredZone[],
    settings: ZoneSettings,
    clock: Pick<Clock, 'after'>,
    health: ReturnType<typeof createHealth>,
  ) {
    this.#relays = zones.map((zone) => ({ zone, line: undefined, on: false, failed: false }));
    this.#settings = settings;
    this.#clock = clock;
    this.#health = health;
  }

  /** Ids of the zones that are on. */
  get on(): readonly string[] {
    return this.#relays.filter(({ on }) => on).map(({ zone }) => zone.id);
  }

  /** Whether these zones are on already, and no other: then nothing has to settle. */
  settled(zones: readonly string[] | undefined): boolean {
    const wanted = this.#named(zones);
    return this.#relays.every(({ zone, on }) => on === wanted.includes(zone.id));
  }

  async start(): Promise<void> {
    this.#running = true;
    await this.#apply();
  }

  /** All off, and let go of. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancelHold();
    this.#cancelAgain();
    for (const done of [...this.#settling]) done();
    this.#airing = undefined;
    this.#music = false;
    await this.#switching;
    this.#cancelAgain();
    for (const relay of this.#relays) {
      relay.line?.close();
      relay.line = undefined;
      relay.on = false;
    }
  }

  /** Something goes on the air in these zones (absent: in all); resolves when their relays have settled. Never rejects. */
  async air(zones: readonly string[] | undefined): Promise<void> {
    this.#cancelHold();
    const settles = !this.settled(zones);
    this.#airing = this.#named(zones);
    await this.#apply();
    if (settles && this.#running && this.#settings.settleMs > 0) await this.#settle();
  }

  #settle(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancel();
        this.#settling.delete(done);
        resolve();
      };
      const cancel = this.#clock.after(this.#settings.settleMs, done);
      this.#settling.add(done);
    });
  }

  /** Nothing is on the air any more. */
  ended(): void {
    if (this.#airing === undefined || !this.#running) return;
    this.#cancelHold();
    this.#cancelHold = this.#clock.after(this.#settings.holdMs, () => {
      this.#airing = undefined;
      void this.#apply();
    });
  }

  /** Music plays, or does not. */
  plays(music: boolean): void {
    if (this.#music === music) return;
    this.#music = music;
    if (this.#running) void this.#apply();
  }

  #named(zones: readonly string[] | undefined): readonly string[] {
    const all = this.#relays.map(({ zone }) => zone.id);
    // A zone that is not there any more must not make a call silent.
    const known = all.filter((id) => zones?.includes(id));
    return known.length === 0 ? all : known;
  }

  get #wanted(): readonly string[] {
    if (!this.#running) return [];
    return this.#airing ?? (this.#music ? this.#settings.music : []);
  }

  /** One after the other: what is wanted is looked up when its turn comes. */
  #apply(): Promise<void> {
    this.#switching = this.#switching.then(async () => {
      const wanted = this.#wanted;
      await Promise.all(this.#relays.map((relay) => this.#drive(relay, wanted.includes(relay.zone.id))));
      this.#tellFaults();
    });
    return this.#switching;
  }

  async #drive(relay: Relay, on: boolean): Promise<void> {
    try {
      if (relay.line === undefined) {
        if (!this.#running) return;
        relay.line = await relay.zone.open();
        relay.on = false;
      }
      relay.line.look?.();
      if (on !== relay.on || relay.failed) await relay.line.write(on);
      relay.on = on;
      relay.failed = false;
    } catch {
      relay.failed = true;
      relay.on = false;
      relay.line?.close();
      relay.line = undefined;
    }
  }

  #tellFaults(): void {
    const failed = this.#relays.filter((relay) => relay.failed).map(({ zone }) => zone.name);
    this.#cancelAgain();
    if (failed.length === 0) {
      this.#health.clear('zones/relay');
      return;
    }
    this.#health.raise({ code: 'zones/relay', weight: 'soon', says: zoneFault(failed) });
    if (this.#running) this.#cancelAgain = this.#clock.after(TRY_AGAIN_MS, () => void this.#apply());
  }
}
