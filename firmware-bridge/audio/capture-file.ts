import { readFile } from 'node:fs/promises';
import type { Timers } from '../timers.ts';
import type { Capture, CaptureEvents } from './capture.ts';
import { captureClock } from './capture-clock.ts';
import { toSample } from './pcm-format.ts';
import { Resampler } from './resampler.ts';
import { parseWav } from './wav.ts';

/** Hears a WAV over and over in its own time, as a microphone would. */
export function captureFromFile(path: string, timers: Timers, events: CaptureEvents): Capture {
  let open = true;
  let end = (): void => undefined;
  readWhole(path).then(
    (sound) => {
      if (!open) return;
      let at = 0;
      end = captureClock(timers, (frames) => {
        const pcm = Int16Array.from({ length: frames }, (_, frame) => sound[(at + frame) % sound.length] ?? 0);
        at = (at + frames) % sound.length;
        events.samples(pcm);
      });
    },
    (error: unknown) => {
      if (open) events.lost(error instanceof Error ? error.message : String(error));
    },
  );
  return {
    close() {
      open = false;
      end();
    },
  };
}

async function readWhole(path: string): Promise<Int16Array> {
  const { channelData, sampleRate } = parseWav(await readFile(path));
  const resampler = new Resampler(sampleRate);
  const heard = resampler.push(channelData[0] ?? new Float32Array(0));
  const rest = resampler.flush();
  const sound = new Int16Array(heard.length + rest.length);
  heard.forEach((value, at) => {
    sound[at] = toSample(value);
  });
  rest.forEach((value, at) => {
    sound[heard.length + at] = toSample(value);
  });
  if (sound.length === 0) throw new Error(`${path} holds no sound`);
  return sound;
}
