import { Worker } from 'node:worker_threads';
import { childEntry } from '../child-entry.ts';
import type { Timers } from '../timers.ts';
import { AudioEngine } from './audio-engine.ts';
import { AudioError } from './audio-error.ts';
import type { AudioAnswer, AudioCommand, AudioEvent, AudioRequest, AudioSettings } from './audio-messages.ts';

/** The owner's end of a running mixer. */
export interface MixerLink {
  /** @throws AudioError with the code of the refusal, `audio/worker-dead` when the mixer is gone */
  ask(request: AudioRequest): Promise<AudioAnswer>;
  /** Time has moved on by this many frames (only with `pace: 'owner'`). */
  tick(frames: number): void;
  /** Closes sink and files and ends the mixer. */
  close(): Promise<void>;
}

/** Who hears what the mixer tells by itself. */
export interface MixerListener {
  event(event: AudioEvent): void;
  /** The mixer is gone though nobody closed it. */
  died(reason: string): void;
}

/** Starts a mixer: in its own thread, or in this one for tests. */
export type OpenMixer = (settings: AudioSettings, listener: MixerListener, timers: Timers) => MixerLink;

const CLOSE_DEADLINE_MS = 2_000;
/** A thread that does not answer so long hangs, and is ended: the demo track, its longest work, takes some seconds on a Pi 3. */
const ANSWER_DEADLINE_MS = 60_000;

/** Starts the mixer in its own thread. Returns at once; what is asked meanwhile waits. */
export const openMixerWorker: OpenMixer = (settings, listener, timers) => {
  const worker = new Worker(childEntry(import.meta.url, './mixer-worker'), { workerData: settings, name: 'mixer' });
  const calls = new Calls((command) => worker.postMessage(command));
  let closing = false;
  let failure = 'the mixer thread ended';
  worker.on('message', (event: AudioEvent) => {
    if (!calls.settle(event)) listener.event(event);
  });
  worker.on('error', (error) => {
    failure = error.message;
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      calls.abandon(failure);
      if (!closing) listener.died(failure);
      resolve();
    });
  });
  return {
    async ask(request) {
      const cancel = timers.after(ANSWER_DEADLINE_MS, () => {
        failure = `the mixer thread did not answer ${request.type} in ${ANSWER_DEADLINE_MS} ms`;
        void worker.terminate();
      });
      return calls.ask(request).finally(cancel);
    },
    tick: (frames) => worker.postMessage({ type: 'tick', frames } satisfies AudioCommand),
    async close() {
      closing = true;
      const cancel = timers.after(CLOSE_DEADLINE_MS, () => void worker.terminate());
      await calls.ask({ type: 'close' }).catch(() => undefined);
      cancel();
      await worker.terminate();
      await exited;
    },
  };
};

/** The same mixer without a thread, for tests that turn the clock themselves. */
export const openMixerInProcess: OpenMixer = (settings, listener, timers) => {
  const calls = new Calls((command) => engine.take(command));
  const engine = new AudioEngine(settings, timers, (event) => {
    if (!calls.settle(event)) listener.event(event);
  });
  return {
    ask: (request) => calls.ask(request),
    tick: (frames) => engine.take({ type: 'tick', frames }),
    close: async () => {
      await calls.ask({ type: 'close' });
    },
  };
};

/** Questions on their way, by number. */
class Calls {
  readonly #send: (command: AudioCommand) => void;
  readonly #open = new Map<number, { resolve(value: AudioAnswer): void; reject(error: AudioError): void }>();
  #last = 0;
  #gone: string | undefined;

  constructor(send: (command: AudioCommand) => void) {
    this.#send = send;
  }

  ask(request: AudioRequest): Promise<AudioAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(new AudioError('audio/worker-dead', this.#gone));
      const id = ++this.#last;
      this.#open.set(id, { resolve, reject });
      this.#send({ type: 'request', id, request });
    });
  }

  /** Takes an answer; false for everything else. */
  settle(event: AudioEvent): boolean {
    if (event.type !== 'answered' && event.type !== 'refused') return false;
    const call = this.#open.get(event.id);
    this.#open.delete(event.id);
    if (event.type === 'answered') call?.resolve(event.value);
    else call?.reject(new AudioError(event.code, event.message, { retryable: event.retryable }));
    return true;
  }

  abandon(reason: string): void {
    this.#gone = reason;
    for (const call of this.#open.values()) call.reject(new AudioError('audio/worker-dead', reason));
    this.#open.clear();
  }
}
