import type { AudioAnswer, AudioRequest } from '../../firmware-bridge/audio/audio-messages.ts';
import type { LiveEvent } from '../../firmware-bridge/audio/live-messages.ts';
import type { AirEvent, Announcement, Zone } from '../../src/ports/public-address.ts';
import type { createHealth } from '../device-health.ts';
import { MixerMicrophone } from './desk-microphone.ts';
import type { PublicAddressOptions } from './public-address-settings.ts';
import { ZoneRelays } from './zones/zone-relays.ts';

/** What an announcement needs besides its sound: an open microphone where it is live, and the relays of its zones. */
export class AroundTheAir {
  readonly microphone: MixerMicrophone | undefined;
  readonly zones: readonly Zone[] | undefined;
  readonly #ask: (request: AudioRequest) => Promise<AudioAnswer>;
  readonly #emit: (event: AirEvent) => void;
  readonly #airing: () => boolean;
  /** Announcements on their way to the mixer. */
  #giving = 0;
  readonly #relays: ZoneRelays | undefined;

  constructor(
    { microphone, zones, clock }: PublicAddressOptions,
    health: ReturnType<typeof createHealth>,
    ask: (request: AudioRequest) => Promise<AudioAnswer>,
    emit: (event: AirEvent) => void,
    airing: () => boolean,
  ) {
    this.#ask = ask;
    this.#emit = emit;
    this.#airing = airing;
    this.microphone = microphone === undefined ? undefined : new MixerMicrophone(ask);
    this.zones = zones?.wired.map(({ id, name }) => ({ id, name }));
    this.#relays = zones && new ZoneRelays(zones.wired, zones.settings, clock, health);
  }

  /** Ids of the zones whose relays are on. */
  get zonesOn(): readonly string[] {
    return this.#relays?.on ?? [];
  }

  async start(): Promise<void> {
    await this.#relays?.start();
  }

  async stop(): Promise<void> {
    await this.#relays?.stop();
  }

  /** Puts an announcement on the air by `give`; its zones are released when that fails. */
  async giving(give: () => Promise<void>): Promise<void> {
    this.#giving++;
    try {
      await give();
    } finally {
      this.#giving--;
      this.ended();
    }
  }

  /** Resolves when it can be heard. @throws AudioError `microphone/…` */
  async ready({ parts, zones }: Announcement): Promise<void> {
    // The last words of another must not be heard in zones they are not meant for.
    if (this.#airing() && this.#relays?.settled(zones) === false)
      await this.#ask({ type: 'stop', code: 'audio/superseded', when: 'at-once' });
    const live = parts.some(({ kind }) => kind === 'live');
    await Promise.all([this.#relays?.air(zones), live ? this.#ask({ type: 'openMicrophone' }) : undefined]);
  }

  /** Something has ended: where nothing else is on the air, or on its way to it, zones are released. */
  ended(): void {
    if (this.#giving === 0 && !this.#airing()) this.#relays?.ended();
  }

  /** The mixer tells whether music is heard. */
  plays(music: boolean): void {
    this.#relays?.plays(music);
  }

  /** The mixer tells. */
  heard(event: LiveEvent): void {
    if (event.type !== 'soundChecked') this.microphone?.heard(event);
    // The mixer knows it by its token: the announcement and a number.
    else this.#emit({ type: 'soundChecked', id: event.id.slice(0, event.id.lastIndexOf(' ')), heard: event.heard });
  }

  /** The mixer is gone, and with it what was being recorded. */
  lostMixer(): void {
    this.microphone?.ended('audio/worker-dead');
  }
}
