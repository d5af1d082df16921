import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../fake-clock.ts';
import { call, plaza } from './plaza.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-pa-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Outcome = { readonly code: string; readonly becomes: 'refused' | 'unsaid' | 'said' };

/** What the device tells of each bench fault, and what becomes of an announcement; undefined: it is only late. */
const outcomes: Readonly<Record<string, Outcome | undefined>> = {
  'sink-dead': { code: 'audio/sink-dead', becomes: 'refused' },
  'speech-dead': { code: 'speech/failed', becomes: 'unsaid' },
  'speech-hangs': { code: 'speech/deadline', becomes: 'unsaid' },
  'speech-silent': { code: 'speech/silent', becomes: 'unsaid' },
  'speech-slow': undefined,
  'music-missing': { code: 'music/none', becomes: 'said' },
};

// Red when a fault is not told, or words that were not said are not told of.
describe('every fault of a simulated public address', () => {
  it.each(Object.keys(outcomes))(
    '%s is told in words, puts nothing half on the air, and is over when it is switched off',
    async (fault) => {
      const { clock, device, simulator, events, wait } = await plaza(folder);
      expect(simulator.faults().map(({ id }) => id)).toEqual(Object.keys(outcomes));
      const outcome = outcomes[fault];
      simulator.setFault(fault, true);
      await settle();
      const announced = device.announce(call()).then(
        () => 'aired',
        (error: { readonly code: string }) => error.code,
      );
      await settle();
      // Longer than the deadline of the speech program.
      await clock.advance(15_000);
      if (outcome?.becomes === 'refused') {
        expect(await announced).toBe(outcome.code);
        await wait(500);
        expect(events).toEqual([]);
      } else {
        expect(await announced).toBe('aired');
        await wait(500);
        const started = events.find((event) => event.type === 'airStarted');
        const unsaid = started?.timeline.segments.map((segment) => segment.unsaid);
        expect(unsaid).toEqual([undefined, outcome?.becomes === 'unsaid' ? outcome.code : undefined]);
      }
      if (fault === 'music-missing') await device.playMusic();
      expect(device.health().faults.map(({ code }) => code)).toEqual(outcome === undefined ? [] : [outcome.code]);
      for (const { says, sinceMs } of device.health().faults) {
        expect(says).toEqual({ zh: expect.stringMatching(/。$/), en: expect.stringMatching(/\.$/) });
        expect(sinceMs).toBeGreaterThan(0);
      }
      simulator.setFault(fault, false);
      await settle();
      await wait(5_000);
      events.length = 0;
      await device.announce(call({ id: 'call-2' }));
      await wait(5_000);
      expect(events.at(-1)).toMatchObject({ type: 'airEnded', id: 'call-2', ending: 'completed' });
      await device.stop();
    },
  );
});
