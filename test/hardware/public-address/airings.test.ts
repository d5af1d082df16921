import { describe, expect, it } from 'vitest';
import { Airings } from '../../../hardware/public-address/airings.ts';
import type { AirEvent } from '../../../src/ports/public-address.ts';

describe('what is on the air', () => {
  it('counts only rounds heard to the end when the mixer is gone', () => {
    const told: AirEvent[] = [];
    const airings = new Airings(
      () => 0,
      (event) => told.push(event),
    );
    airings.add('call 1', 'call', { totalMs: 3_000, segments: [] });
    airings.heard({ type: 'airStarted', id: 'call 1', atFrame: 0 });
    airings.heard({ type: 'roundStarted', id: 'call 1', round: 2, atFrame: 48_000 });
    airings.cutAll('audio/worker-dead');
    expect(told.at(-1)).toEqual({ type: 'airEnded', id: 'call', ending: 'cut', code: 'audio/worker-dead', rounds: 1 });
    expect(airings.any).toBe(false);
  });
});
