import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClockSources, createSystemClock, qualityFrom } from '../../../src/clock/system-clock.ts';

let folder: string;
let sources: ClockSources;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-clock-'));
  const at = (name: string) => join(folder, name);
  sources = {
    timesyncMark: at('timesync'),
    chronyMark: at('chrony'),
    rtcSetsClock: at('hctosys'),
    bootId: at('boot-id'),
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('clock quality', () => {
  it('is unsure when nobody vouches for the time', () => {
    expect(qualityFrom(sources)).toBe('unsure');
  });

  it('is rtc when a battery clock set the time at boot', () => {
    writeFileSync(sources.rtcSetsClock, '1\n');
    expect(qualityFrom(sources)).toBe('rtc');
  });

  it.each(['timesyncMark', 'chronyMark'] as const)('is synchronised once network time was set (%s)', (mark) => {
    writeFileSync(sources.rtcSetsClock, '1\n');
    writeFileSync(sources[mark], '');
    expect(qualityFrom(sources)).toBe('synchronised');
  });

  it('is unsure when the wall clock is before something already recorded, whatever Linux says', () => {
    writeFileSync(sources.timesyncMark, '');
    const clock = createSystemClock(Date.parse('2100-01-01'), sources);
    expect(clock.read().quality).toBe('unsure');
  });
});
