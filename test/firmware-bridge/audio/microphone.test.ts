import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureSettings } from '../../../firmware-bridge/audio/capture.ts';
import { HighPass } from '../../../firmware-bridge/audio/high-pass.ts';
import { Microphone } from '../../../firmware-bridge/audio/microphone.ts';
import { encodeWav } from '../../../firmware-bridge/audio/wav.ts';
import { FakeClock, settle } from '../../fake-clock.ts';
import { realClock } from '../../real-clock.ts';
import { decibels, rms, sine } from './sound.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-mic-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function bench(settings: CaptureSettings | undefined) {
  const clock = new FakeClock();
  const told: string[] = [];
  const microphone = new Microphone(settings, clock, 30, {
    fault: (code, active) => told.push(`${code} ${active ? 'on' : 'off'}`),
    lost: (code) => told.push(`lost ${code}`),
  });
  return { clock, told, microphone };
}

/** Programs end in their own time; the clock goes on in small steps meanwhile. */
async function until(holds: () => boolean, clock: FakeClock): Promise<void> {
  for (let step = 0; step < 500 && !holds(); step++) {
    await clock.advance(2);
    await settle(20);
  }
}

/** A program in the place of arecord. */
function recorder(script: string): CaptureSettings {
  const program = join(folder, 'recorder');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { kind: 'alsa', device: 'default', program };
}

describe('the microphone', () => {
  it('is open with its first sound, and gives it 30 ms late', async () => {
    const { clock, microphone } = bench({ kind: 'simulated' });
    const opening = microphone.start();
    expect(microphone.open).toBe(false);
    await clock.advance(10);
    await opening;
    expect(microphone.open).toBe(true);
    await clock.advance(200);
    microphone.begin();
    expect(microphone.delayFrames).toBe(1_440);
    const out = new Int16Array(480);
    microphone.read(out);
    expect(rms(out)).toBeGreaterThan(0);
    microphone.end();
    expect(clock.pending).toBe(0);
  });

  it('that is not configured is refused with a code of its own', async () => {
    await expect(bench(undefined).microphone.start()).rejects.toMatchObject({ code: 'microphone/none' });
  });

  it('hears one hand at a time', async () => {
    const { clock, microphone } = bench({ kind: 'simulated' });
    const first = microphone.start();
    await expect(microphone.start()).rejects.toMatchObject({ code: 'microphone/busy' });
    await clock.advance(10);
    await first;
    microphone.end();
  });

  it('whose program ends at once is tried again, then dead, with what the program said', async () => {
    const told: string[] = [];
    const settings = recorder('echo "no such device" >&2; exit 1');
    const microphone = new Microphone(settings, realClock, 30, {
      fault: (code, active) => told.push(`${code} ${active ? 'on' : 'off'}`),
      lost: (code) => told.push(`lost ${code}`),
    });
    await expect(microphone.start()).rejects.toMatchObject({ code: 'microphone/dead', message: 'no such device' });
    expect(told).toEqual(['microphone/dead on']);
    microphone.end();
  });

  // Red when only the end of the program is looked at: then somebody speaks into nothing.
  it('whose program lives and tells nothing hangs: refused after a second and a half', async () => {
    const { clock, told, microphone } = bench(recorder('exec sleep 1000'));
    const refused = expect(microphone.start()).rejects.toMatchObject({ code: 'microphone/hangs' });
    await clock.advance(1_550);
    await refused;
    expect(told).toEqual(['microphone/hangs on']);
    microphone.end();
  });

  it('that works again puts its lamp out', async () => {
    const path = join(folder, 'voice.wav');
    const { clock, told, microphone } = bench({ kind: 'file', path });
    const refused = expect(microphone.start()).rejects.toMatchObject({ code: 'microphone/dead' });
    await until(() => told.length > 0, clock);
    await refused;
    writeFileSync(path, encodeWav(sine(400, 48_000, 0.5), 48_000, 1));
    await clock.advance(5_000);
    await until(() => told.includes('microphone/dead off'), clock);
    expect(told.at(-1)).toBe('microphone/dead off');
    microphone.end();
  });

  it('that is lost while it is open says so once', async () => {
    const { clock, told, microphone } = bench({ kind: 'simulated' });
    const opening = microphone.start();
    await clock.advance(10);
    await opening;
    microphone.setTrouble('hangs');
    await clock.advance(650);
    expect(told).toEqual(['microphone/hangs on', 'lost microphone/hangs']);
    expect(microphone.open).toBe(false);
    microphone.end();
  });

  it('that hears less than any room for three seconds is switched off, and says so until it hears one', async () => {
    const { clock, told, microphone } = bench({ kind: 'simulated' });
    const opening = microphone.start();
    await clock.advance(10);
    await opening;
    microphone.setTrouble('silent');
    await clock.advance(2_900);
    expect(told).toEqual([]);
    await clock.advance(200);
    expect(told).toEqual(['microphone/silent on']);
    microphone.setTrouble(undefined);
    await clock.advance(20);
    expect(told).toEqual(['microphone/silent on', 'microphone/silent off']);
    microphone.end();
  });

  it('gives nothing to whoever comes later of what was said before', async () => {
    const { clock, microphone } = bench({ kind: 'simulated' });
    const opening = microphone.start();
    await clock.advance(200);
    await opening;
    microphone.close();
    await settle();
    const again = microphone.start();
    const out = new Int16Array(480);
    microphone.read(out);
    expect(rms(out)).toBe(0);
    await clock.advance(20);
    await again;
    microphone.end();
  });
});

describe('the high-pass', () => {
  it('takes mains hum down and leaves a voice alone', () => {
    const through = (frequency: number) => {
      const sound = sine(frequency, 48_000, 0.5);
      new HighPass().filter(sound);
      return decibels(rms(sound.subarray(24_000)) / rms(sine(frequency, 48_000, 0.5).subarray(24_000)));
    };
    expect(through(30)).toBeLessThan(-15);
    expect(through(80)).toBeCloseTo(-3, 0);
    expect(Math.abs(through(300))).toBeLessThan(0.2);
  });
});
