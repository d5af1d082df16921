import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../../firmware-bridge/audio/recording-clip.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { RecordingFolders } from '../../../hardware/public-address/recording-folders.ts';
import { OWN_RECORDINGS } from '../../../src/ports/public-address.ts';
import { settle } from '../../fake-clock.ts';
import { decibels, rms, sine } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
let supplied = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-recordings-'));
  supplied = join(folder, 'supplied');
  mkdirSync(supplied);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const seconds = (count: number, hz = 500) => encodeWav(sine(hz, 48_000 * count), 48_000, 1);

describe('recordings', () => {
  it('are the product’s own with nothing supplied, and each of them is heard', async () => {
    const { device } = await plaza(folder);
    const recordings = await device.recordings();
    expect(recordings.map(({ id, source }) => [id, source])).toEqual(OWN_RECORDINGS.map((id) => [id, 'own']));
    const parts = OWN_RECORDINGS.map((recording) => ({ kind: 'recording', recording }) as const);
    const { segments } = await device.prepare(call({ parts }));
    for (const [index, { seconds: long }] of recordings.entries())
      expect((segments[index]?.durationMs ?? 0) / 1000).toBeCloseTo(long, 1);
    await device.stop();
  });

  it('are listed by their file names in any script; a kept one comes before a supplied one of that name', async () => {
    writeFileSync(join(supplied, '疏散.wav'), seconds(3));
    writeFileSync(join(supplied, 'alarm.wav'), seconds(2));
    writeFileSync(join(supplied, 'readme.txt'), 'none');
    const { device } = await plaza(folder, { recordingsFolder: supplied });
    await device.keepRecording('疏散', seconds(1));
    const found = new Map((await device.recordings()).map((one) => [one.id, one]));
    expect(found.get('疏散')).toMatchObject({ name: { zh: '疏散' }, seconds: 1, source: 'kept' });
    expect(found.get('alarm')).toMatchObject({ seconds: 2, source: 'folder' });
    expect(found.has('readme')).toBe(false);
    await device.removeRecording('疏散');
    expect((await device.recordings()).find(({ id }) => id === '疏散')).toMatchObject({ seconds: 3, source: 'folder' });
    await expect(device.removeRecording('疏散')).rejects.toMatchObject({ code: 'recording/unknown' });
    await device.stop();
  });

  it('that cannot be read are named and skipped, until they are mended', async () => {
    writeFileSync(join(supplied, 'broken.mp3'), 'broken');
    writeFileSync(join(supplied, 'silent.wav'), encodeWav(new Int16Array(48_000), 48_000, 1));
    writeFileSync(join(supplied, 'good.wav'), seconds(1));
    const { device } = await plaza(folder, { recordingsFolder: supplied });
    const unreadable = (await device.recordings()).filter((one) => one.unreadable !== undefined);
    expect(unreadable.map(({ id, seconds: long }) => [id, long])).toEqual([
      ['broken', 0],
      ['silent', 0],
    ]);
    expect(device.health()).toMatchObject({
      state: 'waiting',
      faults: [{ code: 'recording/unreadable', says: { zh: '有录音文件无法播放，已跳过：broken, silent。' } }],
    });
    rmSync(join(supplied, 'broken.mp3'));
    writeFileSync(join(supplied, 'silent.wav'), seconds(2));
    await device.recordings();
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  // Break it: compare the two paths as they are written, and a desk without a take of its own has a fault.
  it('are the desk’s own where the supplied folder is the one it keeps them in', async () => {
    const kept = join(folder, 'recordings');
    const { device } = await plaza(folder, { recordingsFolder: `${kept}/../recordings` });
    await device.recordings();
    expect(device.health().faults).toEqual([]);
    await device.keepRecording('闭店', seconds(1));
    expect((await device.recordings()).find(({ id }) => id === '闭店')).toMatchObject({ source: 'kept' });
    await device.removeRecording('闭店');
    expect((await device.recordings()).some(({ id }) => id === '闭店')).toBe(false);
    await device.stop();
  });

  it('are missed when their folder is not there, and nothing else stops', async () => {
    const { device } = await plaza(folder, { recordingsFolder: join(folder, 'nowhere') });
    expect(await device.recordings()).toHaveLength(OWN_RECORDINGS.length);
    expect(device.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'recording/no-folder' }] });
    await device.announce(call());
    await device.stop();
  });

  it('are aired whole, in their place of the round', async () => {
    writeFileSync(join(supplied, 'drill.wav'), seconds(2));
    const { device, events, wait } = await plaza(folder, { recordingsFolder: supplied });
    const parts = [{ kind: 'chime' }, { kind: 'recording', recording: 'drill' }] as const;
    await device.announce(call({ parts, times: 2, gapMs: 500 }));
    await wait(8_500);
    expect(events[0]).toMatchObject({
      timeline: {
        segments: [
          { kind: 'chime' },
          { kind: 'recording', recording: 'drill', startMs: 1_500, durationMs: expect.closeTo(2_000, -2) },
          { kind: 'gap' },
          { kind: 'chime' },
          { kind: 'recording', round: 2 },
        ],
      },
    });
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'completed', rounds: 2 });
    await device.stop();
  });

  it('are heard in their newest take', async () => {
    writeFileSync(join(supplied, 'drill.wav'), seconds(2));
    const { device } = await plaza(folder, { recordingsFolder: supplied });
    const parts = [{ kind: 'recording', recording: 'drill' }] as const;
    const before = await device.prepare(call({ parts }));
    await device.keepRecording('drill', seconds(1));
    const after = await device.prepare(call({ parts }));
    expect(Math.round((before.totalMs - after.totalMs) / 100)).toBe(10);
    await device.stop();
  });

  it('are kept only when they can be played, and under a name that is no path', async () => {
    const { device } = await plaza(folder);
    await expect(device.keepRecording('page', new TextEncoder().encode('no sound'))).rejects.toMatchObject({
      code: 'recording/unreadable',
    });
    for (const name of ['../page', '', '.page', 'a/b', 'a\u0000b', '好'.repeat(81)])
      await expect(device.keepRecording(name, seconds(1))).rejects.toMatchObject({ code: 'recording/name' });
    expect(existsSync(join(folder, 'recordings')) ? readdirSync(join(folder, 'recordings')) : []).toEqual([]);
    await device.stop();
  });

  it('that are being read do not hold up the desk', async () => {
    writeFileSync(join(supplied, 'long.wav'), seconds(120));
    const { device, events, wait } = await plaza(folder, { recordingsFolder: supplied });
    const listed = device.recordings();
    await device.announce(call({ parts: [{ kind: 'chime' }] }));
    await wait(2_000);
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'completed' });
    expect(await listed).toHaveLength(OWN_RECORDINGS.length + 1);
    await device.stop();
    await settle();
  });
});

