import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GpioPin } from '../../firmware-bridge/gpio/sysfs-line.ts';
import type { GuardedLock, LockRelay } from './guard-setup.ts';

/** A lock pin as it is driven: where, and whether a low pin energises the coil. */
export interface LockPin extends GpioPin {
  readonly activeLow: boolean;
}

const PIN_PATTERN = /^(?:(?<chips>[\w@.:,-]+)\/)?(?<offset>\d{1,3}):(?<polarity>active-low|active-high)$/;

const RELAY_PATTERN = /^hid-relay(?:@(?<serial>[0-9A-Za-z]{5}))?:(?<relay>[1-8])$/;

/**
 * Writes lock lines as text: pins as `17:active-low` or `pinctrl-rp1,pinctrl-bcm2711/17:active-low`, USB relays as `hid-relay:1` or
 * `hid-relay@BITFT:1`, one per line.
 */
export function formatLockLines(pins: readonly LockPin[], relays: readonly LockRelay[] = []): string {
  const ofRelays = relays.map(({ serial, relay }) => `hid-relay${serial === undefined ? '' : `@${serial}`}:${relay}\n`);
  return pins
    .map(({ chip, offset, activeLow }) => {
      const place = chip === undefined ? offset : `${chip.join(',')}/${offset}`;
      return `${place}:${activeLow ? 'active-low' : 'active-high'}\n`;
    })
    .concat(ofRelays)
    .join('');
}

/** Reads {@link formatLockLines} back; what is no line is given back as it stands. */
export function parseLockLines(text: string): {
  readonly pins: readonly LockPin[];
  readonly relays: readonly LockRelay[];
  readonly rubbish: readonly string[];
} {
  const pins: LockPin[] = [];
  const relays: LockRelay[] = [];
  const rubbish: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const named = RELAY_PATTERN.exec(word)?.groups;
    if (named !== undefined) {
      relays.push({ relay: Number(named.relay), ...(named.serial === undefined ? {} : { serial: named.serial }) });
      continue;
    }
    const parts = PIN_PATTERN.exec(word)?.groups;
    if (parts === undefined) {
      rubbish.push(word);
      continue;
    }
    const chip = parts.chips?.split(',');
    pins.push({
      offset: Number(parts.offset),
      activeLow: parts.polarity === 'active-low',
      ...(chip === undefined ? {} : { chip }),
    });
  }
  return { pins, relays, rubbish };
}

/** Writes the header pins and USB relays among the locks to a file, whole or not at all: a half-written list would leave a lock out. */
export function writeLockLines(path: string, locks: readonly Pick<GuardedLock, 'line'>[]): void {
  const pins = locks.flatMap(({ line }) => (line.at === 'gpio' ? [line] : []));
  const relays = locks.flatMap(({ line }) => (line.at === 'hid-relay' ? [line] : []));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, formatLockLines(pins, relays));
  renameSync(`${path}.new`, path);
}
