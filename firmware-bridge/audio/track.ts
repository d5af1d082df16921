import { open } from 'node:fs/promises';
import { AudioError } from './audio-error.ts';
import { DECODE_STEP_BYTES, openDecoder, type TrackDecoder } from './decoders.ts';
import { CHANNELS, toSample } from './pcm-format.ts';
import { Resampler } from './resampler.ts';
import type { DecodedAudio } from './wav.ts';

/**
 * Reads one music file in small steps as interleaved 48 kHz stereo. Holds one step at a time, whatever the file's length.
 *
 * @throws AudioError `music/unreadable` when the file cannot be opened, is no music, or yields no sound at all
 */
export async function* readTrack(path: string): AsyncGenerator<Int16Array> {
  let heard = false;
  try {
    for await (const samples of decodeTrack(path)) {
      if (samples.length === 0) continue;
      // A decoder fed with rubbish gives silence.
      heard ||= samples.some((sample) => sample !== 0);
      yield samples;
    }
  } catch (error) {
    throw new AudioError('music/unreadable', error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (!heard) throw new AudioError('music/unreadable', 'no sound in it');
}

async function* decodeTrack(path: string): AsyncGenerator<Int16Array> {
  const stereo = new StereoResampler();
  for await (const decoded of decodeFile(path)) yield stereo.push(decoded);
  yield stereo.flush();
}

/** The sound of a file as it was recorded, in small steps; gives way between two of them, so that the mixer keeps its turn. @throws Error */
export async function* decodeFile(path: string): AsyncGenerator<DecodedAudio> {
  const file = await open(path, 'r');
  let decoder: TrackDecoder | undefined;
  try {
    for (;;) {
      const step = new Uint8Array(DECODE_STEP_BYTES);
      const { bytesRead } = await file.read(step, 0, step.length, null);
      if (bytesRead === 0) break;
      const bytes = step.subarray(0, bytesRead);
      decoder ??= await openDecoder(bytes);
      yield await decoder.decode(bytes);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    if (decoder !== undefined) yield await decoder.flush();
  } finally {
    decoder?.free();
    await file.close();
  }
}

/** Any rate and channel count to interleaved 48 kHz stereo; one channel is doubled, more than two keep the first two. */
class StereoResampler {
  #rate = 0;
  #channels: Resampler[] = [];

  push(decoded: DecodedAudio): Int16Array {
    const [left, right = left] = decoded.channelData;
    if (left === undefined || right === undefined || left.length === 0) return new Int16Array(0);
    if (decoded.sampleRate !== this.#rate) {
      this.#rate = decoded.sampleRate;
      this.#channels = [new Resampler(this.#rate), new Resampler(this.#rate)];
    }
    return interleave(this.#channels.map((channel, index) => channel.push(index === 0 ? left : right)));
  }

  flush(): Int16Array {
    return interleave(this.#channels.map((channel) => channel.flush()));
  }
}

function interleave([left, right]: readonly Float32Array[]): Int16Array {
  const frames = Math.min(left?.length ?? 0, right?.length ?? 0);
  const samples = new Int16Array(frames * CHANNELS);
  for (let frame = 0; frame < frames; frame++) {
    samples[frame * 2] = toSample(left?.[frame] ?? 0);
    samples[frame * 2 + 1] = toSample(right?.[frame] ?? 0);
  }
  return samples;
}
