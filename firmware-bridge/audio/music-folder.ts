import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { MUSIC_ENDINGS } from './decoders.ts';

/** The music in a folder and in the folders below it, in the order of their names; nothing when it cannot be read. */
export async function musicIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter(
      (entry) => !entry.isDirectory() && MUSIC_ENDINGS.some((ending) => ending === extname(entry.name).toLowerCase()),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) =>
        !relative(folder, path)
          .split(sep)
          .some((name) => name.startsWith('.')),
    )
    .sort((a, b) => (a < b ? -1 : 1));
}
