import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_TRACK_NAME } from '../../../firmware-bridge/audio/demo-track.ts';
import { openMixerWorker } from '../../../firmware-bridge/audio/mixer-link.ts';
import { parseWav } from '../../../firmware-bridge/audio/wav.ts';
import { createPublicAddress } from '../../../hardware/public-address/create-public-address.ts';
import {
  DEFAULT_PUBLIC_ADDRESS,
  type PublicAddressOptions,
} from '../../../hardware/public-address/public-address-settings.ts';
import type { AirEvent, PublicAddress } from '../../../src/ports/public-address.ts';
import { FakeClock } from '../../fake-clock.ts';
import { strengthOf } from '../../firmware-bridge/audio/sound.ts';
import { realClock, until } from '../../real-clock.ts';
import { call, toneEngine } from './plaza.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-pa-thread-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const short = call({ parts: [{ kind: 'speech', text: '欢迎光临', language: 'zh' }] });

function open(options: Partial<PublicAddressOptions>): { device: PublicAddress; events: AirEvent[] } {
  const { device } = createPublicAddress({
    id: 'pa-1',
    clock: realClock,
    sink: { kind: 'file', path: join(folder, 'heard.wav') },
    dataFolder: folder,
    demoTrack: false,
    speechEngine: toneEngine(),
    ...options,
  });
  const events: AirEvent[] = [];
  device.onEvent((event) => events.push(event));
  return { device, events };
}

function ended(device: PublicAddress, events: readonly AirEvent[]): Promise<void> {
  return until(
    (look) => device.onEvent(look),
    () => events.some((event) => event.type === 'airEnded'),
    10_000,
  );
}

/** P11 (trust.md): from the request to the first sample at the sink. */
const FIRST_SAMPLE_WITHIN_MS = 150;
const TRIES = 8;

