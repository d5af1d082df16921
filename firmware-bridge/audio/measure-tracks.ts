import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { childEntry } from '../child-entry.ts';
import { LoudnessMeter } from './loudness.ts';
import type { TrackLoudness } from './music-messages.ts';
import { decodeFile } from './track.ts';

/** What came of measuring one file. */
export type Measurement =
  | (TrackLoudness & { readonly seconds: number })
  | {
      readonly path: string;
      readonly bytes: number;
      readonly changedMs: number;
      /** Why it cannot be played. */
      readonly unreadable: string;
    };

/** Measures files one after the other; `done` comes once, also when it could not go on. */
export type MeasureTracks = (
  paths: readonly string[],
  listener: { measured(one: Measurement): void; done(): void },
) => { stop(): Promise<void> };

/** Hears a whole file in small steps. A file that is gone or replaced meanwhile gives the figures of what was read. */
export async function measureTrack(path: string): Promise<Measurement> {
  const file = await stat(path).catch(() => undefined);
  const which = { path, bytes: file?.size ?? 0, changedMs: file?.mtimeMs ?? 0 };
  let meter: { readonly rate: number; readonly of: LoudnessMeter } | undefined;
  let frames = 0;
  try {
    for await (const { channelData, sampleRate } of decodeFile(path)) {
      // As it is played: one channel is doubled, of more than two the first two are heard.
      const [left, right = left] = channelData;
      if (left === undefined || right === undefined || left.length === 0) continue;
      meter ??= { rate: sampleRate, of: new LoudnessMeter(sampleRate, 2) };
      meter.of.push([left, right]);
      frames += left.length;
    }
  } catch (error) {
    return { ...which, unreadable: error instanceof Error ? error.message : String(error) };
  }
  const loudness = meter?.of.result();
  if (meter === undefined || loudness === undefined || loudness.peakDb === Number.NEGATIVE_INFINITY)
    return { ...which, unreadable: 'no sound in it' };
  return { ...which, ...loudness, seconds: frames / meter.rate };
}

/** Measures in a thread of its own, which gives way to everything else on the machine. */
export const measureInWorker: MeasureTracks = (paths, listener) => {
  const worker = new Worker(childEntry(import.meta.url, './loudness-worker'), { workerData: paths, name: 'loudness' });
  let stopped = false;
  worker.on('message', (one: Measurement) => {
    if (!stopped) listener.measured(one);
  });
  // What it could not do is tried again at the next look.
  worker.on('error', () => {});
  worker.on('exit', () => {
    if (!stopped) listener.done();
  });
  return {
    async stop() {
      stopped = true;
      await worker.terminate();
    },
  };
};

/** The same without a thread, for tests. */
export const measureInProcess: MeasureTracks = (paths, listener) => {
  let stopped = false;
  const run = async () => {
    for (const path of paths) {
      if (stopped) return;
      const one = await measureTrack(path);
      if (!stopped) listener.measured(one);
    }
    if (!stopped) listener.done();
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
};
