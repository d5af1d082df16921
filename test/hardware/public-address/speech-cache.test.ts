import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SpeechCache } from '../../../hardware/public-address/speech-cache.ts';
import { FakeClock } from '../../fake-clock.ts';

let folder = '';
let clock = new FakeClock();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-speech-'));
  clock = new FakeClock();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sound = (length: number, value = 1) => new Uint8Array(length).fill(value);

describe('speech kept on the card', () => {
  it('survives a restart, and is told apart by words and by engine', async () => {
    await new SpeechCache(folder, 'espeak', clock).keep('欢迎光临', sound(100));
    const again = new SpeechCache(folder, 'espeak', clock);
    expect(await again.find('欢迎光临')).toEqual(Buffer.from(sound(100)));
    expect(await again.find('谢谢光临')).toBeUndefined();
    expect(await new SpeechCache(folder, 'piper', clock).find('欢迎光临')).toBeUndefined();
  });

  it('names no word in its files’ names', async () => {
    await new SpeechCache(folder, 'espeak', clock).keep('zh 欢迎光临', sound(10));
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.speech$/)]);
  });

  it.each([
    ['changed', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 50), Buffer.from([9]), bytes.subarray(51)])],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 60)],
    ['empty', () => Buffer.alloc(0)],
  ])('is thrown away when its file is %s', async (_, damage) => {
    const cache = new SpeechCache(folder, 'espeak', clock);
    await cache.keep('欢迎光临', sound(100));
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), damage(readFileSync(join(folder, name))));
    expect(await cache.find('欢迎光临')).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stays within its size: the longest unused goes', async () => {
    const cache = new SpeechCache(folder, 'espeak', clock, 300);
    await cache.keep('a', sound(60));
    await cache.keep('b', sound(60));
    await clock.advance(1_000);
    await cache.find('a');
    await clock.advance(1_000);
    await cache.keep('c', sound(60));
    await clock.advance(1_000);
    await cache.keep('d', sound(60));
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((words) => cache.find(words)));
    expect(found.map((one) => one !== undefined)).toEqual([true, false, true, true]);
  });

  it('does without a folder it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const cache = new SpeechCache(join(folder, 'file'), 'espeak', clock);
    await cache.keep('a', sound(10));
    expect(await cache.find('a')).toBeUndefined();
  });
});
