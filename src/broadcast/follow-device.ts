import type { AirEvent } from '../ports/public-address.ts';
import { type Air, step } from './air.ts';
import { publishAir } from './air-view.ts';
import type { AirInput } from './rules.ts';

/** What the device reports is committed before the screen hears of it. Returns the function that follows it no more. */
export function followDevice(air: Air): () => void {
  return air.publicAddress.onEvent((event: AirEvent) => {
    if (event.type === 'airStarted') air.timelines.set(event.id, event.timeline);
    if (event.type === 'roundStarted') writeRounds(air, event.id, event.round - 1);
    if (event.type === 'airEnded') {
      const { id, ending, rounds, code, resumeFromMs, unsaid } = event;
      const input = {
        type: 'ended',
        ending,
        rounds,
        ...(code === undefined ? {} : { code }),
        ...(resumeFromMs === undefined ? {} : { resumeFromMs }),
        ...(unsaid === undefined ? {} : { unsaid }),
      } as const;
      if (writeEnd(air, id, input)) return;
    }
    publishAir(air);
  });
}

/** An end that cannot be written down now is written when that works again: until then nothing else has its turn. */
function writeEnd(air: Air, id: string, input: AirInput): boolean {
  const actor = `device:${air.publicAddress.id}`;
  try {
    return step(air, id, input, actor);
  } catch (error) {
    air.report(error);
    air.unwritten.set(id, { input, actor });
    air.takeTurns();
    return false;
  }
}

/** Rounds are written as they are heard: a power cut must not make them unheard. */
function writeRounds(air: Air, id: string, rounds: number): void {
  const one = air.store.announcementById(id);
  if (one === undefined || one.state !== 'on-air' || rounds <= one.rounds) return;
  try {
    air.desk.change(`device:${air.publicAddress.id}`, (change) => {
      const { state, code, says } = one;
      air.store.update(id, { state, code, says, rounds });
      change.record({ kind: 'broadcast/round-heard', subject: `announcement:${id}`, body: { rounds } });
    });
  } catch (error) {
    air.report(error);
  }
}

/**
 * After a restart nothing that was armed or on the air goes on by itself: it is closed as interrupted, for a person to decide. What was queued
 * still waits.
 */
export function closeInterrupted(air: Air): number {
  const live = air.store.live().filter(({ state }) => state !== 'queued');
  for (const one of live) step(air, one.id, { type: 'restarted' });
  return live.length;
}
