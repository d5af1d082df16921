import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { StoreError } from '../../../src/store/database.ts';
import { checkRecords } from './check-records.ts';
import type { Punched, SentCommand } from './desk-load.ts';
import type { DiskCall } from './disk-recorder.ts';
import { ReplayedDisk } from './replayed-disk.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What a desk acknowledged; `at` is the length of the disk log at that moment. */
export interface Story {
  readonly commands: (SentCommand & { readonly at: number })[];
  readonly punches: (Punched & { readonly at: number })[];
}

export interface CutPlan {
  /** The files on the disk before the first call, by path. */
  readonly before: ReadonlyMap<string, Buffer>;
  readonly story: Story;
  /** How many instants; each is tried with everything unsynced gone and with a torn part of it there. */
  readonly cuts: number;
  readonly random: SeededRandom;
}

export interface CutReport {
  /** One line per thing that is wrong after a cut. */
  readonly wrong: string[];
  /** Acknowledgements looked up in the rebuilt databases, and how many of them were gone. */
  readonly checked: number;
  readonly lost: number;
}

const DATABASE = 'qingyu.db';
/** Memory where there is some: the rebuilt disk need not reach a real one. */
const SCRATCH = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Rebuilds the disk at random instants of the recorded calls and opens what a power cut would have left of the database. */
export function cutOften(calls: readonly DiskCall[], { before, story, cuts, random }: CutPlan): CutReport {
  const instants = Array.from({ length: cuts }, () => random.between(1, calls.length)).sort((a, b) => a - b);
  const disk = new ReplayedDisk(before);
  const folder = mkdtempSync(join(SCRATCH, 'qingyu-cut-'));
  const total = { wrong: [] as string[], checked: 0, lost: 0 };
  let applied = 0;
  for (const instant of instants) {
    for (const call of calls.slice(applied, instant)) disk.apply(call);
    applied = instant;
    const endsAt = calls[instant - 1]?.endsAt ?? 0;
    const until = <Said extends { readonly at: number }>(all: readonly Said[]) => all.filter(({ at }) => at <= endsAt);
    const said = { commands: until(story.commands), punches: until(story.punches) };
    for (const [how, files] of [
      ['unsynced writes gone', disk.afterCutWithoutUnsynced()],
      ['torn', disk.afterTornCut(random)],
    ] as const) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      for (const [path, bytes] of files) writeFileSync(join(folder, basename(path)), bytes);
      const { lost, others } = look(join(folder, DATABASE), said);
      total.checked += said.commands.length + said.punches.length;
      total.lost += lost.length;
      total.wrong.push(...[...lost, ...others].map((what) => `cut after call ${instant}, ${how}: ${what}`));
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return total;
}

function look(file: string, said: Story): { readonly lost: readonly string[]; readonly others: readonly string[] } {
  if (!existsSync(file) && said.commands.length + said.punches.length > 0) return { lost: [], others: ['no database'] };
  try {
    const { lost, doubled, broken } = checkRecords(file, said);
    return { lost, others: [...doubled, ...broken] };
  } catch (error) {
    if (error instanceof StoreError) return { lost: [], others: [error.message] };
    throw error;
  }
}
