import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import type { SpeechEngine } from '../../firmware-bridge/audio/speech-engine.ts';
import type { Announcement, ReadAloud, SpokenPiece } from '../../src/ports/public-address.ts';
import type { createHealth } from '../device-health.ts';
import { type AnnouncementPlan, planAnnouncement } from './announcement-plan.ts';
import { publicAddressSentence } from './public-address-sentences.ts';
import { SpeechStore } from './speech-store.ts';

/** Makes announcements ready: reads them aloud, has them spoken once, and shows what is wrong with the engine. */
export class Speaker {
  readonly #store: SpeechStore;
  readonly #health: ReturnType<typeof createHealth>;
  #readAloud: ReadAloud = (text) => [{ text }];
  #planned = 0;

  constructor(engine: SpeechEngine, health: ReturnType<typeof createHealth>) {
    this.#store = new SpeechStore(engine);
    this.#health = health;
  }

  readBy(reading: ReadAloud): void {
    this.#readAloud = reading;
  }

  /** @throws AudioError `speech/…` */
  async plan(announcement: Announcement, mixer: MixerLink): Promise<AnnouncementPlan> {
    const token = `${announcement.id} ${++this.#planned}`;
    const plan = await planAnnouncement(announcement, token, this.#readAloud, (words, language) =>
      this.#spoken(words, language, mixer),
    );
    this.#store.trim(mixer, plan.clips);
    return plan;
  }

  /** The mixer is a new one, or the engine is. */
  forget(): void {
    this.#store.forget();
  }

  async #spoken(words: readonly SpokenPiece[], language: 'zh' | 'en', mixer: MixerLink): Promise<number> {
    try {
      const frames = await this.#store.ready(words, language, mixer);
      this.#health.clearAll('speech/');
      return frames;
    } catch (error) {
      // An empty text is the asker's mistake; everything else is an engine that does not work.
      if (error instanceof AudioError && error.code.startsWith('speech/') && error.code !== 'speech/empty') {
        this.#health.raise({ code: error.code, says: publicAddressSentence(error.code), replaces: 'speech/' });
        this.#health.count('speechFailures');
      }
      throw error;
    }
  }
}
