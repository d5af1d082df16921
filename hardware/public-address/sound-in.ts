import { AudioError } from '../../firmware-bridge/audio/audio-error.ts';
import type { AudioAnswer } from '../../firmware-bridge/audio/audio-messages.ts';

/** The mixer's answer where sound was asked for. @throws AudioError */
export async function soundIn(answer: Promise<AudioAnswer>): Promise<Uint8Array> {
  const wav = await answer;
  if (wav instanceof Uint8Array) return wav;
  throw new AudioError('audio/failed', 'the mixer answered no sound');
}
