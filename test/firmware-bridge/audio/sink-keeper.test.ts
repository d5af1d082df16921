import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SinkKeeper } from '../../../firmware-bridge/audio/sink-keeper.ts';
import { FakeClock } from '../../fake-clock.ts';

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
