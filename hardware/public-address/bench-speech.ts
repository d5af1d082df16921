import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import { SAMPLE_RATE } from '../../firmware-bridge/audio/pcm-format.ts';
import type { SpeechEngine, SpeechLanguage } from '../../firmware-bridge/audio/speech-engine.ts';
import type { SpeechPiece } from '../../firmware-bridge/audio/speech-words.ts';
import { encodeWav } from '../../firmware-bridge/audio/wav.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** What a speech program can do wrong at the bench; where several are switched on the first one counts. */
export const speechFaults = ['speech-dead', 'speech-hangs', 'speech-silent', 'speech-slow'] as const;
export type SpeechFault = (typeof speechFaults)[number];

/** A long sentence on a slow computer; still within every deadline. */
const slowMs = 5_000;
const silence = encodeWav(new Int16Array(SAMPLE_RATE), SAMPLE_RATE, 1);

/** A speech engine that can be made to fail in the ways real programs do. */
export class BenchSpeech implements SpeechEngine {
  readonly active = new Set<SpeechFault>();
  readonly #engine: SpeechEngine;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #deadlineMs: number;

  /** @param deadlineMs after this a program that hangs is ended */
  constructor(engine: SpeechEngine, clock: Pick<Clock, 'after'>, deadlineMs: number) {
    this.#engine = engine;
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  get name(): string {
    return this.#engine.name;
  }

  async speak(words: readonly SpeechPiece[], language: SpeechLanguage): Promise<Uint8Array> {
    switch (speechFaults.find((fault) => this.active.has(fault))) {
      case 'speech-dead':
        throw new AudioError('speech/failed', 'switched off at the bench');
      case 'speech-hangs':
        await this.#wait(this.#deadlineMs);
        throw new AudioError('speech/deadline', `no speech in ${this.#deadlineMs} ms, as switched on at the bench`);
      case 'speech-silent':
        return silence;
      case 'speech-slow':
        await this.#wait(slowMs);
        return this.#engine.speak(words, language);
      case undefined:
        return this.#engine.speak(words, language);
    }
  }

  #wait(ms: number): Promise<void> {
    return new Promise((done) => {
      this.#clock.after(ms, done);
    });
  }
}
