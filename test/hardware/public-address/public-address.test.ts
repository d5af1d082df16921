import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHIME_FRAMES } from '../../../firmware-bridge/audio/chime.ts';
import type { SpeechEngine } from '../../../firmware-bridge/audio/speech-engine.ts';
import { encodeWav, parseWav } from '../../../firmware-bridge/audio/wav.ts';
import { settle } from '../../fake-clock.ts';
import { decibels, rms, sine, strengthOf } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-pa-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addMusic(name = 'tune.wav', seconds = 20): void {
  const mono = sine(440, 48_000 * seconds, 0.5);
  writeFileSync(join(folder, name), encodeWav(mono, 48_000, 1));
}

/** What the file sink heard, left channel. */
function heard(path: string): Int16Array {
  const [left = new Float32Array(0)] = parseWav(readFileSync(path)).channelData;
  return Int16Array.from(left, (value) => Math.round(value * 32_768));
}

describe('public address', () => {
  it('airs what it prepared: the timeline is drawn to scale, rounds and gaps included', async () => {
    const { device, events, wait, engine } = await plaza(folder);
    const twice = call({ times: 2, gapMs: 1_500 });
    const timeline = await device.prepare(twice);
    expect(timeline.segments.map(({ kind, round, startMs }) => [kind, round, startMs])).toEqual([
      ['chime', 1, 0],
      ['speech', 1, 1_500],
      ['gap', 1, timeline.segments[2]?.startMs],
      ['chime', 2, timeline.segments[3]?.startMs],
      ['speech', 2, (timeline.segments[3]?.startMs ?? 0) + 1_500],
    ]);
    expect(timeline.totalMs).toBeCloseTo(2 * (1_500 + 500) + 1_500, -1);
    await device.announce(twice);
    await wait(timeline.totalMs + 200);
    expect(events).toEqual([
      { type: 'airStarted', id: 'call-1', timeline },
      { type: 'roundStarted', id: 'call-1', round: 1 },
      { type: 'roundStarted', id: 'call-1', round: 2 },
      { type: 'airEnded', id: 'call-1', ending: 'completed', rounds: 2 },
    ]);
    expect(engine.asked).toHaveLength(1);
    await device.stop();
  });

  it('says what is on the air and where it is', async () => {
    const { device, wait } = await plaza(folder);
    expect(device.onAir()).toBeUndefined();
    await device.announce(call({ times: 2, gapMs: 1_000 }));
    await wait(1_000);
    expect(device.onAir()).toMatchObject({ id: 'call-1', round: 1 });
    expect(device.onAir()?.positionMs).toBeGreaterThan(900);
    await wait(2_500);
    expect(device.onAir()).toMatchObject({ round: 2 });
    await wait(3_000);
    expect(device.onAir()).toBeUndefined();
    await device.stop();
  });

  it('puts chime and words over ducked music and brings the music back', async () => {
    addMusic();
    const path = join(folder, 'heard/desk.wav');
    const { device, wait } = await plaza(folder, { sink: { kind: 'file', path }, settings: { musicVolume: 100 } });
    await device.playMusic();
    await wait(2_000);
    await device.announce(call());
    await wait(6_000);
    await device.stop();
    const sound = heard(path);
    const before = sound.subarray(48_000, 90_000);
    const words = sound.subarray(96_000 + 3_360 + CHIME_FRAMES + 2_400, 96_000 + 3_360 + CHIME_FRAMES + 21_600);
    const after = sound.subarray(48_000 * 6, 48_000 * 7);
    expect(decibels(strengthOf(440, words) / strengthOf(440, before))).toBeLessThan(-12);
    expect(strengthOf(1_000, words)).toBeGreaterThan(0.1);
    expect(decibels(rms(after) / rms(before))).toBeCloseTo(0, 1);
  });

  it('stops at once and says why; the music is heard again', async () => {
    addMusic();
    const { device, events, wait } = await plaza(folder);
    await device.playMusic();
    await wait(500);
    await device.announce(call());
    await wait(500);
    expect(device.music().state).toBe('ducked');
    await device.stopAnnouncement('desk/stopped');
    expect(device.onAir()).toBeUndefined();
    expect(device.music().state).toBe('playing');
    expect(events.findLast((event) => event.type === 'airEnded')).toEqual({
      type: 'airEnded',
      id: 'call-1',
      ending: 'cut',
      code: 'desk/stopped',
      rounds: 0,
      resumeFromMs: 0,
    });
    await device.stopAnnouncement('desk/stopped');
    await device.stop();
  });

  it('ends at a sentence when asked to, and goes on from there in its own time', async () => {
    const speechEngine: SpeechEngine = {
      name: 'three sentences',
      async speak() {
        const pcm = new Int16Array(48 * 3_400);
        for (const startMs of [0, 1_200, 2_400]) pcm.set(sine(1_000, 48_000), startMs * 48);
        return encodeWav(pcm, 48_000, 1);
      },
    };
    const { device, events, wait } = await plaza(folder, { speechEngine });
    const said = call({ parts: [{ kind: 'chime' }, ...call().parts.slice(1)], times: 2, gapMs: 1_000 });
    const { totalMs } = await device.prepare(said);
    await device.announce(said);
    await wait(2_000);
    await device.stopAnnouncement('desk/pre-empted', 'at-sentence');
    expect(device.onAir()).toMatchObject({ id: 'call-1' });
    await wait(1_500);
    const resumeFromMs = 1_500 + 1_000 + 90;
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'cut', code: 'desk/pre-empted', resumeFromMs });
    events.length = 0;
    await device.announce({ ...said, fromMs: resumeFromMs });
    await wait(500);
    const position = device.onAir()?.positionMs ?? 0;
    expect(position).toBeGreaterThan(resumeFromMs + 400);
    expect(position).toBeLessThan(resumeFromMs + 600);
    await wait(totalMs);
    expect(events.map(({ type }) => type)).toEqual(['airStarted', 'roundStarted', 'airEnded']);
    expect(events.slice(1)).toMatchObject([{ round: 2 }, { ending: 'completed', rounds: 2 }]);
    await device.stop();
  });

  it('never airs what was stopped while its speech was being made', async () => {
    const spoken: (() => void)[] = [];
    const speechEngine: SpeechEngine = {
      name: 'slow',
      speak: () => new Promise((resolve) => spoken.push(() => resolve(encodeWav(sine(1_000, 4_800), 48_000, 1)))),
    };
    const { device, events, wait } = await plaza(folder, { speechEngine });
    const announced = expect(device.announce(call())).rejects.toMatchObject({ code: 'audio/overtaken' });
    await settle();
    await device.stopAnnouncement('desk/stopped');
    for (const finish of spoken) finish();
    await announced;
    await wait(1_000);
    expect(events).toEqual([]);
    await device.stop();
  });

  it('lets a newer announcement cut the older one', async () => {
    const { device, events, wait } = await plaza(folder);
    await device.announce(call({ id: 'shop' }));
    await wait(300);
    await device.announce(call({ id: 'child' }));
    expect(device.onAir()?.id).toBe('child');
    await wait(5_000);
    expect(events.filter((event) => event.type === 'airEnded')).toEqual([
      { type: 'airEnded', id: 'shop', ending: 'cut', code: 'audio/superseded', rounds: 0, resumeFromMs: 0 },
      { type: 'airEnded', id: 'child', ending: 'completed', rounds: 1 },
    ]);
    await device.stop();
  });

  it('gives the round for listening without airing it', async () => {
    const { device, events } = await plaza(folder);
    const { sampleRate, channelData } = parseWav(await device.listen(call({ times: 3, gapMs: 9_000 })));
    const timeline = await device.prepare(call());
    expect([sampleRate, channelData.length, channelData[0]?.length]).toEqual([
      48_000,
      2,
      Math.round(timeline.totalMs * 48),
    ]);
    expect(events).toEqual([]);
    await device.stop();
  });

  it('plays, pauses and goes on at the same place, at the volume set', async () => {
    addMusic();
    const { device, events, wait } = await plaza(folder);
    await device.playMusic();
    await wait(3_000);
    await device.pauseMusic();
    await wait(5_000);
    const paused = device.music();
    expect(paused).toMatchObject({ state: 'paused', track: 'tune.wav', volume: 40 });
    await wait(60_000);
    expect(device.music().positionMs).toBe(paused.positionMs);
    await device.playMusic();
    await wait(1_000);
    expect(device.music().positionMs - paused.positionMs).toBeGreaterThan(800);
    expect(device.music().positionMs - paused.positionMs).toBeLessThan(1_200);
    await device.setMusicVolume(130);
    expect(events.at(-1)).toMatchObject({ type: 'musicChanged', music: { volume: 100 } });
    await device.stop();
  });

  it('leaves nothing running when stopped, and ends what is on the air', async () => {
    addMusic();
    const { device, events, wait, clock } = await plaza(folder);
    await device.playMusic();
    await device.announce(call());
    await wait(500);
    await device.stop();
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'cut', code: 'audio/closed' });
    expect(clock.pending).toBe(0);
    await expect(device.announce(call())).rejects.toMatchObject({ code: 'audio/not-started' });
  });

  it('takes no time of the clock while nothing sounds', async () => {
    const { device, wait, clock } = await plaza(folder);
    await device.announce(call());
    await wait(10_000);
    expect(clock.pending).toBe(0);
    await device.stop();
  });
});
