import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { childEntry } from '../../../firmware-bridge/child-entry.ts';
import { formatLockLines, parseLockLines } from '../../../hardware/umbrella-cabinet/lock-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingyu-off-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function allOff(...words: string[]) {
  const entry = fileURLToPath(childEntry(import.meta.url, '../../../hardware/umbrella-cabinet/all-off'));
  return spawnSync(process.execPath, [entry, ...words], { encoding: 'utf8' });
}

describe('the list of lock pins', () => {
  it('reads back what it writes', () => {
    const pins = [
      { offset: 17, activeLow: true },
      { offset: 3, activeLow: false, chip: ['pinctrl-rp1', 'gpio-brcmstb@107d508500'] },
    ];
    const relays = [{ relay: 1 }, { relay: 8, serial: 'BITFT' }];
    expect(parseLockLines(formatLockLines(pins, relays))).toEqual({ pins, relays, rubbish: [] });
  });

  it('gives back what is not a pin', () => {
    expect(parseLockLines('17:active-low\nrm -rf\n18:high hid-relay:0 hid-relay@BITFT:9')).toEqual({
      pins: [{ offset: 17, activeLow: true }],
      relays: [],
      rubbish: ['rm', '-rf', '18:high', 'hid-relay:0', 'hid-relay@BITFT:9'],
    });
  });
});

describe('all-off', () => {
  it('has nothing to do before the first start', () => {
    const run = allOff(join(folder, 'never-written'));
    expect(run.stderr).toContain('no lock line was ever driven');
    expect(run.status).toBe(0);
  });

  it('fails when a line cannot be driven, and tries the others', () => {
    const list = join(folder, 'lock-lines');
    writeFileSync(list, 'no-such-chip/1:active-low\nno-such-chip/2:active-low\nrubbish\n');
    const run = allOff(list);
    expect(run.status).toBe(1);
    expect(run.stderr.split('\n').filter((line) => line !== '')).toHaveLength(3);
  });
});
