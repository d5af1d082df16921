import type { Timers } from '../timers.ts';
import { type Capture, type CaptureSettings, openCapture } from './capture.ts';
import type { LiveEvent, LiveFaultCode } from './live-messages.ts';
import type { MixerEvent } from './mixer.ts';
import { FULL_SCALE } from './pcm-format.ts';
import { SoundCheck } from './sound-check.ts';

/** Where the amplifier's monitor output comes in. `loopback`: the mixer's own output, as at the bench. */
export type LineInSettings = {
  readonly capture: CaptureSettings | { readonly kind: 'loopback' };
  /** What it exceeds when the amplifier plays, dB of full scale. */
  readonly thresholdDb: number;
};

type LineInTells =
  | LiveEvent
  | { readonly type: 'fault'; readonly code: LiveFaultCode; readonly active: boolean; readonly detail: string };

/** The ear at the amplifier: listens while something is on the air, and says whether there was sound. */
export class LineIn {
  readonly #settings: LineInSettings;
  readonly #timers: Timers;
  readonly #post: (event: LineInTells) => void;
  #checks: { readonly id: string; readonly check: SoundCheck; windowsLeft: number | undefined }[] = [];
  #capture: Capture | undefined;
  #back: number | undefined;
  #amplifierOff = false;
  #dead = false;

  constructor(settings: LineInSettings, timers: Timers, post: (event: LineInTells) => void) {
    this.#settings = settings;
    this.#timers = timers;
    this.#post = post;
  }

  /** The mixer tells. */
  mixed(event: MixerEvent): void {
    if (event.type === 'airStarted') this.#begin(event.id);
    if (event.type === 'airEnded') this.#end(event.id);
    if (event.type === 'level') this.#window(event.voice);
  }

  /** What goes to the loudspeakers. */
  rendered(out: Int16Array): void {
    if (this.#settings.capture.kind === 'loopback' && this.#checks.length > 0 && !this.#amplifierOff) this.#heard(out);
    else if (this.#settings.capture.kind === 'loopback') this.#back ??= 0;
  }

  /** For the bench. */
  setAmplifierOff(off: boolean): void {
    this.#amplifierOff = off;
  }

  close(): void {
    this.#capture?.close();
    this.#capture = undefined;
    this.#checks = [];
  }

  #begin(id: string): void {
    const { capture, thresholdDb } = this.#settings;
    this.#checks.push({ id, check: new SoundCheck(thresholdDb), windowsLeft: undefined });
    if (capture.kind === 'loopback' || this.#capture !== undefined) return;
    this.#capture = openCapture(capture, this.#timers, {
      samples: (pcm) => {
        if (this.#dead) this.#post({ type: 'fault', code: 'line-in/dead', active: false, detail: '' });
        this.#dead = false;
        this.#heard(this.#amplifierOff ? new Int16Array(pcm.length) : pcm);
      },
      lost: (reason) => {
        this.#capture = undefined;
        this.#dead = true;
        this.#post({ type: 'fault', code: 'line-in/dead', active: true, detail: reason });
      },
    });
  }

  /** What was said last comes back a moment later. */
  #end(id: string): void {
    for (const one of this.#checks) if (one.id === id) one.windowsLeft = AFTER_WINDOWS;
  }

  #window(voice: number): void {
    const back = this.#back;
    this.#back = undefined;
    for (const one of this.#checks) {
      one.check.add(one.windowsLeft === undefined ? voice : 0, back);
      if (one.windowsLeft === undefined || --one.windowsLeft > 0) continue;
      this.#tell(one.id, one.check);
    }
    this.#checks = this.#checks.filter(({ windowsLeft }) => windowsLeft !== 0);
    if (this.#checks.length > 0 || this.#capture === undefined) return;
    this.#capture.close();
    this.#capture = undefined;
  }

  #tell(id: string, check: SoundCheck): void {
    const heard = check.verdict();
    this.#post({ type: 'soundChecked', id, heard });
    if (heard !== 'no-check')
      this.#post({ type: 'fault', code: 'audio/not-heard', active: heard === 'not-heard', detail: '' });
  }

  #heard(pcm: Int16Array): void {
    let peak = 0;
    for (const sample of pcm) peak = Math.max(peak, Math.abs(sample));
    this.#back = Math.max(this.#back ?? 0, peak / FULL_SCALE);
  }
}

/** Windows of 100 ms listened to after the end. */
const AFTER_WINDOWS = 7;
