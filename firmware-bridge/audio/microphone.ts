import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';
import { type Capture, type CaptureSettings, openCapture } from './capture.ts';
import { HighPass } from './high-pass.ts';
import { JitterBuffer } from './jitter-buffer.ts';
import { dbToGain, FULL_SCALE, msToFrames } from './pcm-format.ts';

/** Troubles of the microphone; the codes are stable. */
export type MicrophoneFaultCode = 'microphone/dead' | 'microphone/hangs' | 'microphone/silent';

/** What the microphone tells about itself. */
export interface MicrophoneReport {
  fault(code: MicrophoneFaultCode, active: boolean, detail: string): void;
  /** It was open, and is gone. */
  lost(code: MicrophoneFaultCode): void;
}

/** What the bench can do to it. */
export type MicrophoneTrouble = 'dead' | 'hangs' | 'silent';

/** arecord has opened its card by then, or never will. */
const FIRST_SOUND_MS = 1_500;
/** An open card that tells nothing for so long hangs. */
const STALLED_MS = 600;
const CATCH_UP_MS = 50;
/** A microphone that is plugged in again is found as soon as every other device. */
const LOOK_AGAIN_MS = 5_000;
const TRIES = 3;
const TRY_AGAIN_MS = 80;
/** Quieter than any room: a switch on the microphone is off, or its cable is out. */
const NO_ROOM = FULL_SCALE * dbToGain(-72);
const SILENT_FRAMES = msToFrames(3_000);

/**
 * The desk's microphone. Its card is opened for each use and closed after it, so that it can neither feed back nor overhear; while it
 * does not work it is tried again every five seconds.
 */
export class Microphone {
  readonly #settings: CaptureSettings | undefined;
  readonly #timers: Timers;
  readonly #report: MicrophoneReport;
  readonly #buffer: JitterBuffer;
  #highPass = new HighPass();
  #capture: Capture | undefined;
  #opening: { resolve(): void; reject(error: AudioError): void } | undefined;
  #listener: ((pcm: Int16Array) => void) | undefined;
  #cancelWatch: () => void = () => {};
  #cancelLook: () => void = () => {};
  #cancelTry: () => void = () => {};
  #looking = false;
  #triesLeft = 0;
  /** Why it has ended while it was being opened. */
  #complaint: string | undefined;
  #trouble: MicrophoneTrouble | undefined;
  #fault: MicrophoneFaultCode | undefined;
  #silentFrames = 0;
  #silentTold = false;
  #droppedBefore = 0;

  /** @param delayMs sound held back to bridge unevenness */
  constructor(settings: CaptureSettings | undefined, timers: Timers, delayMs: number, report: MicrophoneReport) {
    this.#settings = settings;
    this.#timers = timers;
    this.#report = report;
    this.#buffer = new JitterBuffer(msToFrames(delayMs));
  }

  get open(): boolean {
    return this.#capture !== undefined && this.#opening === undefined;
  }
  get busy(): boolean {
    return this.#capture !== undefined;
  }
  /** Frames between the card and the mixer now. */
  get delayFrames(): number {
    return this.#buffer.held;
  }
  get dryFrames(): number {
    return this.#buffer.dryFrames;
  }
  /** Of what was said since {@link begin}. */
  get droppedFrames(): number {
    return this.#buffer.droppedFrames - this.#droppedBefore;
  }

  /** Whether it works is known before somebody needs it. */
  look(): void {
    if (this.#settings === undefined || this.busy) return;
    this.#looking = true;
    this.#begin().then(
      () => this.close(),
      () => undefined,
    );
  }

