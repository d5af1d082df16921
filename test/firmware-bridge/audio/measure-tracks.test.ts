import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Measurement, measureInWorker } from '../../../firmware-bridge/audio/measure-tracks.ts';
import { addSound } from './music-folder.ts';
import { sine } from './sound.ts';

/** The nice value of every thread of this process (proc(5), stat field 19). */
function niceValues(): number[] {
  return readdirSync('/proc/self/task').flatMap((thread) => {
    try {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
      return [Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])];
    } catch {
      return [];
    }
  });
}

it('measures in a thread of its own that stands behind all others, and ends with it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qingyu-measure-'));
  const paths = ['a.wav', 'b.wav'].map((name) => addSound(folder, name, sine(1_000, 48_000 * 20, 0.1)));
  const before = niceValues();
  const measured: Measurement[] = [];
  const nice = new Set<number>();
  await new Promise<void>((resolve) => {
    measureInWorker(paths, {
      measured(one) {
        measured.push(one);
        for (const value of niceValues()) nice.add(value);
      },
      done: resolve,
    });
  });
  expect(measured).toMatchObject(paths.map((path) => ({ path, lufs: expect.closeTo(-20, 1), seconds: 20 })));
  expect([...nice].includes(19)).toBe(true);
  expect(niceValues().filter((value) => value === 19)).toEqual(before.filter((value) => value === 19));
  rmSync(folder, { recursive: true, force: true });
});