// Breaking it on purpose: write to the last name, and a full disk leaves half a recording where there was a good one.
describe('a recording on a full disk', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

  it('is refused in words; the older take and nothing half written stays', async () => {
    const kept = join(folder, 'kept');
    const folders = new RecordingFolders(undefined, kept);
    await folders.keep('page', seconds(2), async () => undefined);
    const refused = folders.keep('page', seconds(1), () => Promise.reject(full));
    await expect(refused).rejects.toMatchObject({ code: 'recording/disk-full' });
    expect(readdirSync(kept)).toEqual(['page.wav']);
    expect(readFileSync(join(kept, 'page.wav'))).toEqual(Buffer.from(seconds(2)));
  });

  it('takes away what a killed process left half written', async () => {
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    writeFileSync(join(kept, '.left-over.part'), 'half');
    await new RecordingFolders(undefined, kept).keep('page', seconds(1), async () => undefined);
    expect(readdirSync(kept)).toEqual(['page.wav']);
  });

  it('says what else went wrong', async () => {
    writeFileSync(join(folder, 'file'), '');
    const folders = new RecordingFolders(undefined, join(folder, 'file'));
    const refused = folders.keep('page', seconds(1), async () => undefined);
    await expect(refused).rejects.toMatchObject({ code: 'recording/not-kept' });
  });
});

describe('a recording ready for the air', () => {
  it('is as loud as every other, without the silence around it, in whole milliseconds', async () => {
    const loudness = async (amplitude: number) => {
      const padded = new Int16Array(48_000 * 3 + 7);
      padded.set(sine(300, 48_001, amplitude), 40_000);
      writeFileSync(join(folder, 'one.wav'), encodeWav(padded, 48_000, 1));
      const { pcm } = await readRecording(join(folder, 'one.wav'));
      expect(pcm.length % 48).toBe(0);
      expect(pcm.length / 48).toBeCloseTo(1_000 + 40, -1);
      return decibels(rms(pcm) / 32_767);
    };
    expect(await loudness(0.05)).toBeCloseTo(await loudness(0.9), 0);
  });

  it('has its breaths, found in the same places as those of speech', async () => {
    const pcm = new Int16Array(48 * 3_000);
    for (const startMs of [20, 1_320, 2_220]) pcm.set(sine(300, 48 * 700), startMs * 48);
    writeFileSync(join(folder, 'one.wav'), encodeWav(pcm, 48_000, 1));
    const { breaths } = await readRecording(join(folder, 'one.wav'));
    expect(breaths.map((frame) => Math.round(frame / 480) * 10)).toEqual([810, 2_110]);
  });
});
