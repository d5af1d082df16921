import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AudioError } from '../../../firmware-bridge/audio/audio-error.ts';
import { composeOwnSound, ownSoundFrames } from '../../../firmware-bridge/audio/own-sounds.ts';
import type { SpeechEngine } from '../../../firmware-bridge/audio/speech-engine.ts';
import { encodeWav, parseWav } from '../../../firmware-bridge/audio/wav.ts';
import type { AirEvent } from '../../../src/ports/public-address.ts';
import { settle } from '../../fake-clock.ts';
import { sine, strengthOf } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-fallback-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ended = (events: readonly AirEvent[]) => events.find((event) => event.type === 'airEnded');

// Breaking it on purpose: let Speaker.#say throw, and a lost child's call is silence.
describe('words that no engine can say', () => {
  it('are heard as chime and attention tone, and the log says that they were not said', async () => {
    const { device, simulator, events, wait } = await plaza(folder);
    simulator.setFault('speech-dead', true);
    await device.announce(call());
    await wait(8_000);
    expect(events[0]).toMatchObject({
      type: 'airStarted',
      timeline: {
        segments: [
          { kind: 'chime' },
          {
            kind: 'speech',
            text: '请注意，有小朋友走失。',
            unsaid: 'speech/failed',
            recording: 'attention',
            durationMs: ownSoundFrames('attention') / 48,
          },
        ],
      },
    });
    expect(ended(events)).toMatchObject({ ending: 'completed', rounds: 1, unsaid: 'speech/failed' });
    expect(device.health().faults.map(({ code }) => code)).toEqual(['speech/failed']);
    await device.stop();
  });

  it('are the recording their announcement names, or the one of their language, when there is one', async () => {
    const recordings = join(folder, 'recordings');
    mkdirSync(recordings);
    writeFileSync(join(recordings, 'fallback-zh.wav'), encodeWav(sine(700, 48_000), 48_000, 1));
    const { device, simulator } = await plaza(folder);
    simulator.setFault('speech-dead', true);
    const speech = { kind: 'speech', text: '欢迎光临', language: 'zh' } as const;
    const english = { kind: 'speech', text: 'Welcome', language: 'en' } as const;
    const { segments } = await device.prepare(
      call({ parts: [speech, { ...speech, fallback: 'alarm' }, { ...speech, fallback: 'none of these' }, english] }),
    );
    expect(segments.map(({ recording }) => recording)).toEqual(['fallback-zh', 'alarm', 'fallback-zh', 'attention']);
    await device.stop();
  });

  it('are waited for one second, not a whole deadline, when the engine has just failed', async () => {
    let asked = 0;
    const speechEngine: SpeechEngine = {
      name: 'fails, then hangs',
      speak: () => (++asked === 1 ? Promise.reject(new AudioError('speech/failed', 'broken')) : new Promise(() => {})),
    };
    const { device, clock } = await plaza(folder, { speechEngine });
    await device.prepare(call());
    const announced = device.announce(call());
    await settle();
    await clock.advance(999);
    expect(device.onAir()).toBeUndefined();
    await clock.advance(1);
    await announced;
    expect(device.onAir()?.timeline.segments.at(-1)).toMatchObject({ unsaid: 'speech/failed' });
    await device.stop();
  });

  it('do not keep the other parts from being said', async () => {
    const engine: SpeechEngine = {
      name: 'Chinese only',
      async speak(_, language) {
        return encodeWav(language === 'zh' ? sine(1_000, 24_000) : new Int16Array(24_000), 48_000, 1);
      },
    };
    const { device, events, wait } = await plaza(folder, { speechEngine: engine });
    await device.announce(
      call({
        parts: [
          { kind: 'speech', text: '欢迎光临', language: 'zh' },
          { kind: 'speech', text: 'Welcome', language: 'en' },
        ],
      }),
    );
    await wait(6_000);
    expect(events[0]).toMatchObject({ timeline: { segments: [{ kind: 'speech' }, { unsaid: 'speech/silent' }] } });
    expect(ended(events)).toMatchObject({ ending: 'completed', unsaid: 'speech/silent' });
    await device.stop();
  });

  it('are refused when there are none', async () => {
    const speak = () => Promise.reject(new AudioError('speech/empty', 'nothing to say', { retryable: false }));
    const { device } = await plaza(folder, { speechEngine: { name: 'strict', speak } });
    await expect(device.announce(call())).rejects.toMatchObject({ code: 'speech/empty' });
    await device.stop();
  });
});

describe('a recording that cannot be played', () => {
  it('is told before air and replaced on it, by the product’s own of that name where there is one', async () => {
    mkdirSync(join(folder, 'recordings'));
    writeFileSync(join(folder, 'recordings', 'alarm.mp3'), 'rubbish');
    writeFileSync(join(folder, 'recordings', 'drill.wav'), 'rubbish');
    const { device } = await plaza(folder);
    const { segments } = await device.prepare(
      call({
        parts: [
          { kind: 'recording', recording: 'alarm' },
          { kind: 'recording', recording: 'drill', fallback: 'alarm' },
          { kind: 'recording', recording: 'gone' },
        ],
      }),
    );
    expect(segments.map(({ recording, unsaid }) => [recording, unsaid])).toEqual([
      ['alarm', undefined],
      ['alarm', 'recording/unreadable'],
      ['attention', 'recording/unknown'],
    ]);
    await expect(device.listen(call({ parts: [{ kind: 'recording', recording: 'gone' }] }))).rejects.toMatchObject({
      code: 'recording/unknown',
    });
    await device.stop();
  });

  it('is heard as the alarm when the alarm was asked for', async () => {
    const { device } = await plaza(folder);
    const [heard = new Float32Array()] = parseWav(
      await device.listen(call({ parts: [{ kind: 'recording', recording: 'alarm' }] })),
    ).channelData;
    expect(Int16Array.from(heard, (value) => Math.round(value * 32_768))).toEqual(composeOwnSound('alarm'));
    expect(strengthOf(950, composeOwnSound('alarm').subarray(0, 24_000))).toBeGreaterThan(0.5);
    await device.stop();
  });
});
