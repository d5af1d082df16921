import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { AudioEvent, AudioSettings } from '../../firmware-bridge/audio/audio-messages.ts';
import type { MixerLink, OpenMixer } from '../../firmware-bridge/audio/mixer-link.ts';
import type { Clock } from '../../src/ports/clock.ts';

const FIRST_RESTART_MS = 500;
const LAST_RESTART_MS = 30_000;

/** Who hears of each mixer the supervisor runs. */
export interface MixerSupervisorListener {
  /** A fresh mixer is there and knows nothing yet. */
  opened(mixer: MixerLink): void;
  event(event: AudioEvent): void;
  died(reason: string): void;
}

/** Keeps one mixer running: starts it anew, with growing waits, when its thread dies. */
export class MixerSupervisor {
  readonly #open: OpenMixer;
  readonly #settings: AudioSettings;
  readonly #clock: Clock;
  readonly #listener: MixerSupervisorListener;
  #mixer: MixerLink | undefined;
  #running = false;
  #waitMs = FIRST_RESTART_MS;
  #cancel: () => void = () => {};

  constructor(open: OpenMixer, settings: AudioSettings, clock: Clock, listener: MixerSupervisorListener) {
    this.#open = open;
    this.#settings = settings;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** @throws AudioError `audio/not-started`, `audio/worker-dead` */
  get mixer(): MixerLink {
    if (this.#mixer !== undefined) return this.#mixer;
    throw new AudioError(this.#running ? 'audio/worker-dead' : 'audio/not-started', 'there is no mixer');
  }

  get there(): boolean {
    return this.#mixer !== undefined;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#begin();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel();
    const mixer = this.#mixer;
    this.#mixer = undefined;
    await mixer?.close();
  }

  #begin(): void {
    const mixer = this.#open(
      this.#settings,
      {
        event: (event) => {
          if (event.type === 'level') this.#waitMs = FIRST_RESTART_MS;
          this.#listener.event(event);
        },
        died: (reason) => this.#died(reason),
      },
      this.#clock,
    );
    this.#mixer = mixer;
    this.#listener.opened(mixer);
  }

  #died(reason: string): void {
    if (!this.#running) return;
    this.#mixer = undefined;
    this.#listener.died(reason);
    this.#cancel = this.#clock.after(this.#waitMs, () => this.#begin());
    this.#waitMs = Math.min(LAST_RESTART_MS, this.#waitMs * 2);
  }
}
