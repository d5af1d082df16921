import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { MixerLink } from '../../firmware-bridge/audio/mixer-link.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Announcement, AnnouncementPart, ReadAloud } from '../../src/ports/public-address.ts';
import type { DeviceHealthHolder } from '../device-health.ts';
import { type AnnouncementPlan, planAnnouncement, type Sound } from './announcement-plan.ts';
import { type ClipShelf, loadClip } from './clip-shelf.ts';
import { publicAddressSentence } from './public-address-sentences.ts';
import type { Recordings } from './recordings.ts';
import { type SpeechSources, SpeechStore } from './speech-store.ts';

type Part<Kind extends AnnouncementPart['kind']> = Extract<AnnouncementPart, { kind: Kind }>;

/** What an announcement is made ready for: the air, a look at it, or listening at the desk, where nothing stands in for words. */
export type Purpose = 'air' | 'ahead' | 'desk';

/** Always there: the product composes it. */
const LAST_RESORT = 'attention';
/** An engine that failed so lately is not waited for once more on the air. */
const TROUBLE_LASTS_MS = 30_000;
const PATIENCE_IN_TROUBLE_MS = 1_000;

/** Makes announcements ready: reads them aloud, has them spoken once, fetches recordings, and puts a recording where words cannot be said. */
export class Speaker {
  readonly #shelf: ClipShelf;
  readonly #speech: SpeechStore;
  readonly #recordings: Recordings;
  readonly #health: DeviceHealthHolder;
  readonly #clock: Pick<Clock, 'monotonicMs' | 'after'>;
  #readAloud: ReadAloud = (text) => [{ text }];
  #trouble: { readonly error: AudioError; readonly atMs: number } | undefined;
  #planned = 0;

  constructor(
    shelf: ClipShelf,
    sources: Pick<SpeechSources, 'engine' | 'phrases' | 'cache'>,
    recordings: Recordings,
    health: DeviceHealthHolder,
    clock: Pick<Clock, 'monotonicMs' | 'after'>,
  ) {
    this.#shelf = shelf;
    this.#recordings = recordings;
    this.#health = health;
    this.#clock = clock;
    this.#speech = new SpeechStore(shelf, {
      ...sources,
      spoke: () => this.#spoke(),
      failed: (error) => this.#failed(error),
      phrasesRead: (error) => {
        const code = 'recording/phrases';
        if (error === undefined) health.clear(code);
        else health.raise({ code, weight: 'soon', says: publicAddressSentence(code, error.message) });
      },
    });
  }

  readBy(reading: ReadAloud): void {
    this.#readAloud = reading;
  }

  /** @throws AudioError; for the desk also `speech/…` and `recording/…`, which elsewhere stand in the timeline as `unsaid` */
  async plan(announcement: Announcement, mixer: MixerLink, purpose: Purpose): Promise<AnnouncementPlan> {
    const token = `${announcement.id} ${++this.#planned}`;
    const plan = await planAnnouncement(announcement, token, {
      speech: (part) => this.#say(part, mixer, purpose),
      recording: (part) => this.#play(part, mixer, purpose),
    });
    this.#shelf.trim(mixer, plan.clips);
    return plan;
  }

  /** The mixer is a new one, or the engine is. */
  forget(): void {
    this.#shelf.forget();
    this.#trouble = undefined;
  }

  async #say(part: Part<'speech'>, mixer: MixerLink, purpose: Purpose): Promise<Sound> {
    const { text, language, cacheable = false } = part;
    const spoken = part.spoken ?? this.#readAloud(text, language);
    const made = this.#speech.ready({ words: spoken, language, cacheable }, mixer);
    try {
      return { ...(await (purpose === 'air' ? this.#patiently(made) : made)), spoken };
    } catch (error) {
      const unsaid = standsIn(error, 'speech/', purpose);
      return { ...(await this.#instead([part.fallback, `fallback-${language}`], mixer)), spoken, unsaid };
    }
  }

  async #play({ recording, fallback }: Part<'recording'>, mixer: MixerLink, purpose: Purpose): Promise<Sound> {
    try {
      return await this.#load(recording, mixer);
    } catch (error) {
      const unsaid = standsIn(error, 'recording/', purpose);
      return { ...(await this.#instead([fallback], mixer)), unsaid };
    }
  }

  /** The first of these recordings that can be played. */
  async #instead(ids: readonly (string | undefined)[], mixer: MixerLink): Promise<Sound> {
    for (const id of ids) {
      if (id === undefined) continue;
      const sound = await this.#load(id, mixer).catch((error: unknown) => void standsIn(error, 'recording/', 'air'));
      if (sound !== undefined) return sound;
    }
    return this.#load(LAST_RESORT, mixer);
  }

  async #load(id: string, mixer: MixerLink): Promise<Sound> {
    let failure = new AudioError('recording/unknown', `there is no recording ${id}`, { retryable: false });
    for (const { key: clip, source } of await this.#recordings.find(id)) {
      try {
        return { clip, frames: await this.#shelf.ready(clip, () => loadClip(mixer, clip, source)), recording: id };
      } catch (error) {
        if (!(error instanceof AudioError) || !error.code.startsWith('recording/')) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  /** On the air nobody waits a whole deadline again for an engine that has just failed. */
  async #patiently<T>(made: Promise<T>): Promise<T> {
    const trouble = this.#trouble;
    if (trouble === undefined || this.#clock.monotonicMs() - trouble.atMs > TROUBLE_LASTS_MS) return made;
    let cancel = () => {};
    const tooLate = new Promise<never>((_, reject) => {
      cancel = this.#clock.after(PATIENCE_IN_TROUBLE_MS, () => reject(trouble.error));
    });
    return Promise.race([made, tooLate]).finally(cancel);
  }

  #spoke(): void {
    this.#trouble = undefined;
    this.#health.clearAll('speech/');
  }

  #failed(error: AudioError): void {
    this.#trouble = { error, atMs: this.#clock.monotonicMs() };
    this.#health.raise({ code: error.code, says: publicAddressSentence(error.code), replaces: 'speech/' });
    this.#health.count('speechFailures');
  }
}

/** Why words are not said, when a recording may be heard in their place; anything else is thrown on. */
function standsIn(error: unknown, trouble: 'speech/' | 'recording/', purpose: Purpose): string {
  const may = purpose !== 'desk' && error instanceof AudioError && error.code !== 'speech/empty';
  if (may && error.code.startsWith(trouble)) return error.code;
  throw error;
}
