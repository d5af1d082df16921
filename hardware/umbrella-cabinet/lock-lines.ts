import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { GuardedLock } from './guard-setup.ts';

/** A lock pin as `all-off` needs it. */
export interface LockPin {
  readonly bcm: number;
  readonly activeLow: boolean;
}

const PIN_PATTERN = /^(?<bcm>\d{1,2}):(?<polarity>active-low|active-high)$/;

/** Writes lock pins as text, one `17:active-low` per line. */
export function formatLockLines(pins: readonly LockPin[]): string {
  return pins.map(({ bcm, activeLow }) => `${bcm}:${activeLow ? 'active-low' : 'active-high'}\n`).join('');
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
    if (parts === undefined) rubbish.push(word);
    else pins.push({ bcm: Number(parts.bcm), activeLow: parts.polarity === 'active-low' });
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
