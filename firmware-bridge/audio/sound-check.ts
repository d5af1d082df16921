import type { HeardAtAmplifier } from './live-messages.ts';
import { dbToGain } from './pcm-format.ts';

/** A window of the mixer is speech when it is louder than this. */
const SPEECH = dbToGain(-40);
/** What the mixer renders is heard at the amplifier within so many windows: its lead, two cards, the room. */
const LATE_WINDOWS = 6;
/** With less speech than this nothing can be said. */
const LEAST_SPEECH_WINDOWS = 5;
/** Sound in this share of the speech is sound: a word is lost in a busy monitor, not a sentence. */
const HEARD_SHARE = 0.5;

/** Compares what was sent with what came back, level by level: whether there was sound while there was speech. */
export class SoundCheck {
  readonly #threshold: number;
  readonly #windows: { readonly speech: boolean; readonly back: number | undefined }[] = [];

  /** @param thresholdDb what the amplifier's monitor output exceeds when it plays, dB of full scale */
  constructor(thresholdDb: number) {
    this.#threshold = dbToGain(thresholdDb);
  }

  /** One window of 100 ms. @param sent peak of the voice, 0–1 @param back peak of what came back meanwhile; undefined: nothing came at all */
  add(sent: number, back: number | undefined): void {
    this.#windows.push({ speech: sent > SPEECH, back });
  }

  verdict(): HeardAtAmplifier {
    const speech = this.#windows.flatMap(({ speech: said }, at) => (said ? [at] : []));
    const listened = speech.filter((at) => this.#after(at).some((back) => back !== undefined));
    if (listened.length < LEAST_SPEECH_WINDOWS || listened.length < speech.length / 2) return 'no-check';
    const heard = listened.filter((at) => this.#after(at).some((back) => (back ?? 0) > this.#threshold));
    return heard.length >= listened.length * HEARD_SHARE ? 'heard' : 'not-heard';
  }

  #after(at: number): (number | undefined)[] {
    return this.#windows.slice(at, at + LATE_WINDOWS + 1).map(({ back }) => back);
  }
}
