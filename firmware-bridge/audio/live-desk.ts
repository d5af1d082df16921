import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';
import type { AudioEvent, AudioSettings, ProgrammePlan } from './audio-messages.ts';
import { LineIn } from './line-in.ts';
import type { LiveRequest } from './live-messages.ts';
import { Microphone } from './microphone.ts';
import type { Mixer, MixerEvent } from './mixer.ts';
import { msToFrames, SAMPLE_RATE } from './pcm-format.ts';
import type { LiveInput } from './programme.ts';
import { Take } from './take.ts';
import { encodeWav } from './wav.ts';

/** Held back between two cards; a word is heard this much later. */
const CARD_DELAY_MS = 30;
/** A mixer without a card renders in steps of 50 ms and more. */
const BENCH_DELAY_MS = 150;
/** A microphone that was opened for a programme which never came is closed again. */
const UNUSED_MS = 5_000;
/** A recording comes up and goes down in this time: without a click. */
const FADE_FRAMES = msToFrames(5);

/** The microphone side of the engine: live on the air, recording at the desk, and the ear at the amplifier. */
export class LiveDesk {
  readonly #timers: Timers;
  readonly #post: (event: AudioEvent) => void;
  readonly #microphone: Microphone;
  readonly #lineIn: LineIn | undefined;
  #mixer: Mixer | undefined;
  /** The programme the microphone is open for; `undefined` while it is waited for. */
  #use: { id: string | undefined } | undefined;
  #take: Take | undefined;
  #cancelUnused: () => void = () => {};

  constructor(settings: AudioSettings, timers: Timers, post: (event: AudioEvent) => void) {
    this.#timers = timers;
    this.#post = post;
    const delayMs = settings.pace === 'card' ? CARD_DELAY_MS : BENCH_DELAY_MS;
    this.#microphone = new Microphone(settings.microphone, timers, delayMs, {
      fault: (code, active, detail) => post({ type: 'fault', code, active, detail }),
      lost: (code) => {
        if (this.#use?.id !== undefined) this.#mixer?.stop(code);
        this.#use = undefined;
        if (this.#take !== undefined) post({ type: 'takeEnded', code });
      },
    });
    this.#lineIn = settings.lineIn === undefined ? undefined : new LineIn(settings.lineIn, timers, post);
    this.#microphone.look();
  }

  /** What a live part is heard from. */
  get input(): LiveInput {
    return {
      begin: () => this.#microphone.begin(),
      read: (out) => this.#microphone.read(out),
    };
  }

  /** The mixer that hears it. */
  feed(mixer: Mixer): void {
    this.#mixer = mixer;
  }

  async answer(request: LiveRequest): Promise<Uint8Array | undefined> {
    switch (request.type) {
      case 'openMicrophone':
        await this.#open();
        return undefined;
      case 'endLive':
        this.#mixer?.endLive();
        return undefined;
      case 'startTake':
        await this.#startTake(request.limitFrames);
        return undefined;
      case 'endTake':
        return this.#endTake();
      case 'troubleMicrophone':
        this.#microphone.setTrouble(request.trouble);
        return undefined;
      case 'amplifierOff':
        this.#lineIn?.setAmplifierOff(request.off);
        return undefined;
    }
  }

  /** A programme goes on the air now. @throws AudioError `microphone/…` when it has a live part and the microphone is not open for it */
  airs(plan: ProgrammePlan): void {
    if (!plan.round.some(({ kind }) => kind === 'live')) return;
    if (this.#use === undefined || !this.#microphone.open)
      throw new AudioError('microphone/dead', 'the microphone is not open');
    this.#cancelUnused();
    this.#use = { id: plan.id };
  }

  /** The mixer tells. */
  mixed(event: MixerEvent): void {
    this.#lineIn?.mixed(event);
    if (event.type === 'airEnded' && this.#use?.id === event.id) this.#closeUse();
    if (event.type === 'level' && this.#use?.id !== undefined) this.#tellCounters();
  }

  /** What goes to the loudspeakers. */
  rendered(out: Int16Array): void {
    this.#lineIn?.rendered(out);
  }

  close(): void {
    this.#cancelUnused();
    this.#microphone.end();
    this.#lineIn?.close();
  }

  async #open(): Promise<void> {
    const waiting = this.#use !== undefined && this.#use.id === undefined && this.#microphone.open;
    if (!waiting) {
      await this.#microphone.start();
      this.#use = { id: undefined };
    }
    this.#cancelUnused();
    this.#cancelUnused = this.#timers.after(UNUSED_MS, () => {
      if (this.#use !== undefined && this.#use.id === undefined) this.#closeUse();
    });
  }

  #closeUse(): void {
    this.#use = undefined;
    this.#microphone.close();
  }

  async #startTake(limitFrames: number): Promise<void> {
    const take = new Take(limitFrames, {
      level: (peak, frames) => this.#post({ type: 'takeLevel', peak, frames }),
      full: () => {
        this.#microphone.close();
        this.#post({ type: 'takeEnded' });
      },
    });
    await this.#microphone.start((pcm) => take.add(pcm));
    this.#take = take;
  }

  #endTake(): Uint8Array {
    const take = this.#take;
    if (take === undefined) throw new AudioError('take/none', 'nothing is being recorded');
    this.#take = undefined;
    this.#microphone.close();
    const sound = take.whole();
    for (let at = 0; at < FADE_FRAMES && at < sound.length; at++) {
      const last = sound.length - 1 - at;
      sound[at] = Math.round(((sound[at] ?? 0) * at) / FADE_FRAMES);
      sound[last] = Math.round(((sound[last] ?? 0) * at) / FADE_FRAMES);
    }
    return encodeWav(sound, SAMPLE_RATE, 1);
  }

  #tellCounters(): void {
    const { dryFrames, droppedFrames, delayFrames } = this.#microphone;
    this.#post({ type: 'counter', name: 'microphoneDelayFrames', value: delayFrames });
    if (dryFrames > 0) this.#post({ type: 'counter', name: 'microphoneDryFrames', value: dryFrames });
    if (droppedFrames > 0) this.#post({ type: 'counter', name: 'microphoneDroppedFrames', value: droppedFrames });
  }
}
