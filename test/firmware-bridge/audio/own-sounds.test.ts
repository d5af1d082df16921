import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHIME_FRAMES, synthesiseChime } from '../../../firmware-bridge/audio/chime.ts';
import { composeDemoTrack, DEMO_TRACK_NAME, writeDemoTrack } from '../../../firmware-bridge/audio/demo-track.ts';
import { composeOwnSound, OWN_SOUNDS, ownSoundFrames } from '../../../firmware-bridge/audio/own-sounds.ts';
import { channel, rms, strengthOf } from './sound.ts';

const RATE = 24_000;

it('the chime is two falling tones that begin at once and end in silence', () => {
  const chime = synthesiseChime();
  expect(chime.length).toBe(CHIME_FRAMES);
  const [first, second] = [chime.subarray(0, 19_200), chime.subarray(24_000, 48_000)];
  expect(strengthOf(659.26, first)).toBeGreaterThan(4 * strengthOf(523.25, first));
  expect(strengthOf(523.25, second)).toBeGreaterThan(2 * strengthOf(659.26, second));
  expect(rms(chime.subarray(0, 480))).toBeGreaterThan(3_000);
  expect(Math.abs(chime.at(-1) ?? 1)).toBe(0);
});

it('the demo track is 48 s of sound without a hole, a clipped sample or a seam', async () => {
  const track = await composeDemoTrack();
  const left = channel(track, 0);
  expect(left.length).toBe(48 * RATE);
  for (let second = 0; second < 48; second++)
    expect(rms(left.subarray(second * RATE, (second + 1) * RATE))).toBeGreaterThan(300);
  const step = (from: number, to: number) => Math.abs((left.at(to) ?? 0) - (left.at(from) ?? 0));
  const steepest = left.reduce((most, _, at) => Math.max(most, at === 0 ? 0 : step(at - 1, at)), 0);
  expect(step(-1, 0)).toBeLessThanOrEqual(steepest / 2);
  expect(track.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(23_000);
});

it('the demo track is composed once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-demo-'));
  const path = await writeDemoTrack(folder);
  const { mtimeMs } = statSync(path);
  await writeDemoTrack(folder);
  expect([readdirSync(folder), statSync(path).mtimeMs]).toEqual([[DEMO_TRACK_NAME], mtimeMs]);
  rmSync(folder, { recursive: true, force: true });
});

it.each(OWN_SOUNDS)('%s is as long as it says, never clips, and begins and ends without a click', (sound) => {
  const pcm = composeOwnSound(sound);
  expect(pcm.length).toBe(ownSoundFrames(sound));
  expect(pcm.length % 48).toBe(0);
  expect(pcm.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBeLessThan(27_000);
  expect(rms(pcm)).toBeGreaterThan(1_000);
  expect(Math.max(Math.abs(pcm[0] ?? 1), Math.abs(pcm.at(-1) ?? 1))).toBeLessThan(100);
});

it('the alarm is the pattern of ISO 8201: three half seconds of tone, then a pause', () => {
  const pcm = composeOwnSound('alarm');
  const halves = Array.from({ length: 24 }, (_, half) => rms(pcm.subarray(half * 24_000, (half + 1) * 24_000)) > 1_000);
  const cycle = [true, false, true, false, true, false, false, false];
  expect(halves).toEqual([...cycle, ...cycle, ...cycle]);
});
