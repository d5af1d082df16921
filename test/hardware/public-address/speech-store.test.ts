import { describe, expect, it } from 'vitest';
import type { AudioRequest } from '../../../firmware-bridge/audio/audio-messages.ts';
import type { MixerLink } from '../../../firmware-bridge/audio/mixer-link.ts';
import { SpeechStore } from '../../../hardware/public-address/speech-store.ts';

const MINUTE_FRAMES = 48_000 * 60;

describe('speech kept ready', () => {
  it('stays under five minutes: the longest unused goes, what is needed now stays', async () => {
    const dropped: string[] = [];
    const mixer: MixerLink = {
      async ask(request: AudioRequest) {
        if (request.type === 'dropClip') dropped.push(request.key);
        return request.type === 'loadClip' ? MINUTE_FRAMES : undefined;
      },
      tick: () => {},
      close: async () => {},
    };
    const store = new SpeechStore({ name: 'none', speak: async () => new Uint8Array(0) });
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await store.ready([{ text }], 'en', mixer);
    await store.ready([{ text: 'b' }], 'en', mixer);
    store.trim(mixer, new Set([SpeechStore.key([{ text: 'a' }], 'en')]));
    expect(dropped).toEqual(['c', 'd'].map((text) => SpeechStore.key([{ text }], 'en')));
    store.trim(mixer, new Set());
    expect(dropped).toEqual(['c', 'd'].map((text) => SpeechStore.key([{ text }], 'en')));
  });

  // Breaking it on purpose: leave the pinyin out of SpeechStore.key, and the lesson is never heard.
  it('is spoken once; the same characters taught otherwise are spoken anew', async () => {
    const asked: string[] = [];
    const mixer: MixerLink = { ask: async () => 48_000, tick: () => {}, close: async () => {} };
    const store = new SpeechStore({
      name: 'none',
      async speak([first]) {
        asked.push(first?.pinyin ?? first?.soundsLike ?? '');
        return new Uint8Array(0);
      },
    });
    const lessons = [{}, { pinyin: 'shan4' }, { pinyin: 'dan1' }, { soundsLike: '善' }];
    for (const lesson of [...lessons, ...lessons]) await store.ready([{ text: '单', ...lesson }], 'zh', mixer);
    expect(asked).toEqual(['', 'shan4', 'dan1', '善']);
  });
});
