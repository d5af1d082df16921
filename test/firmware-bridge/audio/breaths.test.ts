import { describe, expect, it } from 'vitest';
import { breathsOf } from '../../../firmware-bridge/audio/breaths.ts';
import { createSpeechEngine, DEFAULT_SPEECH } from '../../../firmware-bridge/audio/speech-engine.ts';
import { conditionVoice } from '../../../firmware-bridge/audio/voice-clip.ts';
import { realClock } from '../../real-clock.ts';
import { rms, sine } from './sound.ts';

/** Tones and silences by turns, in milliseconds, beginning with a tone; `floor` is the noise of the room. */
function clip(durationsMs: readonly number[], floor = 0): Int16Array {
  const pcm = new Int16Array(durationsMs.reduce((sum, ms) => sum + ms * 48, 0));
  let at = 0;
  for (const [index, ms] of durationsMs.entries()) {
    if (index % 2 === 0) pcm.set(sine(300, ms * 48, 0.5), at);
    else for (let frame = 0; frame < ms * 48; frame++) pcm[at + frame] = Math.round(Math.sin(frame * 7.7) * floor);
    at += ms * 48;
  }
  return pcm;
}

const inMs = (pcm: Int16Array) => breathsOf(pcm).map((frame) => frame / 48);

describe('breaths', () => {
  it('are pauses of 180 ms between two sounds, ended 90 ms after the last of them', () => {
    expect(inMs(clip([500, 180, 500, 400, 300]))).toEqual([590, 1_270]);
  });

  it('are no shorter pauses: a stopped consonant is no end of a sentence', () => {
    expect(inMs(clip([500, 170, 500, 90, 300]))).toEqual([]);
  });

  it('are no silence at the edges of a clip, and none in silence', () => {
    expect(inMs(clip([0, 400, 500, 400]))).toEqual([]);
    expect(inMs(new Int16Array(48_000))).toEqual([]);
    expect(inMs(new Int16Array(0))).toEqual([]);
  });

  it('are found above the noise of a room, and not in a soft passage', () => {
    const loud = Math.round(0.5 * 32_767);
    expect(inMs(clip([500, 200, 500], loud / 80))).toEqual([590]);
    expect(inMs(clip([500, 200, 500], loud / 10))).toEqual([]);
  });

  it.each([
    ['zh', '各位顾客，现在广播寻人。一位五岁的小女孩，身穿红色上衣，在一楼中庭与家人走散。请带到一楼服务台。谢谢。', 4],
    [
      'en',
      'Attention please. We are looking for a girl of five. If you see her, please bring her to the service desk. Thank you.',
      3,
    ],
  ] as const)('stand between the sentences espeak-ng says (%s), in silence', async (language, text, sentences) => {
    const engine = createSpeechEngine(DEFAULT_SPEECH, realClock);
    const pcm = await conditionVoice(await engine.speak([{ text }], language));
    const breaths = breathsOf(pcm);
    expect(breaths.length).toBeGreaterThanOrEqual(sentences - 1);
    expect(breaths.length).toBeLessThanOrEqual(8);
    for (const breath of breaths) expect(rms(pcm.subarray(breath - 2_400, breath + 2_400))).toBeLessThan(rms(pcm) / 30);
    // A sentence is a few seconds, not a syllable and not the whole clip.
    const ends = [0, ...breaths, pcm.length];
    for (const [index, end] of ends.slice(1).entries()) expect(end - (ends[index] ?? 0)).toBeGreaterThan(9_600);
  });
});
