import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GpioPin } from '../../firmware-bridge/gpio/sysfs-line.ts';
import type { GuardedLock } from './guard-setup.ts';

/** A lock pin as it is driven: where, and whether a low pin energises the coil. */
export interface LockPin extends GpioPin {
  readonly activeLow: boolean;
}

const PIN_PATTERN = /^(?:(?<chips>[\w@.:,-]+)\/)?(?<offset>\d{1,3}):(?<polarity>active-low|active-high)$/;

/** Writes lock pins as text, one `17:active-low` or `pinctrl-rp1,pinctrl-bcm2711/17:active-low` per line. */
export function formatLockLines(pins: readonly LockPin[]): string {
  return pins
    .map(({ chip, offset, activeLow }) => {
      const place = chip === undefined ? offset : `${chip.join(',')}/${offset}`;
      return `${place}:${activeLow ? 'active-low' : 'active-high'}\n`;
    })
    .join('');
}

/** Reads {@link formatLockLines} back; what is not a pin is given back as it stands. */
export function parseLockLines(text: string): {
  readonly pins: readonly LockPin[];
  readonly rubbish: readonly string[];
} {
  const pins: LockPin[] = [];
  const rubbish: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
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
  return { pins, rubbish };
}

/** Writes the header pins among the locks to a file, whole or not at all: a half-written list would leave a lock out. */
export function writeLockLines(path: string, locks: readonly Pick<GuardedLock, 'line'>[]): void {
  const pins = locks.flatMap(({ line }) => (line.at === 'gpio' ? [line] : []));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, formatLockLines(pins));
  renameSync(`${path}.new`, path);
}
