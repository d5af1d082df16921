import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SinkKeeper } from '../../../firmware-bridge/audio/sink-keeper.ts';
import { FakeClock } from '../../fake-clock.ts';
import { until } from '../../real-clock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-sink-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a sink that failed', () => {
  it('is not counted on when it is opened again, but when it has held', async () => {
    const program = join(folder, 'player');
    writeFileSync(program, `#!${process.execPath}\nprocess.stdin.resume();\n`, { mode: 0o755 });
    const clock = new FakeClock();
    const told: string[] = [];
    const keeper = new SinkKeeper({ kind: 'alsa', device: 'default', program }, clock, {
      opened: () => told.push('opened'),
      dead: () => told.push('dead'),
      working: () => told.push('working'),
      counted: () => {},
    });
    keeper.start();
    expect(keeper).toMatchObject({ open: true, dead: false });
    await keeper.setBroken(true);
    expect(keeper).toMatchObject({ open: false, dead: true });
    await keeper.setBroken(false);
    expect(keeper).toMatchObject({ open: true, dead: true });
    await clock.advance(1_000);
    expect(keeper).toMatchObject({ open: true, dead: false });
    expect(told).toEqual(['opened', 'dead', 'opened', 'working']);
    await keeper.close();
    expect(clock.pending).toBe(0);
  });
});

describe('a sound card that hangs', () => {
  // Red when only the end of the player is looked at: then announcements wait for ever and nobody is told.
  it('is told after three seconds without taking a sample, started anew, and not called working while it takes none', async () => {
    const program = join(folder, 'player');
    // Lives, and never reads.
    writeFileSync(program, `#!${process.execPath}\nsetInterval(() => {}, 1_000);\n`, { mode: 0o755 });
    const clock = new FakeClock();
    const told: string[] = [];
    const keeper = new SinkKeeper({ kind: 'alsa', device: 'default', program }, clock, {
      opened: () => told.push('opened'),
      dead: (reason) => told.push(`dead: ${reason}`),
      working: () => told.push('working'),
      counted: () => {},
    });
    const fill = () => {
      // More than a pipe holds.
      for (let block = 0; block < 10_000 && !keeper.full; block++) keeper.write(new Int16Array(48_000));
    };
    keeper.start();
    await clock.advance(1_000);
    fill();
    await clock.advance(2_999);
    expect(told).toEqual(['opened', 'working']);
    await clock.advance(1);
    expect(told).toEqual(['opened', 'working', 'dead: takes no more sound']);
    expect(keeper).toMatchObject({ open: false, dead: true });
    await clock.advance(1_000);
    fill();
    await clock.advance(3_000);
    expect(told.slice(3)).toEqual(['opened', 'dead: takes no more sound']);
    await keeper.close();
    expect(clock.pending).toBe(0);
  });
});

describe('a sound card that is pulled out', () => {
  // To see it red: let LAST_RETRY_MS be 30_000, or leave `counted` out of #lost.
  it('ends its player, which is started again at once, then every five seconds, and is heard soon after it is back', async () => {
    const program = join(folder, 'player');
    // Says an underrun when it starts, plays nothing, and ends with the first samples: the card is gone.
    const script =
      "process.stderr.write('underrun!!! (at least 12.345 ms long)\\n'); process.stdin.once('data', () => process.exit(1));";
    writeFileSync(program, `#!${process.execPath}\n${script}\n`, { mode: 0o755 });
    const clock = new FakeClock();
    const counted: Record<string, number> = {};
    const told: string[] = [];
    const listeners = new Set<() => void>();
    const tell = (what: string): void => {
      told.push(what);
      for (const listener of listeners) listener();
    };
    const heard = (check: () => boolean) =>
      until(
        (look) => {
          listeners.add(look);
          return () => listeners.delete(look);
        },
        check,
        20_000,
      );
    const keeper = new SinkKeeper({ kind: 'alsa', device: 'default', program }, clock, {
      opened: () => tell('opened'),
      dead: () => tell('dead'),
      working: () => tell('working'),
      counted: (name, value) => {
        counted[name] = value;
        tell(name);
      },
    });
    keeper.start();
    await heard(() => counted.underruns === 1);
    await clock.advance(1_000);
    expect(told).toEqual(['opened', 'underruns', 'working']);

    keeper.write(new Int16Array(2));
    await heard(() => counted.sinkRestarts === 1 && counted.underruns === 2);
    await clock.advance(1_000);
    expect(told.slice(3)).toEqual(['sinkRestarts', 'opened', 'underruns', 'working']);

    renameSync(program, `${program}.away`);
    keeper.write(new Int16Array(2));
    await heard(() => keeper.dead);
    const deaths = () => told.filter((what) => what === 'dead').length;
    for (const waitMs of [1_000, 2_000, 4_000, 5_000, 5_000]) {
      const before = deaths();
      await clock.advance(waitMs);
      await heard(() => deaths() > before);
    }
    renameSync(`${program}.away`, program);
    await clock.advance(5_000);
    expect(keeper.open).toBe(true);
    await clock.advance(1_000);
    expect(keeper.dead).toBe(false);
    await keeper.close();
    expect(clock.pending).toBe(0);
  });
});
