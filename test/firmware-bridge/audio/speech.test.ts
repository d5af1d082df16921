import { execPath } from 'node:process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { runSpeechCommand } from '../../../firmware-bridge/audio/speech-command.ts';
import { createSpeechEngine, DEFAULT_SPEECH } from '../../../firmware-bridge/audio/speech-engine.ts';
import { speakable } from '../../../firmware-bridge/audio/speech-words.ts';
import { conditionVoice } from '../../../firmware-bridge/audio/voice-clip.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { FakeClock } from '../../fake-clock.ts';
import { realClock } from '../../real-clock.ts';
import { decibels, rms, sine } from './sound.ts';

const shared = { language: 'zh', voice: 'cmn', speed: 150, deadlineMs: 10_000 };
/** Says back its arguments and what came on stdin. */
const echo =
  "let s='';process.stdin.on('data',d=>s+=d).on('end',()=>process.stdout.write(JSON.stringify([process.argv.slice(1),s])))";

async function echoed(argv: readonly string[], text: string): Promise<unknown> {
  const out = await runSpeechCommand({ ...shared, argv: [execPath, '-e', echo, '--', ...argv] }, text, realClock);
  return JSON.parse(Buffer.from(out).toString('utf8'));
}

afterEach(() => void vi.unstubAllEnvs());

describe('speech by a command', () => {
  it('fills the template; words go to stdin when it has no place for them', async () => {
    expect(await echoed(['{voice}', '-s{speed}', '{language}'], '请注意')).toEqual([['cmn', '-s150', 'zh'], '请注意']);
    expect(await echoed(['say', '{text}'], '请注意')).toEqual([['say', '请注意'], '']);
  });

  it('passes hostile words as one argument, never through a shell', async () => {
    const hostile = "\"; touch /tmp/owned; $(id) `id` {out} {voice} 'quoted'";
    expect(await echoed(['{text}'], hostile)).toEqual([[hostile], '']);
  });

  it('lets no text be taken for an option, a phoneme code or a control character', () => {
    expect(speakable('--help')).toBe('help');
    expect(speakable(' -－—-f /etc/passwd')).not.toMatch(/^[-\s]/);
    expect(speakable('a\u0000b\u001b[2Jc\u202ed')).toBe('a b  2Jc d');
    expect(speakable('[[d@]]')).not.toContain('[[');
    expect(speakable('好'.repeat(5_000)).length).toBe(4_000);
  });

  it('reads the file the command wrote', async () => {
    const write = "require('fs').writeFileSync(process.argv[1], 'sound of ' + process.argv[2])";
    const out = await runSpeechCommand(
      { ...shared, argv: [execPath, '-e', write, '--', '{out}', '{text}'] },
      'rain',
      realClock,
    );
    expect(Buffer.from(out).toString()).toBe('sound of rain');
  });

  it.each([
    ['speech/failed', [execPath, '-e', "console.error('no voice'); process.exit(3)"], 'rain'],
    ['speech/failed', [execPath, '-e', '', '--', '{out}'], 'rain'],
    ['speech/no-engine', ['/nowhere/qingyu-speech'], 'rain'],
    ['speech/empty', [execPath], ''],
  ])('fails with %s', async (code, argv, text) => {
    await expect(runSpeechCommand({ ...shared, argv }, text, realClock)).rejects.toMatchObject({ code });
  });

  it('kills an engine that hangs when its time is up', async () => {
    const clock = new FakeClock();
    const hung = runSpeechCommand({ ...shared, argv: [execPath, '-e', 'setInterval(() => {}, 1000)'] }, 'rain', clock);
    const ended = expect(hung).rejects.toMatchObject({ code: 'speech/deadline', retryable: true });
    await clock.advance(10_000);
    await ended;
    expect(clock.pending).toBe(0);
  });
});

describe('speech engines', () => {
  it('speaks Chinese and English by espeak-ng in WebAssembly', async () => {
    const engine = createSpeechEngine({ ...DEFAULT_SPEECH, engine: 'espeak-wasm' }, realClock);
    for (const [text, language] of [
      ['请走失儿童的家长到服务台。', 'zh'],
      ['Please come to the service desk.', 'en'],
    ] as const) {
      const clip = await conditionVoice(await engine.speak([{ text }], language));
      expect(clip.length / 48_000).toBeGreaterThan(1);
      expect(clip.length / 48_000).toBeLessThan(6);
    }
  });

  it('finds an engine by itself', async () => {
    const engine = createSpeechEngine(DEFAULT_SPEECH, realClock);
    expect((await conditionVoice(await engine.speak([{ text: '欢迎光临' }], 'zh'))).length).toBeGreaterThan(24_000);
    expect(engine.name).toMatch(/^espeak-ng/);
  });

  it('says that there is none', async () => {
    const engine = createSpeechEngine({ ...DEFAULT_SPEECH, engine: 'none' }, realClock);
    await expect(engine.speak([{ text: '欢迎光临' }], 'zh')).rejects.toMatchObject({ code: 'speech/no-engine' });
  });

  it('two sentences at once find the engine that is there, though the first choice is missing', {
    timeout: 60_000,
  }, async () => {
    vi.stubEnv('PATH', '');
    const engine = createSpeechEngine({ ...DEFAULT_SPEECH, engine: 'auto' }, realClock);
    const spoken = await Promise.all(['下雨了', '天晴了'].map((text) => engine.speak([{ text }], 'zh')));
    expect(spoken.every((wav) => wav.length > 10_000)).toBe(true);
    expect(engine.name).toBe('espeak-ng (WebAssembly)');
  });
});

describe('spoken clips', () => {
  it('are equally loud whatever the engine gave, and never near clipping', async () => {
    const loudness = async (amplitude: number) =>
      decibels(rms(await conditionVoice(encodeWav(sine(300, 22_050, amplitude, 22_050), 22_050, 1))) / 32_767);
    expect(await loudness(0.05)).toBeCloseTo(await loudness(0.9), 0);
    const peaky = Int16Array.from(sine(300, 22_050, 0.01, 22_050), (value, at) => (at === 5_000 ? 32_000 : value));
    const clip = await conditionVoice(encodeWav(peaky, 22_050, 1));
    expect(clip.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(27_000);
  });

  it('lose the silence around them but 20 ms', async () => {
    const padded = new Int16Array(48_000);
    padded.set(sine(300, 9_600, 0.5), 20_000);
    const clip = await conditionVoice(encodeWav(padded, 48_000, 1));
    expect(clip.length).toBeGreaterThan(9_600 + 1_800);
    expect(clip.length).toBeLessThan(9_600 + 2_000);
  });

  it('are empty when the engine was silent', async () => {
    expect((await conditionVoice(encodeWav(new Int16Array(4_800), 48_000, 1))).length).toBe(0);
  });
});
