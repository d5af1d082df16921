import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_TRACK_NAME, writeDemoTrack } from '../../../firmware-bridge/audio/demo-track.ts';
import { type MeasureTracks, measureTrack } from '../../../firmware-bridge/audio/measure-tracks.ts';
import type { MusicProgramme } from '../../../src/ports/music-player.ts';
import { settle } from '../../fake-clock.ts';
import { addSound, addTrack } from '../../firmware-bridge/audio/music-folder.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
let music = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-music-'));
  music = join(folder, 'music');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function programme(changed: Partial<MusicProgramme> = {}): MusicProgramme {
  return {
    shuffle: false,
    crossfadeMs: 0,
    change: 'crossfade',
    targetLufs: -20,
    loudest: 100,
    silence: { afterMs: 5_000, belowDb: -60 },
    ...changed,
  };
}

const addSilence = (name: string) => addTrack(music, name, 0, 48_000 * 60);
const addTone = (name: string) => addSound(music, name, sine(440, 48_000 * 5, 0.3));

async function opened(options: Parameters<typeof plaza>[1] = {}) {
  const desk = await plaza(folder, { musicFolder: music, ...options });
  const faults = () => desk.device.health().faults.map(({ code }) => code);
  /** Lets time pass until it is so, files being read at their own pace; at most half a minute of the desk's time. */
  const until = async (so: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 60 && !so(); tries++) {
      await desk.wait(500);
      await settle(30);
    }
  };
  return { ...desk, faults, until };
}

// Breaking it on purpose: leave out `#listen` in music-desk.ts and the first three turn red.
describe('the silence watch', () => {
  it('says that wanted music is not heard, and tries the next track', async () => {
    addSilence('a.wav');
    addTone('b.wav');
    const { device, wait, until, faults } = await opened();
    device.player.follow(programme());
    await device.playMusic();
    await wait(4_500);
    expect(faults()).not.toContain('music/silent');
    await until(() => faults().includes('music/silent'));
    expect(faults()).toContain('music/silent');
    await until(() => device.music().track === 'b.wav');
    expect(device.music().track).toBe('b.wav');
    await until(() => !faults().includes('music/silent'));
    expect(faults()).not.toContain('music/silent');
    await device.stop();
  });

  it('gives a list up that has nothing but silence, and says so until there is sound again', async () => {
    addSilence('morning/a.wav');
    addSilence('morning/b.wav');
    addTone('noon.wav');
    const { device, wait, until, faults } = await opened();
    device.player.follow(programme({ folder: 'morning' }));
    await device.playMusic();
    await wait(11_000);
    expect(device.player.now().fallback).toBe(false);
    await until(() => device.player.now().fallback);
    expect(device.player.now()).toMatchObject({ track: 'noon.wav', fallback: true });
    expect(faults()).toContain('music/silent');
    await device.stop();
  });

  it('plays the product’s own music where everything else is silent', async () => {
    addSilence('a.wav');
    // Composed before: that takes as long as it takes.
    await writeDemoTrack(join(folder, 'demo-music'));
    const { device, until, faults } = await opened({ demoTrack: true });
    device.player.follow(programme());
    await device.playMusic();
    await until(() => device.music().track === DEMO_TRACK_NAME);
    expect(device.music().track).toBe(DEMO_TRACK_NAME);
    expect(faults()).toContain('music/silent');
    await device.stop();
  });

  it('takes paused, muted and turned-down music for no trouble, and speech over silence neither', async () => {
    addSilence('a.wav');
    const { device, wait, faults } = await opened();
    device.player.follow(programme());
    await device.playMusic();
    await wait(3_000);
    await device.announce(call({ times: 4, gapMs: 1_000 }));
    await wait(8_000);
    expect(faults()).not.toContain('music/silent');
    await device.stopAnnouncement('desk/stopped');
    await device.setMusicVolume(0);
    await wait(20_000);
    expect(faults()).not.toContain('music/silent');
    await device.setMusicVolume(50);
    device.mute('fire');
    await wait(20_000);
    expect(faults()).not.toContain('music/silent');
    device.unmute();
    await device.pauseMusic();
    await wait(20_000);
    expect(faults()).not.toContain('music/silent');
    await device.stop();
  });

  it('is content again when the music is paused', async () => {
    addSilence('a.wav');
    const { device, wait, faults } = await opened();
    device.player.follow(programme());
    await device.playMusic();
    await wait(6_000);
    expect(faults()).toContain('music/silent');
    await device.pauseMusic();
    await wait(1_000);
    expect(faults()).not.toContain('music/silent');
    await device.stop();
  });
});

