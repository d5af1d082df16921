import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Measurement } from '../../firmware-bridge/audio/measure-tracks.ts';

/** The figures are of this build's making; a file with another number is measured anew. */
const VERSION = 1;

let writing: Promise<void> = Promise.resolve();

/** Keeps the figures of all tracks, wholly or not at all; one write after the other. */
export function keepLoudness(file: string, tracks: readonly Measurement[]): Promise<void> {
  const text = JSON.stringify({ version: VERSION, tracks });
  writing = writing.catch(() => undefined).then(() => write(file, text));
  return writing;
}

/** What was kept; nothing when it cannot be read: it is only measured again. */
export async function keptLoudness(file: string): Promise<Measurement[]> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    const { version, tracks } = isRecord(kept) ? kept : {};
    if (version !== VERSION || !Array.isArray(tracks)) return [];
    return tracks.flatMap((one: unknown) => measurement(one) ?? []);
  } catch {
    return [];
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}

function measurement(one: unknown): Measurement | undefined {
  if (!isRecord(one)) return undefined;
  const { path, bytes, changedMs, unreadable, lufs, peakDb, seconds } = one;
  if (typeof path !== 'string' || typeof bytes !== 'number' || typeof changedMs !== 'number') return undefined;
  const which = { path, bytes, changedMs };
  if (typeof unreadable === 'string') return { ...which, unreadable };
  if (typeof peakDb !== 'number' || typeof seconds !== 'number') return undefined;
  return { ...which, peakDb, seconds, ...(typeof lufs === 'number' ? { lufs } : {}) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