  /**
   * Opens it; resolves with the first sound.
   * @throws AudioError `microphone/none`, `microphone/busy`, `microphone/dead`, `microphone/hangs`
   */
  start(listener?: (pcm: Int16Array) => void): Promise<void> {
    if (this.#settings === undefined)
      return Promise.reject(new AudioError('microphone/none', 'no microphone is configured', { retryable: false }));
    if (this.busy && !this.#looking)
      return Promise.reject(new AudioError('microphone/busy', 'the microphone is in use'));
    this.#listener = listener;
    // Being opened to see whether it works already: who needs it takes it over.
    if (this.#looking) {
      this.#looking = false;
      return this.#opened();
    }
    return this.#begin();
  }

  #begin(): Promise<void> {
    this.#cancelLook();
    this.#buffer.clear();
    this.#highPass = new HighPass();
    this.#silentFrames = 0;
    this.#triesLeft = TRIES;
    this.#complaint = undefined;
    this.#capture = this.#openCapture();
    this.#watch(FIRST_SOUND_MS);
    return this.#opened();
  }

  #opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#opening = { resolve, reject };
    });
  }

  /** Fills `out` with what is said now; silence where nothing has come. */
  read(out: Int16Array): void {
    this.#buffer.read(out);
  }

  /** Begins with what is said now: what has gathered is old. */
  begin(): void {
    this.#buffer.trim();
    this.#droppedBefore = this.#buffer.droppedFrames;
  }

  close(): void {
    this.#cancelWatch();
    this.#capture?.close();
    this.#capture = undefined;
    this.#listener = undefined;
    this.#looking = false;
    this.#cancelTry();
    this.#opening?.reject(new AudioError('microphone/closed', 'closed before it was open'));
    this.#opening = undefined;
  }

  /** For good. */
  end(): void {
    this.#cancelLook();
    this.close();
  }

  /** For the bench. */
  setTrouble(trouble: MicrophoneTrouble | undefined): void {
    this.#trouble = trouble;
    if (trouble === 'dead' && this.busy) this.#lose('microphone/dead', 'switched off at the bench');
    else if (!this.busy && trouble !== 'silent') {
      this.#cancelLook();
      this.look();
    }
  }

  #openCapture(): Capture {
    if (this.#settings === undefined || this.#trouble === 'dead') {
      const cancel = this.#timers.after(0, () => this.#lose('microphone/dead', 'switched off at the bench'));
      return { close: cancel };
    }
    let current = true;
    const capture = openCapture(this.#settings, this.#timers, {
      samples: (pcm) => {
        if (current && this.#trouble !== 'hangs') this.#heard(pcm);
      },
      lost: (reason) => {
        if (current) this.#ended(reason);
      },
    });
    return {
      close() {
        current = false;
        capture.close();
      },
    };
  }

  #heard(pcm: Int16Array): void {
    if (this.#trouble === 'silent') pcm.fill(0);
    this.#complaint = undefined;
    this.#watch(STALLED_MS);
    this.#mend();
    this.#listenForRoom(pcm);
    this.#highPass.filter(pcm);
    this.#buffer.push(pcm);
    this.#listener?.(pcm);
    this.#opening?.resolve();
    this.#opening = undefined;
  }

  #listenForRoom(pcm: Int16Array): void {
    const silent = pcm.every((sample) => Math.abs(sample) <= NO_ROOM);
    this.#silentFrames = silent ? this.#silentFrames + pcm.length : 0;
    const tell = this.#silentFrames >= SILENT_FRAMES;
    if (tell === this.#silentTold || (silent && !tell)) return;
    this.#silentTold = tell;
    this.#report.fault('microphone/silent', tell, '');
  }

  /** A card that was let go of a moment ago may still be taken: it is tried again before it is called dead. */
  #ended(reason: string): void {
    if (this.#opening === undefined || this.#triesLeft <= 0) {
      this.#lose('microphone/dead', reason);
      return;
    }
    this.#triesLeft--;
    this.#complaint = reason;
    this.#cancelTry = this.#timers.after(TRY_AGAIN_MS, () => {
      this.#capture = this.#openCapture();
    });
  }

  #watch(withinMs: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#timers.after(withinMs, () => {
      // A thread that was held up itself hears first what has come meanwhile.
      this.#cancelWatch = this.#timers.after(CATCH_UP_MS, () => {
        if (this.#complaint === undefined) this.#lose('microphone/hangs', `no sound in ${withinMs} ms`);
        else this.#lose('microphone/dead', this.#complaint);
      });
    });
  }

  #lose(code: MicrophoneFaultCode, reason: string): void {
    const opening = this.#opening;
    this.#opening = undefined;
    this.close();
    this.#mend(code);
    this.#fault = code;
    this.#report.fault(code, true, reason);
    this.#cancelLook = this.#timers.after(LOOK_AGAIN_MS, () => this.look());
    if (opening !== undefined) opening.reject(new AudioError(code, reason));
    else this.#report.lost(code);
  }

  #mend(but?: MicrophoneFaultCode): void {
    if (this.#fault === undefined || this.#fault === but) return;
    this.#report.fault(this.#fault, false, '');
    this.#fault = undefined;
  }
}
