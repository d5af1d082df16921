import { readFileSync } from 'node:fs';

/** One time a coil was on, in milliseconds; `lengthMs` is undefined while it still is. */
export interface OnTime {
  readonly startedMs: number;
  readonly lengthMs: number | undefined;
}

/** Reads how often and how long a lock line was on from the journal of a file line (firmware-bridge/gpio/file-line.ts). */
export function onTimes(path: string): OnTime[] {
  const times: OnTime[] = [];
  let onSince: number | undefined;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [level, seconds] = line.split(' ');
    const atMs = Number(seconds) * 1_000;
    if (level === '1') onSince ??= atMs;
    if (level !== '0' || onSince === undefined) continue;
    times.push({ startedMs: onSince, lengthMs: atMs - onSince });
    onSince = undefined;
  }
  if (onSince !== undefined) times.push({ startedMs: onSince, lengthMs: undefined });
  return times;
}
