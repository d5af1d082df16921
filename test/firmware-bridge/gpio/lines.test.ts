import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileOutput } from '../../../firmware-bridge/gpio/file-line.ts';
import { createMemoryInput, createMemoryOutput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { openOnoffInput, openOnoffOutput } from '../../../firmware-bridge/gpio/onoff-lines.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';

const folder = mkdtempSync(join(tmpdir(), 'qingyu-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('lines', () => {
  it('in memory tell each change of an output once and end off', async () => {
    const levels: boolean[] = [];
    const line = createMemoryOutput('lock 1', (on) => levels.push(on));
    await line.write(true);
    line.writeNow(true);
    line.close();
    line.close();
    expect(levels).toEqual([true, false]);
  });

  it('in memory tell each change of an input once, until nobody listens', async () => {
    const { line, set } = createMemoryInput('door 1', false);
    const levels: boolean[] = [];
    const off = line.onChange((high) => levels.push(high));
    set(true);
    set(true);
    expect(await line.read()).toBe(true);
    off();
    set(false);
    expect(levels).toEqual([true]);
  });

  it('in a file begin and end off and keep the times', () => {
    const path = join(folder, 'lock-1');
    let now = 1_000;
    const line = createFileOutput(path, () => now);
    line.writeNow(true);
    now = 1_500;
    line.close();
    expect(readFileSync(path, 'utf8')).toBe('0 1.000\n1 1.000\n0 1.500\n');
  });

  it('in a file that cannot be written are a LinkError, and closing is silent', () => {
    expect(() => createFileOutput(join(folder, 'no', 'such', 'folder'), () => 0)).toThrow(LinkError);
  });

  it('that are not there fail in a sentence', async () => {
    await expect(openOnoffOutput({ offset: 17, chip: ['no-such-chip'], activeLow: true })).rejects.toMatchObject({
      code: 'link/not-found',
    });
    await expect(openOnoffInput({ offset: 5, chip: ['no-such-chip'] })).rejects.toBeInstanceOf(LinkError);
  });
});
