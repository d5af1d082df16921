import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, type Settings } from '../../config/load.ts';

/** The default configuration on a folder and a port of its own. */
export function benchSettings(folder: string): Settings {
  const settings = loadSettings('config/default.yaml');
  const { config } = settings;
  return { ...settings, config: { ...config, store: { ...config.store, folder }, http: { ...config.http, port: 0 } } };
}

/** Runs `work` with a folder that is gone afterwards. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
