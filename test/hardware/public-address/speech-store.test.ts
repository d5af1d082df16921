import { describe, expect, it } from 'vitest';
import { AudioError } from '../../../firmware-bridge/audio/audio-error.ts';
import type { AudioRequest } from '../../../firmware-bridge/audio/audio-messages.ts';
import type { MixerLink } from '../../../firmware-bridge/audio/mixer-link.ts';
import type { SpeechPiece } from '../../../firmware-bridge/audio/speech-words.ts';
import { ClipShelf } from '../../../hardware/public-address/clip-shelf.ts';
import { type SpeechSources, SpeechStore } from '../../../hardware/public-address/speech-store.ts';

const MINUTE_FRAMES = 48_000 * 60;

/** A mixer that takes what its test lets it take. */
function mixerThat(loads: (request: Extract<AudioRequest, { type: 'loadClip' }>) => number = () => 48_000) {
  const dropped: string[] = [];
  const mixer: MixerLink = {
    async ask(request) {
      if (request.type === 'dropClip') dropped.push(request.key);
      return request.type === 'loadClip' ? loads(request) : undefined;
    },
    tick: () => {},
    close: async () => {},
  };
  return { mixer, dropped };
}

/** Nothing recorded and nothing kept, until the test says otherwise. */
function store(overrides: Partial<SpeechSources> = {}) {
  const asked: string[] = [];
  const kept = new Map<string, Uint8Array>();
  const failed: string[] = [];
  const phrases: (string | undefined)[] = [];
  const sources: SpeechSources = {
    engine: {
      name: 'none',
      async speak(words: readonly SpeechPiece[]) {
        asked.push(words.map(({ text, pinyin, soundsLike }) => pinyin ?? soundsLike ?? text).join(''));
        return new Uint8Array([1]);
      },
    },
    phrases: { find: async () => undefined },
    cache: {
      find: async (words) => kept.get(words),
      keep: async (words, wav) => void kept.set(words, wav),
      drop: async (words) => void kept.delete(words),
    },
    spoke: () => {},
    failed: ({ code }) => failed.push(code),
    phrasesRead: (error) => phrases.push(error?.code),
    ...overrides,
  };
  const shelf = new ClipShelf();
  return { speech: new SpeechStore(shelf, sources), shelf, asked, kept, failed, phrases };
}

const said = (text: string, cacheable = false) => ({ words: [{ text }], language: 'zh', cacheable }) as const;

describe('sounds kept ready', () => {
  it('stay under five minutes: the longest unused goes, what is needed now stays', async () => {
    const { mixer, dropped } = mixerThat(() => MINUTE_FRAMES);
    const { speech, shelf } = store();
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await speech.ready(said(text), mixer);
    await speech.ready(said('b'), mixer);
    shelf.trim(mixer, new Set([SpeechStore.key([{ text: 'a' }], 'zh')]));
    expect(dropped).toEqual(['c', 'd'].map((text) => SpeechStore.key([{ text }], 'zh')));
    shelf.trim(mixer, new Set());
    expect(dropped).toEqual(['c', 'd'].map((text) => SpeechStore.key([{ text }], 'zh')));
  });
});

describe('speech', () => {
  // Breaking it on purpose: leave the pinyin out of SpeechStore.key, and the lesson is never heard.
  it('is spoken once; the same characters taught otherwise are spoken anew', async () => {
    const { mixer } = mixerThat();
    const { speech, asked } = store();
    const lessons = [{}, { pinyin: 'shan4' }, { pinyin: 'dan1' }, { soundsLike: '善' }];
    for (const lesson of [...lessons, ...lessons])
      await speech.ready({ words: [{ text: '单', ...lesson }], language: 'zh', cacheable: false }, mixer);
    expect(asked).toEqual(['单', 'shan4', 'dan1', '善']);
  });

  // Breaking it on purpose: keep every sentence, and a lost child's name lies on the card.
  it('is kept on the card only when nobody is named in it', async () => {
    const { mixer } = mixerThat();
    const { speech, kept } = store();
    await speech.ready(said('请王小明的家长到服务台'), mixer);
    await speech.ready(said('欢迎光临', true), mixer);
    expect([...kept.keys()]).toEqual([SpeechStore.key([{ text: '欢迎光临' }], 'zh')]);
  });

  it('comes from the card when it is kept there, also with a dead engine', async () => {
    const { mixer } = mixerThat();
    const { speech, kept, asked } = store();
    kept.set(SpeechStore.key([{ text: '欢迎光临' }], 'zh'), new Uint8Array([7]));
    expect(await speech.ready(said('欢迎光临', true), mixer)).toMatchObject({ frames: 48_000 });
    expect(asked).toEqual([]);
  });

  it('is made anew when what was kept is no sound', async () => {
    const { mixer } = mixerThat(({ source }) => {
      if (source.kind === 'spoken' && source.wav[0] === 7) throw new AudioError('speech/failed', 'no WAV');
      return 48_000;
    });
    const { speech, kept, asked, failed } = store();
    const key = SpeechStore.key([{ text: '欢迎光临' }], 'zh');
    kept.set(key, new Uint8Array([7]));
    await speech.ready(said('欢迎光临', true), mixer);
    expect([asked, kept.get(key), failed]).toEqual([['欢迎光临'], new Uint8Array([1]), []]);
  });

  it('is joined from recorded phrases where they say all of it, and left to the engine where they cannot be read', async () => {
    let broken = false;
    const { mixer } = mixerThat(({ source }) => {
      if (source.kind === 'joined' && broken) throw new AudioError('recording/unreadable', '各位顾客.wav');
      return source.kind === 'joined' ? 96_000 : 48_000;
    });
    const found = { key: 'joined', source: { kind: 'joined', paths: ['各位顾客.wav'], gapsMs: [] } } as const;
    const { speech, shelf, asked, phrases } = store({ phrases: { find: async () => found } });
    expect(await speech.ready(said('各位顾客'), mixer)).toEqual({ clip: 'joined', frames: 96_000 });
    broken = true;
    shelf.forget();
    expect(await speech.ready(said('各位顾客'), mixer)).toMatchObject({ frames: 48_000 });
    expect([asked, phrases]).toEqual([['各位顾客'], [undefined, 'recording/unreadable']]);
  });
});
