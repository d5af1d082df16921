import { setTimeout as wait } from 'node:timers/promises';
import type { Announcement, PublicAddress } from '../../src/ports/public-address.ts';
import { withFolder } from './bench-service.ts';
import { type HeardDevice, openHeardDevice } from './heard-device.ts';
import { type BenchRow, ms, quantile } from './measure.ts';

/** The promise is a time and no ratio: the floor is what it allows, in milliseconds. */
const ALLOWED_MS = 150;
const ROUNDS = 20;
/** After the words; then the music comes back and the sink falls silent. */
const SILENCE_MS = 200;
const MUSIC_BACK_MS = 1_500;

/**
 * P11: from asking for a prepared announcement to its first sample at the sink, by the real worker thread and a player program. What
 * the card holds ahead (60 ms, card-pace.ts) comes after it.
 */
export function benchAnnouncement(): Promise<BenchRow[]> {
  return withFolder(async (folder) => [await measured(folder, 'silence'), await measured(folder, 'music')]);
}

async function measured(root: string, under: 'silence' | 'music'): Promise<BenchRow> {
  const heard = await openHeardDevice(root, under, under === 'music');
  try {
    const delays = await delaysOf(heard, under);
    const product = quantile(delays, 0.95);
    return {
      promise: 'P11',
      what: `announcement request to first sample at the sink, over ${under}, p95`,
      floor: ms(ALLOWED_MS),
      product: ms(product),
      ratio: product / ALLOWED_MS,
      goal: 1,
    };
  } finally {
    await heard.close();
  }
}

async function delaysOf({ device, words }: HeardDevice, under: 'silence' | 'music'): Promise<number[]> {
  if (under === 'music') await device.playMusic();
  const call: Announcement = {
    id: 'call',
    parts: [
      { kind: 'speech', text: 'words', language: 'en' },
      { kind: 'pause', durationMs: SILENCE_MS },
    ],
    times: 1,
    gapMs: 0,
  };
  await device.prepare(call);
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await wait(under === 'music' ? MUSIC_BACK_MS : SILENCE_MS);
    const heard = words();
    const ended = untilEnded(device);
    const asked = process.hrtime.bigint();
    await device.announce(call);
    delays.push(Number((await heard) - asked) / 1_000_000);
    await ended;
  }
  return delays;
}

function untilEnded(device: PublicAddress): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = device.onEvent((event) => {
      if (event.type !== 'airEnded') return;
      unsubscribe();
      resolve();
    });
  });
}
