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
    airings.add('call 1', { id: 'call', parts: [], times: 2, gapMs: 0 }, { totalMs: 3_000, segments: [] });
    airings.heard({ type: 'airStarted', id: 'call 1', atFrame: 0 });
    airings.heard({ type: 'roundStarted', id: 'call 1', round: 2, atFrame: 48_000 });
    airings.cutAll('audio/worker-dead');
    expect(told.at(-1)).toEqual({ type: 'airEnded', id: 'call', ending: 'cut', code: 'audio/worker-dead', rounds: 1 });
    expect(airings.any).toBe(false);
  });

  it('goes on at the part it was in when the mixer is gone, in whole milliseconds', () => {
    const told: AirEvent[] = [];
    let nowMs = 0;
    const airings = new Airings(
      () => nowMs,
      (event) => told.push(event),
    );
    const speech = { kind: 'speech', round: 1, startMs: 1_500.021, durationMs: 5_000 } as const;
    const timeline = {
      totalMs: 6_500.021,
      segments: [{ kind: 'chime', round: 1, startMs: 0, durationMs: 1_500.021 }, speech],
    } as const;
    airings.add('call 1', { id: 'call', parts: [], times: 1, gapMs: 0, fromMs: 1_000 }, timeline);
    airings.heard({ type: 'airStarted', id: 'call 1', atFrame: 0 });
    nowMs = 4_000;
    expect(airings.onAir()).toMatchObject({ positionMs: 5_000 });
    airings.cutAll('audio/worker-dead');
    expect(told.at(-1)).toMatchObject({ resumeFromMs: 1_500 });
  });
});
