import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputLine } from '../../../firmware-bridge/gpio/lines.ts';
import { createMemoryOutput } from '../../../firmware-bridge/gpio/memory-line.ts';
import { LinkError } from '../../../firmware-bridge/transport/transport.ts';
import { createHealth } from '../../../hardware/device-health.ts';
import { ZoneRelays, type ZoneSettings } from '../../../hardware/public-address/zones/zone-relays.ts';
import { FakeClock, settle } from '../../fake-clock.ts';
import { call, plaza } from './plaza.ts';

const IDS = ['one', 'two', 'three'];
const SETTINGS: ZoneSettings = { settleMs: 150, holdMs: 1_500, music: ['one', 'two', 'three'] };
const named = (id: string) => ({ id, name: { zh: id, en: id } });

function bench(settings = SETTINGS, spoilt: { open?: boolean; write?: boolean; slow?: Promise<void> } = {}) {
  const clock = new FakeClock();
  const health = createHealth({ clock });
  health.setState('ready');
  const on = new Set<string>();
  /** Lines in somebody's hands. */
  const held = new Set<string>();
  const line = (id: string): OutputLine => {
    const memory = createMemoryOutput(id, (level) => void (level ? on.add(id) : on.delete(id)));
    held.add(id);
    return {
      ...memory,
      close() {
        held.delete(id);
        memory.close();
      },
      async write(level) {
        if (spoilt.write === true && id === 'two') throw new LinkError('link/failed', 'relay two does not follow');
        await memory.write(level);
      },
    };
  };
  const zones = IDS.map((id) => ({
    ...named(id),
    open: async () => {
      await spoilt.slow;
      if (spoilt.open === true && id === 'two') throw new LinkError('link/not-found', 'no board');
      return line(id);
    },
  }));
  return { clock, health, on, held, relays: new ZoneRelays(zones, settings, clock, health) };
}

