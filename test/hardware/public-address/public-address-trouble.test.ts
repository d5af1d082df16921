import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSpeechEngine, DEFAULT_SPEECH } from '../../../firmware-bridge/audio/speech-engine.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { FakeClock, settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { until } from '../../real-clock.ts';
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

describe('public address in trouble', () => {
  it('says that the loudspeakers are dead, cuts what is on the air, and recovers', async () => {
    const { device, simulator, events, wait } = await plaza(folder);
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    await device.announce(call());
    await wait(500);
    simulator.setFault('sink-dead', true);
    await settle();
    expect(device.health().state).toBe('fault');
    expect(device.health().faults[0]).toMatchObject({ code: 'audio/sink-dead' });
    expect(device.health().faults[0]?.says.zh).toContain('功放没声音');
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'cut', code: 'audio/sink-dead' });
    await expect(device.announce(call())).rejects.toMatchObject({ code: 'audio/sink-dead', name: 'DeviceError' });
    simulator.setFault('sink-dead', false);
    await settle();
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    await device.announce(call());
    await device.stop();
  });

  it('says before air that no engine speaks; music and chime go on', async () => {
    addMusic();
    const { device, simulator, wait } = await plaza(folder);
    simulator.setFault('speech-dead', true);
    const { segments } = await device.prepare(call());
    expect(segments.map(({ kind, unsaid }) => [kind, unsaid])).toEqual([
      ['chime', undefined],
      ['speech', 'speech/failed'],
    ]);
    await expect(device.listen(call())).rejects.toMatchObject({ code: 'speech/failed' });
    expect(device.onAir()).toBeUndefined();
    expect(device.health().faults.map((fault) => fault.code)).toEqual(['speech/failed']);
    await device.playMusic();
    await device.announce(call({ parts: [{ kind: 'chime' }] }));
    await wait(500);
    expect(device.music().state).toBe('ducked');
    simulator.setFault('speech-dead', false);
    await device.announce(call());
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    await device.stop();
  });

  it('kills a hanging engine after its deadline and says so', async () => {
    const clock = new FakeClock();
    const settings = { ...DEFAULT_SPEECH, command: [execPath, '-e', 'setInterval(() => {}, 1000)'], deadlineMs: 3_000 };
    const { device } = await plaza(folder, { clock, speechEngine: createSpeechEngine(settings, clock) });
    const announced = device.announce(call());
    await settle();
    await clock.advance(3_000);
    await announced;
    expect(device.onAir()?.timeline.segments.at(-1)).toMatchObject({ kind: 'speech', unsaid: 'speech/deadline' });
    expect(device.health().faults.map((fault) => fault.code)).toEqual(['speech/deadline']);
    await device.stop();
  });

  it('airs without music, and says that there is none', async () => {
    const { device, events, wait } = await plaza(folder);
    await device.playMusic();
    expect(device.music().state).toBe('none');
    expect(device.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'music/none' }] });
    await device.announce(call());
    await wait(3_000);
    expect(events.findLast((event) => event.type === 'airEnded')).toMatchObject({ ending: 'completed' });
    await device.stop();
  });

  it('loses the music at the bench and finds it again', async () => {
    addMusic();
    const { device, simulator, wait } = await plaza(folder);
    await device.playMusic();
    await wait(1_000);
    // The folder is really read, which no fake clock hurries.
    const becomes = (state: string) =>
      until(
        (look) => device.onEvent(look),
        () => device.music().state === state,
      );
    simulator.setFault('music-missing', true);
    await becomes('none');
    expect(device.health().faults.map((fault) => fault.code)).toEqual(['music/none']);
    simulator.setFault('music-missing', false);
    await becomes('playing');
    await until(
      (look) => device.onHealth(look),
      () => device.health().state === 'ready',
    );
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('names the music files it cannot play and plays the rest', async () => {
    addMusic('b.wav', 2);
    writeFileSync(join(folder, 'a.mp3'), 'broken');
    const { device, wait } = await plaza(folder);
    await device.playMusic();
    await wait(1_000);
    expect(device.music()).toMatchObject({ state: 'playing', track: 'b.wav' });
    expect(device.health().faults[0]).toMatchObject({
      code: 'music/unreadable',
      says: { zh: '有音乐文件无法播放，已跳过：a.mp3。' },
    });
    await device.stop();
  });

  it('shows what the loudspeakers would have played', async () => {
    const { device, simulator, wait } = await plaza(folder);
    await device.announce(call({ parts: [{ kind: 'chime' }] }));
    await wait(3_000);
    const { blockMs, speech, music } = simulator.levels();
    expect(blockMs).toBe(100);
    expect(Math.max(...speech.slice(0, 8))).toBeCloseTo(0.63, 1);
    expect(speech.at(-1)).toBe(0);
    expect(Math.max(...music)).toBe(0);
    await wait(120_000);
    expect(simulator.levels().speech).toHaveLength(600);
    expect(() => simulator.setFault('no-such', true)).toThrowError(
      expect.objectContaining({ code: 'simulator/unknown-fault' }),
    );
    await device.stop();
  });
});
