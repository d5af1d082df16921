import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDebounce, UNSEEN } from '../../../firmware-bridge/gpio/debounce.ts';
import { createDebouncedLine } from '../../../firmware-bridge/gpio/debounced-line.ts';
import { createMemoryInput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { FakeClock } from '../../fake-clock.ts';

const looks = (...seen: readonly (readonly [atMs: number, level: boolean | undefined])[]) =>
  seen.reduce((state, [atMs, level]) => nextDebounce(state, level, atMs, 20), UNSEEN);

describe('a contact', () => {
  it('is believed at the first look', () => {
    expect(looks([0, true])).toMatchObject({ settled: true, pending: undefined, bounces: 0 });
  });

  it('is believed again when another level has stood still long enough, and not a millisecond sooner', () => {
    expect(looks([0, false], [100, true], [119, undefined])).toMatchObject({ settled: false, pending: true });
    expect(looks([0, false], [100, true], [120, undefined])).toMatchObject({ settled: true, pending: undefined });
  });

  it('counts what went back as a bounce, and starts the time anew', () => {
    const state = looks([0, false], [100, true], [105, false], [110, true], [125, undefined]);
    expect(state).toMatchObject({ settled: false, pending: true, bounces: 1 });
    expect(nextDebounce(state, undefined, 130, 20)).toMatchObject({ settled: true, bounces: 1 });
  });

  it('without a debounce time is believed at once', () => {
    expect(nextDebounce(looks([0, false]), true, 5, 0)).toMatchObject({ settled: true });
  });

  it('is never believed to have a level it has not shown without a break for the whole time', () => {
    const steps = fc.array(fc.record({ afterMs: fc.integer({ min: 0, max: 40 }), level: fc.boolean() }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (seen) => {
        let [state, atMs, since, shown] = [UNSEEN, 0, 0, undefined as boolean | undefined];
        for (const { afterMs, level } of seen) {
          // Time passes first: whoever looks then sees what was shown.
          atMs += afterMs;
          const before = state;
          state = nextDebounce(state, undefined, atMs, 20);
          if (before.settled !== undefined && state.settled !== before.settled) {
            expect(state.settled).toBe(shown);
            expect(atMs - since).toBeGreaterThanOrEqual(20);
          }
          if (level !== shown) since = atMs;
          shown = level;
          const settled = state.settled;
          state = nextDebounce(state, level, atMs, 20);
          if (settled !== undefined) expect(state.settled).toBe(settled);
        }
      }),
    );
  });
});

describe('a debounced line', () => {
  it('reports a press once, when it has stood still, however it bounced', async () => {
    const clock = new FakeClock();
    const contact = createMemoryInput('contact', false);
    let bounces = 0;
    const line = createDebouncedLine(contact.line, { debounceMs: 20, timers: clock, bounced: () => bounces++ });
    const heard: boolean[] = [];
    line.onChange((high) => heard.push(high));
    expect(await line.read()).toBe(false);
    for (const level of [true, false, true, false, true]) {
      contact.set(level);
      await clock.advance(3);
    }
    expect([heard, await line.read(), bounces]).toEqual([[], false, 2]);
    await clock.advance(17);
    expect([heard, await line.read()]).toEqual([[true], true]);
    line.close();
    expect(clock.pending).toBe(0);
  });

  it('believes a level that was only ever read, when its edge got lost', async () => {
    const clock = new FakeClock();
    let level = false;
    const deaf = { name: 'deaf', read: async () => level, onChange: () => () => undefined, close: () => undefined };
    const line = createDebouncedLine(deaf, { debounceMs: 20, timers: clock });
    await line.read();
    level = true;
    expect(await line.read()).toBe(false);
    await clock.advance(20);
    expect(await line.read()).toBe(true);
    line.close();
  });
});
