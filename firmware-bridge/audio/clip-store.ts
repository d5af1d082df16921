import { AudioError } from './audio-error.ts';
import { breathsOf } from './breaths.ts';
import type { Clip } from './clip.ts';
import type { ClipRequest, ClipSource } from './clip-messages.ts';
import { joinClips } from './join-clips.ts';
import { composeOwnSound } from './own-sounds.ts';
import { measureRecording, readRecording } from './recording-clip.ts';
import { conditionVoice } from './voice-clip.ts';

/** The clips the mixer holds ready, by their keys. */
export class ClipStore {
  readonly #clips = new Map<string, Clip>();

  /** @throws AudioError `speech/…`, `recording/…` */
  async answer(request: ClipRequest): Promise<number | undefined> {
    switch (request.type) {
      case 'loadClip': {
        const clip = await makeClip(request.source);
        this.#clips.set(request.key, clip);
        return clip.pcm.length;
      }
      case 'dropClip':
        this.#clips.delete(request.key);
        return undefined;
      case 'measureRecording':
        return measureRecording(request.path);
    }
  }

  /** @throws AudioError `audio/clip-missing` */
  clip(key: string): Clip {
    const clip = this.#clips.get(key);
    if (clip === undefined) throw new AudioError('audio/clip-missing', 'the sound is not loaded');
    return clip;
  }
}

async function makeClip(source: ClipSource): Promise<Clip> {
  switch (source.kind) {
    case 'spoken':
      return withBreaths(await spoken(source.wav));
    case 'file':
      return readRecording(source.path);
    case 'joined': {
      const clips: Int16Array[] = [];
      for (const path of source.paths) clips.push((await readRecording(path)).pcm);
      return withBreaths(joinClips(clips, source.gapsMs));
    }
    case 'own':
      return withBreaths(composeOwnSound(source.sound));
  }
}

async function spoken(wav: Uint8Array): Promise<Int16Array> {
  const pcm = await conditionVoice(wav).catch((error: unknown) => {
    throw new AudioError('speech/failed', 'the engine gave no WAV', { cause: error });
  });
  if (pcm.length === 0) throw new AudioError('speech/silent', 'the engine gave only silence');
  return pcm;
}

function withBreaths(pcm: Int16Array): Clip {
  return { pcm, breaths: breathsOf(pcm) };
}
