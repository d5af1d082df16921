import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeWav, parseWav } from '../../../firmware-bridge/audio/wav.ts';
import { settle } from '../../fake-clock.ts';
import { sine } from '../../firmware-bridge/audio/sound.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
let sound = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-mute-'));
  sound = join(folder, 'heard.out');
  writeFileSync(join(folder, 'tune.wav'), encodeWav(sine(440, 48_000 * 20, 0.5), 48_000, 1));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The loudest sample, either channel, of what was heard in a stretch of time. */
function loudest(fromMs: number, toMs: number): number {
  const { channelData } = parseWav(readFileSync(sound));
  let peak = 0;
  for (const samples of channelData)
    for (const sample of samples.subarray(fromMs * 48, toMs * 48)) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

// To see it red: leave the ramp of `#playing` out of Mixer.mute (music plays on), or the stop (speech does).
describe('a muted public address', () => {
  it('is silent within 100 ms, speech, chime and music, and stays so; then music alone goes on where it was', async () => {
    const { device, events, wait, clock } = await plaza(folder, { sink: { kind: 'file', path: sound } });
    const beganMs = clock.monotonicMs();
    const now = () => clock.monotonicMs() - beganMs;
    await device.playMusic();
    await device.announce(call({ times: 3 }));
    await wait(2_500);
    const mutedMs = now();
    device.mute('air/fire-contact');
    await wait(3_000);
    const { positionMs } = device.music();
    expect(device.music().state).toBe('paused');
    expect(events.at(-1)).toMatchObject({ type: 'musicChanged' });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'airEnded', ending: 'cut', code: 'air/fire-contact' }),
    );
    await expect(device.announce(call())).rejects.toMatchObject({ code: 'audio/muted', name: 'DeviceError' });
    await wait(500);
    expect(device.music().positionMs).toBe(positionMs);
    const releasedMs = now();
    device.unmute();
    await wait(1_000);
    expect(device.music().state).toBe('playing');
    await device.stop();
    expect(loudest(mutedMs - 500, mutedMs)).toBeGreaterThan(0.1);
    expect(loudest(mutedMs + 100, releasedMs)).toBe(0);
    expect(loudest(releasedMs + 100, releasedMs + 900)).toBeGreaterThan(0.1);
  });

  it('leaves paused music paused, also when it was paused while muted', async () => {
    const { device, wait } = await plaza(folder);
    device.mute('air/fire-contact');
    device.unmute();
    await wait(500);
    expect(device.music().state).toBe('paused');
    await device.playMusic();
    device.mute('air/fire-contact');
    await device.pauseMusic();
    device.unmute();
    await wait(500);
    expect(device.music().state).toBe('paused');
    await device.stop();
  });

  it('muted before its start begins muted', async () => {
    const { device, wait, events } = await plaza(folder);
    await device.stop();
    device.mute('air/fire-contact');
    await device.start();
    await settle();
    await expect(device.announce(call())).rejects.toMatchObject({ code: 'audio/muted' });
    await device.playMusic();
    await wait(500);
    expect(device.music().state).toBe('paused');
    expect(events.some(({ type }) => type === 'airStarted')).toBe(false);
    await device.stop();
  });
});