describe('the relays of zones', () => {
  it('are on for their announcement alone, before its first sound and for a moment after its last', async () => {
    const { clock, on, relays } = bench();
    await relays.start();
    let settled = false;
    const airing = relays.air(['two']).then(() => {
      settled = true;
    });
    await clock.advance(140);
    expect([...on]).toEqual(['two']);
    expect(settled).toBe(false);
    await clock.advance(10);
    expect(settled).toBe(true);
    await airing;
    relays.ended();
    await clock.advance(1_400);
    expect([...on]).toEqual(['two']);
    await clock.advance(200);
    expect([...on]).toEqual([]);
    await relays.stop();
    expect(clock.pending).toBe(0);
  });

  it('are all on for an announcement that names none, or only zones that are gone', async () => {
    for (const zones of [undefined, ['closed-wing']]) {
      const { clock, on, relays } = bench();
      await relays.start();
      void relays.air(zones);
      await clock.advance(150);
      expect([...on].sort()).toEqual([...IDS].sort());
      await relays.stop();
    }
  });

  it('are the music’s own while only music plays', async () => {
    const { clock, on, relays } = bench({ ...SETTINGS, music: ['one'] });
    await relays.start();
    relays.plays(true);
    await settle();
    expect([...on]).toEqual(['one']);
    void relays.air(['three']);
    await clock.advance(150);
    expect([...on]).toEqual(['three']);
    relays.ended();
    await clock.advance(1_500);
    expect([...on]).toEqual(['one']);
    relays.plays(false);
    await settle();
    expect([...on]).toEqual([]);
    await relays.stop();
  });

  it('that are on already need no settling: the second announcement begins at once', async () => {
    const { clock, relays } = bench();
    await relays.start();
    void relays.air(['two']);
    await clock.advance(150);
    relays.ended();
    let settled = false;
    void relays.air(['two']).then(() => {
      settled = true;
    });
    await settle();
    expect(settled).toBe(true);
    await clock.advance(3_000);
    // The hold of the first one does not end the second.
    expect(relays.on).toEqual(['two']);
    await relays.stop();
  });

  // Red when a relay's error is passed on: then a dead relay makes the whole plaza silent.
  it('that fail are named and tried again, and the announcement is aired', async () => {
    for (const spoilt of [{ open: true }, { write: true }] as { open?: boolean; write?: boolean }[]) {
      const { clock, health, on, relays } = bench(SETTINGS, spoilt);
      await relays.start();
      let settled = false;
      void relays.air(['one', 'two']).then(() => {
        settled = true;
      });
      await clock.advance(150);
      expect(settled).toBe(true);
      expect([...on]).toEqual(['one']);
      expect(health.snapshot().faults).toMatchObject([
        { code: 'zones/relay', says: { zh: expect.stringContaining('two') } },
      ]);
      spoilt.open = false;
      spoilt.write = false;
      await clock.advance(5_000);
      expect([...on].sort()).toEqual(['one', 'two']);
      expect(health.snapshot().faults).toEqual([]);
      await relays.stop();
      expect(clock.pending).toBe(0);
    }
  });

  // Red when a stop does not wait for relays that are being opened: their lines would be held for good.
  it('that are being opened when everything stops are off and let go of afterwards', async () => {
    let opened = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const { on, held, relays, clock } = bench(SETTINGS, { slow });
    void relays.start();
    await settle();
    void relays.air(undefined);
    const stopped = relays.stop();
    opened();
    await stopped;
    await settle();
    expect([[...on], [...held], clock.pending]).toEqual([[], [], 0]);
  });

  // Red when the hold of one announcement outlives the next, or a stop leaves a relay on.
  it('are never on without being asked, and always off after a stop, whatever happens in which order', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('air' as const), zones: fc.subarray(IDS) }),
      fc.record({ do: fc.constant('end' as const) }),
      fc.record({ do: fc.constant('music' as const), plays: fc.boolean() }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.nat(2_000) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { clock, on, relays } = bench({ ...SETTINGS, music: ['one'] });
        await relays.start();
        let asked: readonly string[] = [];
        let music = false;
        let endedAtMs: number | undefined;
        for (const one of steps) {
          if (one.do === 'air') {
            asked = one.zones.length === 0 ? IDS : one.zones;
            endedAtMs = undefined;
            void relays.air(one.zones.length === 0 ? undefined : one.zones);
          } else if (one.do === 'end') {
            relays.ended();
            endedAtMs ??= clock.monotonicMs();
          } else if (one.do === 'music') {
            music = one.plays;
            relays.plays(music);
          } else await clock.advance(one.ms);
          await settle();
          const airing = asked.length > 0 && (endedAtMs === undefined || clock.monotonicMs() < endedAtMs + 1_500);
          if (!airing) asked = [];
          expect([...on].sort()).toEqual([...(airing ? asked : music ? ['one'] : [])].sort());
        }
        await relays.stop();
        expect([...on]).toEqual([]);
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an announcement in zones', () => {
  const zones = {
    wired: IDS.map((id) => ({ ...named(id), open: async () => createMemoryOutput(id, () => undefined) })),
    settings: SETTINGS,
  };

  it('is heard only when its relays have settled, and at once where there are no zones', async () => {
    for (const [options, latestMs] of [
      [{ zones }, 250],
      [{}, 100],
    ] as const) {
      const { device, events, wait, clock, simulator } = await plaza('/nowhere', options);
      await device.prepare(call({ zones: ['two'] }));
      const beganMs = clock.monotonicMs();
      void device.announce(call({ zones: ['two'] }));
      for (let at = 0; at < 50 && !events.some(({ type }) => type === 'airStarted'); at++) await wait(10);
      const tookMs = clock.monotonicMs() - beganMs;
      expect(tookMs).toBeLessThanOrEqual(latestMs);
      if ('zones' in options) {
        expect(tookMs).toBeGreaterThanOrEqual(150);
        expect(
          simulator
            .zones()
            .filter(({ on }) => on)
            .map(({ id }) => id),
        ).toEqual(['two']);
      }
      await wait(8_000);
      expect(simulator.zones().some(({ on }) => on)).toBe(false);
      await device.stop();
    }
  });

  it('airs though a relay is stuck, and the bench shows which', async () => {
    const { device, events, wait, simulator } = await plaza('/nowhere', { zones });
    simulator.setFault('zone-stuck', true);
    void device.announce(call({ zones: ['one', 'two'] }));
    await wait(4_000);
    expect(events.map(({ type }) => type)).toContain('airEnded');
    expect(device.health().faults).toMatchObject([{ code: 'zones/relay' }]);
    simulator.setFault('zone-stuck', false);
    await wait(6_000);
    expect(device.health().faults).toEqual([]);
    await device.stop();
  });

  it('that is stopped while its relays settle is never heard, and its relays are released', async () => {
    const { device, events, wait, simulator } = await plaza('/nowhere', { zones });
    const refused = expect(device.announce(call({ zones: ['one'] }))).rejects.toMatchObject({
      code: 'audio/overtaken',
    });
    await wait(50);
    await device.stopAnnouncement('air/stopped');
    await wait(3_000);
    await refused;
    expect(events.filter(({ type }) => type !== 'musicChanged')).toEqual([]);
    expect(simulator.zones().some(({ on }) => on)).toBe(false);
    await device.stop();
  });
});
