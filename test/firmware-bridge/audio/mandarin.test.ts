import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { espeakMandarin, numberedPinyin } from '../../../firmware-bridge/audio/mandarin.ts';
import { createSpeechEngine, DEFAULT_SPEECH } from '../../../firmware-bridge/audio/speech-engine.ts';
import { realClock } from '../../real-clock.ts';

// Breaking it on purpose: hand the characters to the voice `cmn` as they are, and espeak-ng 1.51 speaks them in English.

const pinyin = (text: string) => numberedPinyin([{ text }]);

describe('Mandarin for an engine', () => {
  it.each([
    ['请到银行，不要行走。', 'qing3 dao4 yin2 hang2, bu2 yao4 xing2 zou3.'],
    ['重庆的家长', 'chong2 qing4 de5 jia1 zhang3'],
    ['绿色、女孩', 'lv4 se4, nv3 hai2'],
    ['VIP服务台', 'VIP fu2 wu4 tai2'],
  ])('%s is %s', async (text, said) => {
    expect(await pinyin(text)).toBe(said);
  });

  it('says a taught word as it was taught', async () => {
    const words = [{ text: '请' }, { text: '单雄信', pinyin: 'shan4 xiong2 xin4' }, { text: '先生' }];
    expect(await numberedPinyin(words)).toBe('qing3 shan4 xiong2 xin4 xian1 sheng1');
  });

  it('gives English words to the English voice, and no markup of the writer to anything', async () => {
    const words = await espeakMandarin([{ text: '请到Starbucks<voice name="x">[[d@]]&lt;门口' }]);
    expect(words).toContain('<voice xml:lang="en-gb">Starbucks</voice>');
    expect(words).not.toContain('name="x"');
    expect(words.match(/</g)?.length).toBe(words.match(/>/g)?.length);
    expect(words).not.toContain('[[');
    expect(words).not.toContain('&');
  });

  it('spells the final iong by its sounds, which every build knows', async () => {
    expect(await espeakMandarin([{ text: '小熊' }])).toBe("xiao3 [[S;'y35N]]");
  });

  it('breathes at commas and between sentences', async () => {
    expect(await espeakMandarin([{ text: '请注意，谢谢。再见' }])).toBe(
      'qing3 zhu4 yi4,<break time="250ms"/> xie4 xie4.<break time="450ms"/> zai4 jian4',
    );
  });

  it('has no figure and no character left for espeak-ng to guess at', async () => {
    const said = await pinyin('尊敬的顾客您好，请车主尽快到负二层停车场，电话幺三八，零零幺三，八零零零。谢谢！');
    expect(said).toMatch(/^[a-z1-5 ,.]+$/);
  });
});

const installed = (() => {
  try {
    return execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' }) !== '';
  } catch {
    return false;
  }
})();

describe.runIf(installed)('espeak-ng of the system', () => {
  it('hears every sound as Mandarin, none as English', async () => {
    const words = await espeakMandarin([{ text: '请到银行，绿色的小熊，一百零五，重新开始，女孩和狼。' }]);
    const argv = ['-b', '1', '-m', '-v', 'cmn-latn-pinyin', '-q', '-x', '--', words];
    expect(execFileSync('espeak-ng', argv, { encoding: 'utf8' })).not.toContain('(en)');
  });
});

describe('a desk that was configured for the voice cmn', () => {
  it('is spoken to in pinyin all the same: it sounds as the pinyin voice does', async () => {
    const spoken = async (zh: string) => {
      const voices = { zh, en: 'en-gb' };
      const engine = createSpeechEngine({ ...DEFAULT_SPEECH, engine: 'espeak-wasm', voices }, realClock);
      return Buffer.from(await engine.speak([{ text: '请到银行' }], 'zh'));
    };
    expect((await spoken('cmn')).equals(await spoken('cmn-latn-pinyin'))).toBe(true);
  });
});

describe('an engine of another make', () => {
  const echo = 'process.stdin.pipe(process.stdout)';
  const heard = async (reads: 'characters' | 'pinyin') => {
    const command = [process.execPath, '-e', echo];
    const engine = createSpeechEngine({ ...DEFAULT_SPEECH, command, reads }, realClock);
    const taught = { text: '乐', pinyin: 'yue4', soundsLike: '月' };
    return Buffer.from(await engine.speak([{ text: '请' }, taught, { text: '女士' }], 'zh')).toString('utf8');
  };

  it('gets characters, with one that sounds right for a taught word', async () => {
    expect(await heard('characters')).toBe('请月女士');
  });

  it('gets pinyin where the configuration says that it reads it', async () => {
    expect(await heard('pinyin')).toBe('qing3 yue4 nv3 shi4');
  });
});
