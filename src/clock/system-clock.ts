import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Clock, ClockQuality, ClockReading } from '../ports/clock.ts';

/** Where Linux says how good its clock is. Injectable, because tests have no /run of their own. */
export interface ClockSources {
  /** Exists once systemd-timesyncd has set the clock in this boot (systemd-timesyncd(8), FILES). */
  readonly timesyncMark: string;
  /** Exists while chrony has a selected source and writes its PID here. */
  readonly chronyMark: string;
  /** `1` when the kernel set the system time from this battery clock at boot (Documentation/ABI/testing/rtc-cdev). */
  readonly rtcSetsClock: string;
  readonly bootId: string;
}

export const linuxClockSources: ClockSources = {
  timesyncMark: '/run/systemd/timesync/synchronized',
  chronyMark: '/run/chrony/chronyd.pid',
  rtcSetsClock: '/sys/class/rtc/rtc0/hctosys',
  bootId: '/proc/sys/kernel/random/boot_id',
};

/** How long a reading of the clock's quality is believed before the files are looked at again. */
const QUALITY_TTL_MS = 10_000;

/**
 * The one clock of the running product: wall time, monotonic time since boot and clock quality.
 *
 * @param notBeforeMs a time that has certainly passed (the newest journal entry): an earlier wall clock is `unsure`, whatever Linux says.
 */
export function createSystemClock(notBeforeMs = 0, sources: ClockSources = linuxClockSources): Clock {
  const bootId = read(sources.bootId) ?? randomUUID();
  const monotonicMs = () => Number(process.hrtime.bigint() / 1_000n) / 1_000;
  let quality: ClockQuality = 'unsure';
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  function currentQuality(wallMs: number): ClockQuality {
    const nowMs = monotonicMs();
    if (nowMs - lookedAtMs > QUALITY_TTL_MS) {
      quality = qualityFrom(sources);
      lookedAtMs = nowMs;
    }
    return wallMs < notBeforeMs ? 'unsure' : quality;
  }

  return {
    read(): ClockReading {
      const wallMs = Date.now();
      return { wallMs, monotonicMs: monotonicMs(), bootId, quality: currentQuality(wallMs) };
    },
    monotonicMs,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}

/** Best claim first: network time, then a battery clock, else nobody knows. */
export function qualityFrom(sources: ClockSources): ClockQuality {
  if (existsSync(sources.timesyncMark) || existsSync(sources.chronyMark)) return 'synchronised';
  return read(sources.rtcSetsClock) === '1' ? 'rtc' : 'unsure';
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
