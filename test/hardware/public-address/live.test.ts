import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHIME_FRAMES } from '../../../firmware-bridge/audio/chime.ts';
import { parseWav } from '../../../firmware-bridge/audio/wav.ts';
import type { Announcement } from '../../../src/ports/public-address.ts';
import { decibels, rms } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-live-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const microphone = { kind: 'simulated' } as const;
const talk = (limitMs = 20_000, overrides: Partial<Announcement> = {}): Announcement => ({
  id: 'talk-1',
  parts: [{ kind: 'chime' }, { kind: 'live', limitMs }],
  times: 1,
  gapMs: 0,
  ...overrides,
});

async function desk(options: Parameters<typeof plaza>[1] = {}) {
  const set = await plaza(folder, { microphone, ...options });
  /** Airs it while time goes on: the microphone needs some to open. */
  const air = async (announcement: Announcement) => {
    const asked = set.device.announce(announcement);
    await set.wait(50);
    await asked;
  };
  const names = () => set.events.map((event) => event.type).filter((type) => type !== 'musicChanged');
  return { ...set, air, names };
}

describe('a live announcement', () => {
  it('sounds the chime, lights the lamp with the first live sample, and ends with the hand', async () => {
    const path = join(folder, 'heard.wav');
    const { device, air, wait, events } = await desk({ sink: { kind: 'file', path } });
    await air(talk());
    await wait(1_000);
    expect(events.map(({ type }) => type)).not.toContain('liveOpened');
    await wait(600);
    expect(events.at(-1)).toEqual({ type: 'liveOpened', id: 'talk-1' });
    expect(device.level().speech).toBeGreaterThan(0);
    await wait(3_000);
    await device.endLive();
    await wait(500);
    expect(events.at(-1)).toEqual({ type: 'airEnded', id: 'talk-1', ending: 'completed', rounds: 1 });
    await device.stop();
    const [left = new Float32Array(0)] = parseWav(readFileSync(path)).channelData;
    const sound = Int16Array.from(left, (value) => Math.round(value * 32_767));
    // From its first sample on: somebody was speaking already.
    expect(rms(sound.subarray(CHIME_FRAMES + 2_400, CHIME_FRAMES + 48_000))).toBeGreaterThan(500);
    expect(rms(sound.subarray(-4_800))).toBe(0);
  });

  it('ends at its limit, when nobody lets go', async () => {
    const { device, air, wait, events } = await desk();
    await air(talk(2_000));
    await wait(4_000);
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'completed' });
    await device.stop();
  });

  it('let go in the chime is cut: nothing was said', async () => {
    const { device, air, wait, events } = await desk();
    await air(talk());
    await wait(500);
    await device.endLive();
    await wait(100);
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'cut', code: 'live/unsaid' });
    await device.stop();
  });

  it('leaves other announcements alone when a hand leaves the key', async () => {
    const { device, air, wait, names } = await desk();
    await air(call());
    await wait(300);
    await device.endLive();
    await wait(3_000);
    expect(names()).toEqual(['airStarted', 'roundStarted', 'airEnded']);
    await device.stop();
  });

  it('is cut by a stop, a fire mute and a newer announcement like anything else, and the microphone closes', async () => {
    const { device, air, wait, events, clock } = await desk();
    for (const cut of [
      () => device.stopAnnouncement('air/stopped'),
      () => device.mute('air/fire-contact'),
      () => device.announce(call()),
    ]) {
      device.unmute();
      await air(talk());
      await wait(2_500);
      await cut();
      await wait(100);
      expect(events.findLast((event) => event.type === 'airEnded' && event.id === 'talk-1')).toMatchObject({
        ending: 'cut',
      });
      await wait(8_000);
      // A microphone that were still open would be busy, and keep a timer.
    }
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  // Red when the microphone is opened only for its part: then the chime calls everybody to silence.
  it('is refused before its chime when the microphone is dead, with a lamp that goes out when it is back', async () => {
    const { device, wait, names, simulator } = await desk();
    simulator.setFault('microphone-dead', true);
    await wait(100);
    expect(device.health()).toMatchObject({ state: 'waiting', faults: [{ code: 'microphone/dead' }] });
    const refused = expect(device.announce(talk())).rejects.toMatchObject({ code: 'microphone/dead' });
    await wait(500);
    await refused;
    expect(names()).toEqual([]);
    simulator.setFault('microphone-dead', false);
    await wait(6_000);
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('is refused where no microphone is configured', async () => {
    const { device } = await plaza(folder);
    expect(device.microphone).toBeUndefined();
    await expect(device.announce(talk())).rejects.toMatchObject({ code: 'microphone/none' });
    await device.stop();
  });

  it('whose microphone hangs in the middle is cut within a second, and says so', async () => {
    const { device, air, wait, events, simulator } = await desk();
    await air(talk());
    await wait(3_000);
    simulator.setFault('microphone-hangs', true);
    await wait(1_000);
    expect(events.at(-1)).toMatchObject({ type: 'airEnded', ending: 'cut', code: 'microphone/hangs' });
    expect(device.health().faults.map(({ code }) => code)).toEqual(['microphone/hangs']);
    await device.stop();
  });

  it('whose microphone is switched off goes on, and a lamp says that nothing is heard', async () => {
    const { device, air, wait, simulator } = await desk();
    await air(talk());
    await wait(2_000);
    simulator.setFault('microphone-silent', true);
    await wait(3_200);
    expect(device.health().faults.map(({ code }) => code)).toEqual(['microphone/silent']);
    simulator.setFault('microphone-silent', false);
    await wait(100);
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('stopped before its microphone was open is never heard', async () => {
    const { device, wait, names } = await desk();
    await wait(100);
    const refused = expect(device.announce(talk())).rejects.toMatchObject({ code: 'audio/overtaken' });
    await device.stopAnnouncement('air/stopped');
    await wait(500);
    await refused;
    expect(names()).toEqual([]);
    await device.stop();
  });

  it('stands last in a single round, or is refused', async () => {
    const { device } = await desk();
    await expect(device.prepare(talk(1_000, { times: 2 }))).rejects.toMatchObject({ code: 'live/misplaced' });
    await expect(
      device.prepare(talk(1_000, { parts: [{ kind: 'live', limitMs: 1_000 }, { kind: 'chime' }] })),
    ).rejects.toMatchObject({ code: 'live/misplaced' });
    await device.stop();
  });
});

describe('a recording at the desk', () => {
  it('is heard by nobody else, shows its level, and is a WAV of what was said', async () => {
    const { device, wait, names } = await desk();
    await wait(100);
    const levels: number[] = [];
    device.microphone?.onLevel(({ peak }) => levels.push(peak));
    const begun = device.microphone?.startTake(60_000);
    await wait(2_000);
    await begun;
    const wav = (await device.microphone?.endTake()) ?? new Uint8Array(0);
    const [sound = new Float32Array(0)] = parseWav(wav).channelData;
    expect(sound.length / 48_000).toBeCloseTo(1.99, 1);
    expect(decibels(Math.max(...sound))).toBeGreaterThan(-12);
    expect(levels.length).toBeGreaterThan(15);
    expect(names()).toEqual([]);
    await device.stop();
  });

  it('ends by itself at its limit and says so; what was recorded is there', async () => {
    const { device, wait } = await desk();
    await wait(100);
    const ended: (string | undefined)[] = [];
    device.microphone?.onTakeEnded((code) => ended.push(code));
    const begun = device.microphone?.startTake(1_000);
    await wait(2_000);
    await begun;
    expect(ended).toEqual([undefined]);
    const [sound] = parseWav((await device.microphone?.endTake()) ?? new Uint8Array(0)).channelData;
    expect(sound?.length).toBe(48_000);
    await expect(device.microphone?.endTake()).rejects.toMatchObject({ code: 'take/none' });
    await device.stop();
  });

  it('and a live announcement never have the microphone at once', async () => {
    const { device, wait } = await desk();
    await wait(100);
    const begun = device.microphone?.startTake(60_000);
    await wait(100);
    await begun;
    await expect(device.announce(talk())).rejects.toMatchObject({ code: 'microphone/busy' });
    await device.stop();
  });
});

describe('the ear at the amplifier', () => {
  const lineIn = { capture: { kind: 'loopback' }, thresholdDb: -45 } as const;

  it('says that an announcement was heard', async () => {
    const { device, air, wait, events } = await desk({ lineIn });
    await air(call({ times: 2 }));
    await wait(6_000);
    expect(events.at(-1)).toEqual({ type: 'soundChecked', id: 'call-1', heard: 'heard' });
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('says that it was not heard when the amplifier is off, with a lamp that goes out with the next one that is', async () => {
    const { device, air, wait, events, simulator } = await desk({ lineIn });
    simulator.setFault('amplifier-off', true);
    await air(call({ times: 2 }));
    await wait(6_000);
    expect(events.at(-1)).toEqual({ type: 'soundChecked', id: 'call-1', heard: 'not-heard' });
    expect(device.health().faults.map(({ code }) => code)).toEqual(['audio/not-heard']);
    simulator.setFault('amplifier-off', false);
    await air(call({ times: 2 }));
    await wait(6_000);
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('says nothing about what was stopped before a word of it', async () => {
    const { device, air, wait, events } = await desk({ lineIn });
    await air(call());
    await wait(100);
    await device.stopAnnouncement('air/stopped');
    await wait(3_000);
    expect(events.at(-1)).toEqual({ type: 'soundChecked', id: 'call-1', heard: 'no-check' });
    await device.stop();
  });
});
