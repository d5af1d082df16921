import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOnoffInput, openOnoffOutput } from '../../../firmware-bridge/gpio/onoff-lines.ts';

/** The kernel's side of one exported line, with onoff's way of swallowing errors on a line that was exported before. */
const kernel = vi.hoisted(() => ({
  calls: [] as string[],
  refusesDirection: false,
  failsWith: '',
  refusesEdges: false,
  refusesUnexport: false,
  watcher: undefined as ((error: Error | null, value: 0 | 1) => void) | undefined,
  level: 0 as 0 | 1,
}));

vi.mock('onoff', () => ({
  Gpio: class {
    readonly direction: () => string;
    readonly activeLow: () => boolean;
    constructor(number: number, direction: string, _edge: string, options: { activeLow: boolean }) {
      if (kernel.failsWith !== '') throw Object.assign(new Error(kernel.failsWith), { code: kernel.failsWith });
      kernel.calls.push(`open ${number} ${direction} ${options.activeLow ? 'active-low' : 'active-high'}`);
      this.direction = () => (kernel.refusesDirection || direction === 'in' ? 'in' : 'out');
      this.activeLow = () => options.activeLow;
    }
    writeSync(value: number): void {
      kernel.calls.push(`write ${value}`);
    }
    readSync(): number {
      return kernel.level;
    }
    watch(listener: (error: Error | null, value: 0 | 1) => void): void {
      if (kernel.refusesEdges) throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
      kernel.watcher = listener;
    }
    unexport(): void {
      kernel.calls.push('unexport');
      if (kernel.refusesUnexport) throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' });
    }
  },
}));

const root = mkdtempSync(join(tmpdir(), 'qingyu-onoff-'));
mkdirSync(join(root, 'gpiochip512'));
for (const [file, text] of Object.entries({ label: 'pinctrl-bcm2711', base: '512', ngpio: '58' }))
  writeFileSync(join(root, 'gpiochip512', file), text);
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeEach(() => {
  Object.assign(kernel, {
    calls: [],
    refusesDirection: false,
    failsWith: '',
    level: 0,
    refusesEdges: false,
    refusesUnexport: false,
  });
});

describe('a lock line on the header', () => {
  it('of an active-low relay board becomes an output with its pin high, which is off, in one step', async () => {
    await openOnoffOutput({ offset: 17, activeLow: true }, root);
    expect(kernel.calls).toEqual(['open 529 high active-low', 'write 0']);
  });

  it('of an active-high driver becomes an output with its pin low', async () => {
    await openOnoffOutput({ offset: 17, activeLow: false }, root);
    expect(kernel.calls).toEqual(['open 529 low active-high', 'write 0']);
  });

  it('is on and off in words of the load, stays exported when closed, and tells where it can be turned off', async () => {
    const line = await openOnoffOutput({ offset: 17, activeLow: true }, root);
    await line.write(true);
    line.close();
    expect(kernel.calls.slice(2)).toEqual(['write 1', 'write 0']);
    expect(line.offSwitch).toEqual({ path: join(root, 'gpio529', 'value'), how: 'replace' });
  });

  it('is refused when it was exported before and would not become an output', async () => {
    kernel.refusesDirection = true;
    await expect(openOnoffOutput({ offset: 17, activeLow: true }, root)).rejects.toThrow('did not become an output');
  });

  it.each([
    ['EACCES', 'link/no-permission'],
    ['EINVAL', 'link/not-found'],
    ['EBUSY', 'link/busy'],
    ['EIO', 'link/failed'],
  ])('that fails with %s is a %s', async (errno, code) => {
    kernel.failsWith = errno;
    await expect(openOnoffOutput({ offset: 17, activeLow: true }, root)).rejects.toMatchObject({ code });
  });
});

describe('a sensor line on the header', () => {
  it('tells its level by reading and by edges, and is given back when closed', async () => {
    const line = await openOnoffInput({ offset: 5 }, root);
    const levels: boolean[] = [];
    line.onChange((high) => levels.push(high));
    kernel.watcher?.(null, 1);
    kernel.watcher?.(new Error('lost'), 0);
    expect(levels).toEqual([true]);
    kernel.level = 1;
    expect(await line.read()).toBe(true);
    line.close();
    expect(kernel.calls).toEqual(['open 517 in active-high', 'unexport']);
  });

  it('that reports no edges is let go again, and says why', async () => {
    kernel.refusesEdges = true;
    await expect(openOnoffInput({ offset: 5 }, root)).rejects.toMatchObject({ code: 'link/no-permission' });
    expect(kernel.calls).toEqual(['open 517 in active-high', 'unexport']);
  });

  it('that is gone when it is closed closes all the same', async () => {
    const line = await openOnoffInput({ offset: 5 }, root);
    kernel.refusesUnexport = true;
    expect(() => line.close()).not.toThrow();
  });
});
