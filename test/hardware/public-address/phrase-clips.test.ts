import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { joinedSentence } from '../../../hardware/public-address/phrase-clips.ts';
import { readAloud } from '../../../src/broadcast/reading/read-aloud.rules.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

const figures = [...'零幺二三四五六七八九'].flatMap((figure) => [figure, `${figure}-末`]);

describe('a sentence of recorded phrases', () => {
  it.each([
    ['各位顾客，您好。', ['各位顾客', '您好'], ['各位顾客', '您好'], [250]],
    ['the longest first', ['各位', '各位顾客', '顾客', '请注意'], ['各位顾客', '请注意'], [100], '各位顾客请注意'],
    ['a shorter one where the longest leaves a rest', ['各位顾', '各位', '顾客'], ['各位', '顾客'], [100], '各位顾客'],
    ['a breath at a full stop', ['谢谢', '再见'], ['谢谢', '再见'], [450], '谢谢。再见'],
    ['blanks and quotes are not said', ['一楼', '服务台'], ['一楼', '服务台'], [100], '“一楼” 服务台'],
  ] as const)('%s', (name, names, clips, gapsMs, text: string = name) => {
    expect(joinedSentence(text, names, 'zh')).toEqual({ clips, gapsMs });
  });

  it('says figures one by one, closely, the last of a stretch with a falling tone', () => {
    const names = [...figures, '请', '号柜'];
    expect(joinedSentence('请幺三，八零号柜', names, 'zh')).toEqual({
      clips: ['请', '幺', '三-末', '八', '零', '号柜'],
      gapsMs: [100, 60, 250, 60, 100],
    });
  });

  it('says a telephone number as the desk reads it', () => {
    const spoken = readAloud('13800138000', 'zh', [])
      .map(({ text }) => text)
      .join('');
    const joined = joinedSentence(spoken, figures, 'zh');
    expect(joined?.clips.map((name) => name.replace('-末', '')).join('')).toBe('幺三八零零幺三八零零零');
    expect(joined?.gapsMs.every((gap) => gap === 60 || gap === 250)).toBe(true);
  });

  it('is left to the engine whole when one word of it is not recorded', () => {
    expect(joinedSentence('各位顾客，王先生', ['各位顾客'], 'zh')).toBeUndefined();
    expect(joinedSentence('各位顾客', [], 'zh')).toBeUndefined();
    expect(joinedSentence('。', ['各位顾客'], 'zh')).toBeUndefined();
  });

  it('is cut between words in English, whatever their case', () => {
    const names = ['Attention please', 'the desk', 'on floor', 'one', 'one-final'];
    expect(joinedSentence('Attention please. The desk on floor one.', names, 'en')).toEqual({
      clips: ['Attention please', 'the desk', 'on floor', 'one-final'],
      gapsMs: [450, 100, 100],
    });
    expect(joinedSentence('the desks', ['the desk', 's'], 'en')).toBeUndefined();
  });

  it('does not take long over a text of many short phrases', () => {
    const names = ['好', '好好', '好好好', '好好好好'];
    expect(joinedSentence('好'.repeat(500), names, 'zh')?.clips).toHaveLength(125);
    expect(joinedSentence(`${'好'.repeat(500)}坏`, names, 'zh')).toBeUndefined();
  });
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-phrases-'));
  mkdirSync(join(folder, 'phrases', 'zh'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a public address with recorded phrases', () => {
  const record = (name: string, bytes: Uint8Array = encodeWav(sine(400, 24_000), 48_000, 1)) =>
    writeFileSync(join(folder, 'phrases', 'zh', name), bytes);
  const say = (text: string) => call({ parts: [{ kind: 'speech', text, language: 'zh' }] });

  it('joins what is recorded and asks the engine for the rest, sentence by sentence', async () => {
    record('各位顾客.wav');
    record('欢迎光临.wav');
    const { device, engine } = await plaza(folder, { phrasesFolder: join(folder, 'phrases') });
    const { totalMs } = await device.prepare(say('各位顾客，欢迎光临。'));
    // Two clips of half a second with at most 20 ms of edge, and a breath between them.
    expect(totalMs).toBeGreaterThanOrEqual(1_250);
    expect(totalMs).toBeLessThanOrEqual(1_250 + 80 + 2);
    expect(engine.asked).toEqual([]);
    await device.prepare(say('各位顾客，再见。'));
    expect(engine.asked).toEqual(['各位顾客，再见。']);
    await device.stop();
  });

  it('names a phrase that cannot be read and has the engine say the sentence', async () => {
    record('各位顾客.wav', new TextEncoder().encode('rubbish'));
    const { device, engine } = await plaza(folder, { phrasesFolder: join(folder, 'phrases') });
    const { segments } = await device.prepare(say('各位顾客'));
    expect([engine.asked, segments[0]?.unsaid]).toEqual([['各位顾客'], undefined]);
    expect(device.health().faults).toMatchObject([
      { code: 'recording/phrases', says: { zh: expect.stringContaining('各位顾客.wav') } },
    ]);
    record('各位顾客.wav');
    await device.prepare(say('各位顾客'));
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });
});