describe('the tracks', () => {
  it('are measured once, kept, and measured again only when a file was replaced', async () => {
    addTone('a.wav');
    addTone('noon/b.wav');
    writeFileSync(join(music, 'c.mp3'), 'no music');
    const measured: string[] = [];
    const measureTracks: MeasureTracks = (paths, listener) => {
      const run = async () => {
        for (const path of paths) {
          measured.push(path.slice(music.length + 1));
          listener.measured(await measureTrack(path));
        }
        listener.done();
      };
      const running = run();
      return { stop: () => running };
    };
    const first = await opened({ measureTracks });
    first.device.player.follow(programme());
    await first.device.player.tracks();
    while (first.device.player.measuring() > 0) await settle();
    expect(await first.device.player.tracks()).toMatchObject([
      { name: 'a.wav', folder: '', seconds: 5, gainDb: expect.closeTo(-8.9, 1) },
      { name: 'c.mp3', folder: '', unreadable: { zh: '放不了' } },
      { name: 'b.wav', folder: 'noon', seconds: 5, lufs: expect.closeTo(-11.1, 1) },
    ]);
    await first.device.stop();
    expect(measured).toEqual(['a.wav', 'c.mp3', 'noon/b.wav']);
    await settle(50);
    expect(JSON.parse(readFileSync(join(folder, 'music-loudness.json'), 'utf8'))).toMatchObject({ version: 1 });

    const second = await opened({ measureTracks });
    await second.device.player.tracks();
    expect(measured).toHaveLength(3);
    addSound(music, 'new.wav', sine(440, 96_000, 0.1));
    renameSync(join(music, 'new.wav'), join(music, 'a.wav'));
    await second.device.player.tracks();
    while (second.device.player.measuring() > 0) await settle();
    expect(measured.slice(3)).toEqual(['a.wav']);
    await second.device.stop();
  });

  it('are measured again when what was kept is no figures', async () => {
    addTone('a.wav');
    writeFileSync(join(folder, 'music-loudness.json'), '{"version":1,"tracks":[{"path":3},null,"x"]}');
    const { device } = await opened();
    while ((await device.player.tracks())[0]?.lufs === undefined) {
      device.player.follow(programme());
      await settle();
    }
    await device.stop();
  });

  it('are nothing where the folder is missing, and the lamp says that there is no music', async () => {
    const { device, wait, faults } = await opened();
    await device.playMusic();
    await wait(1_000);
    expect(await device.player.tracks()).toEqual([]);
    expect(faults()).toContain('music/none');
    await device.stop();
  });

  it('say where they are and what comes next; a skip goes there', async () => {
    addTone('morning/a.wav');
    addTone('morning/b.wav');
    const { device, wait } = await opened();
    device.player.follow(programme({ folder: 'morning' }));
    await device.playMusic();
    await wait(2_000);
    while (device.player.measuring() > 0) await settle();
    expect(device.player.now()).toMatchObject({ track: 'a.wav', next: 'b.wav', folder: 'morning', durationMs: 5_000 });
    await device.player.skip();
    await wait(500);
    expect(device.player.now()).toMatchObject({ track: 'b.wav', next: 'a.wav' });
    await device.stop();
  });

  it('are never louder than the programme lets them be', async () => {
    addTone('a.wav');
    const { device, wait, simulator } = await opened();
    device.player.follow(programme({ targetLufs: -10.5, loudest: 20 }));
    await device.setMusicVolume(80);
    await device.playMusic();
    await wait(3_000);
    expect(device.music().volume).toBe(80);
    expect(Math.max(...simulator.levels().music)).toBeLessThan(0.21 * 0.3);
    await device.stop();
  });
});