/** A program that takes the place of aplay. */
function player(script: string): string {
  const path = join(folder, 'player');
  writeFileSync(path, `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
  return path;
}

describe('mixer thread', () => {
  it('airs into a file in real time', async () => {
    const { device, events } = open({});
    await device.start();
    await device.announce(short);
    await ended(device, events);
    await device.stop();
    expect(events.map((event) => event.type)).toEqual(['airStarted', 'roundStarted', 'airEnded']);
    const [left = new Float32Array(0)] = parseWav(readFileSync(join(folder, 'heard.wav'))).channelData;
    const samples = Int16Array.from(left, (value) => value * 32_767);
    expect(strengthOf(1_000, samples.subarray(0, 20_000))).toBeGreaterThan(0.1);
    expect(samples.length).toBeLessThan(48_000 * 4);
  });

  it('composes the demo track when there is no music, and plays it', async () => {
    const { device, events } = open({ demoTrack: true, musicFolder: join(folder, 'absent') });
    await device.start();
    await device.playMusic();
    await until(
      (look) => device.onEvent(look),
      () => events.some((event) => event.type === 'musicChanged' && event.music.track === DEMO_TRACK_NAME),
      10_000,
    );
    expect(device.health()).toMatchObject({ state: 'ready', faults: [] });
    expect(readdirSync(join(folder, 'demo-music'))).toEqual([DEMO_TRACK_NAME]);
    await device.stop();
  });

  it('plays through a program ahead of time by less than 150 ms from request to its stdin', async () => {
    // The stand-in for aplay writes down when the first sound came.
    const said = join(folder, 'first-sound');
    const program = player(`const { existsSync, renameSync, writeFileSync } = require('node:fs');
      let sounding = false;
      process.stdin.on('data', (b) => {
        const sounds = b.some((x) => x !== 0);
        if (sounds && !sounding && !existsSync('${said}')) {
          writeFileSync('${said}.part', String(Date.now()));
          renameSync('${said}.part', '${said}');
        }
        sounding = sounds;
      });`);
    const { device, events } = open({ sink: { kind: 'alsa', device: 'default', program } });
    await device.start();
    await until(
      (look) => device.onHealth(look),
      () => device.health().state === 'ready',
    );
    // Silence after the words, so that the next sound is a first one again.
    const words = call({ parts: [...short.parts, { kind: 'pause', durationMs: 400 }] });
    await device.prepare(words);
    // The best of some tries: a busy machine delays one or the other, a lead that is too long delays them all.
    let leastMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < TRIES && leastMs >= FIRST_SAMPLE_WITHIN_MS; round++) {
      events.length = 0;
      rmSync(said, { force: true });
      const askedAt = Date.now();
      await device.announce(words);
      await ended(device, events);
      leastMs = Math.min(leastMs, Number(readFileSync(said, 'utf8')) - askedAt);
    }
    expect(leastMs).toBeLessThan(FIRST_SAMPLE_WITHIN_MS);
    await device.stop();
  });

  it('hears nothing more from a thread that hangs, and ends it', async () => {
    const clock = new FakeClock();
    let died: (reason: string) => void = () => {};
    const reason = new Promise<string>((resolve) => {
      died = resolve;
    });
    const settings = {
      mixer: DEFAULT_PUBLIC_ADDRESS,
      sink: { kind: 'none' },
      pace: 'owner',
      musicFolders: [],
    } as const;
    const link = openMixerWorker(settings, { event: () => {}, died }, clock);
    // Time without end is never drained.
    link.tick(Number.POSITIVE_INFINITY);
    const asked = expect(link.ask({ type: 'drained' })).rejects.toMatchObject({ code: 'audio/worker-dead' });
    await clock.advance(60_000);
    await asked;
    expect(await reason).toContain('did not answer drained in 60000 ms');
    expect(clock.pending).toBe(0);
  });

  it('says in words that the loudspeakers cannot be reached, and the rest goes on', async () => {
    const program = player("process.stderr.write('ALSA lib: no such card'); process.exit(1);");
    const { device } = open({ sink: { kind: 'alsa', device: 'plughw:9', program } });
    await device.start();
    await until(
      (look) => device.onHealth(look),
      () => device.health().state === 'fault',
    );
    expect(device.health().faults.map((fault) => fault.code)).toEqual(['audio/sink-dead']);
    await expect(device.announce(short)).rejects.toMatchObject({ code: 'audio/sink-dead' });
    expect((await device.listen(short)).length).toBeGreaterThan(44);
    await device.stop();
  });

  it('opens a player anew that dies after it worked, and the announcement goes on', async () => {
    const program = player('process.stdin.resume(); setTimeout(() => process.exit(1), 1500);');
    const { device, events } = open({ sink: { kind: 'alsa', device: 'default', program } });
    await device.start();
    await until(
      (look) => device.onHealth(look),
      () => device.health().state === 'ready',
    );
    await device.announce(call({ parts: [{ kind: 'chime' }] }));
    await ended(device, events);
    expect(events.at(-1)).toMatchObject({ ending: 'completed' });
    expect(device.health().counters.sinkRestarts).toBeGreaterThanOrEqual(1);
    await device.stop();
  });

  it('is closed within its deadline and leaves nothing behind', async () => {
    const before = process
      .getActiveResourcesInfo()
      .filter((name) => name === 'MessagePort' || name === 'Worker').length;
    const { device } = open({});
    await device.start();
    await device.playMusic();
    await device.stop();
    await device.stop();
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort' || name === 'Worker').length).toBe(
      before,
    );
  });

  it('is started again when its thread dies', async () => {
    let opened = 0;
    const { device } = open({
      openMixer: (settings, listener, timers) => {
        opened++;
        if (opened > 1) return openMixerWorker(settings, listener, timers);
        queueMicrotask(() => listener.died('out of memory'));
        return { ask: () => Promise.resolve(undefined), tick: () => {}, close: () => Promise.resolve() };
      },
    });
    await device.start();
    await until(
      (look) => device.onHealth(look),
      () => device.health().faults.some((fault) => fault.code === 'audio/worker-dead'),
    );
    await until(
      (look) => device.onHealth(look),
      () => device.health().state === 'ready',
    );
    expect(device.health().faults).toEqual([]);
    await device.announce(short);
    await device.stop();
  });
});
