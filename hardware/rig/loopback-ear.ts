import { spawn } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const DEVICE = 'hw:CARD=Device,DEV=1';
const SAMPLE_RATE = 48_000;
const CHANNELS = 2;
const BYTES_PER_FRAME = 2 * CHANNELS;
const FULL_SCALE = 32_768;
/** The recorder hands over this much at a time: what the moment of a sound is known to. */
const PERIOD_MS = 10;
/** 10 ms. */
const STEP_FRAMES = 480;
const LOOK_MS = 2;
const STARTS_WITHIN_MS = 10_000;

/** What came out of the loudspeakers. */
export interface Recording {
  readonly seconds: number;
  /** Wall-clock milliseconds of the first frame, to some {@link PERIOD_MS} ms. */
  readonly startedAtMs: number;
  /** Peak of one tone between two instants, in dB of full scale; `-Infinity` for silence. */
  toneDb(hz: number, fromS: number, toS: number): number;
  /**
   * How far a tone falls out of step between two neighbouring windows of {@link STEP_FRAMES}, in radians: 0 for one that never paused.
   * A gap turns it by its frames × hz ÷ 48,000.
   */
  stepOf(hz: number, fromS: number, toS: number): number;
  /** Loudest sample between two instants, in dB of full scale. */
  peakDb(fromS: number, toS: number): number;
}

/** Listens at the other side of the sound loop until stopped. */
export interface LoopbackEar {
  stop(): Promise<Recording>;
}

/** Starts to listen; resolves when it does. @param file where the samples are kept meanwhile */
export async function startEar(file: string): Promise<LoopbackEar> {
  const format = ['-t', 'raw', '-f', 'S16_LE', '-r', String(SAMPLE_RATE), '-c', String(CHANNELS)];
  const pace = [`--period-time=${PERIOD_MS * 1_000}`, `--buffer-time=${PERIOD_MS * 50_000}`];
  const recorder = spawn('arecord', ['-q', ...format, ...pace, '-D', DEVICE, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => recorder.once('exit', () => resolve()));
  const deadlineMs = performance.now() + STARTS_WITHIN_MS;
  while (bytesIn(file) === 0) {
    if (performance.now() > deadlineMs) throw new Error(`arecord hears nothing at ${DEVICE}`);
    await wait(LOOK_MS);
  }
  const startedAtMs = Date.now() - (bytesIn(file) / BYTES_PER_FRAME / SAMPLE_RATE) * 1_000;
  return {
    async stop() {
      recorder.kill('SIGINT');
      await gone;
      return recordingOf(readFileSync(file), startedAtMs);
    },
  };
}

function recordingOf(bytes: Buffer, startedAtMs: number): Recording {
  const frames = Math.floor(bytes.length / BYTES_PER_FRAME);
  const frameAt = (seconds: number): number => Math.min(frames, Math.max(0, Math.round(seconds * SAMPLE_RATE)));
  const sampleAt = (frame: number): number => bytes.readInt16LE(frame * BYTES_PER_FRAME) / FULL_SCALE;
  /** Through a Hann window: what else sounds does not leak in. */
  const phaseAt = (hz: number, from: number): number => {
    let cosine = 0;
    let sine = 0;
    for (let frame = from; frame < from + STEP_FRAMES; frame++) {
      const sample = sampleAt(frame) * (1 - Math.cos((2 * Math.PI * (frame - from)) / STEP_FRAMES));
      const turn = (2 * Math.PI * hz * frame) / SAMPLE_RATE;
      cosine += sample * Math.cos(turn);
      sine += sample * Math.sin(turn);
    }
    return Math.atan2(sine, cosine);
  };
  return {
    seconds: frames / SAMPLE_RATE,
    startedAtMs,
    toneDb(hz, fromS, toS) {
      const [from, to] = [frameAt(fromS), frameAt(toS)];
      let cosine = 0;
      let sine = 0;
      for (let frame = from; frame < to; frame++) {
        const sample = sampleAt(frame);
        const turn = (2 * Math.PI * hz * frame) / SAMPLE_RATE;
        cosine += sample * Math.cos(turn);
        sine += sample * Math.sin(turn);
      }
      return 20 * Math.log10((2 * Math.hypot(cosine, sine)) / (to - from));
    },
    stepOf(hz, fromS, toS) {
      let widest = 0;
      let last: number | undefined;
      for (let from = frameAt(fromS); from + STEP_FRAMES <= frameAt(toS); from += STEP_FRAMES) {
        const phase = phaseAt(hz, from);
        const turn = Math.abs(phase - (last ?? phase));
        widest = Math.max(widest, Math.min(turn, 2 * Math.PI - turn));
        last = phase;
      }
      return widest;
    },
    peakDb(fromS, toS) {
      let peak = 0;
      for (let frame = frameAt(fromS); frame < frameAt(toS); frame++) peak = Math.max(peak, Math.abs(sampleAt(frame)));
      return 20 * Math.log10(peak);
    },
  };
}

function bytesIn(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
