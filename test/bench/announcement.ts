import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { encodeWav } from '../../firmware-bridge/audio/wav.ts';
import { createPublicAddress } from '../../hardware/public-address/create-public-address.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import type { Announcement, PublicAddress } from '../../src/ports/public-address.ts';
import { withFolder } from './bench-service.ts';
import { type BenchRow, ms, quantile } from './measure.ts';

/** The promise is a time and no ratio: the floor is what it allows, in milliseconds. */
const ALLOWED_MS = 150;
const ROUNDS = 20;
const RATE_HZ = 48_000;
/** The words, and the silence after them; then the music comes back and the sink falls silent. */
const WORDS_MS = 100;
const SILENCE_MS = 200;
const MUSIC_BACK_MS = 1_500;
const NEVER_HEARD_MS = 10_000;

/**
 * In place of aplay: says when words begin, in nanoseconds of the machine's monotonic clock, which all its processes share. Music of
 * opposite channels sums to nothing, words are the same on both; rounding leaves one unit.
 */
const PLAYER = `
const words = require('node:net').connect(process.argv[1 + process.argv.indexOf('-D')]);
words.on('error', () => process.exit());
let speaking = false;
let rest = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  const at = process.hrtime.bigint();
  const bytes = Buffer.concat([rest, chunk]);
  let loudest = 0;
  let frame = 0;
  for (; frame + 4 <= bytes.length; frame += 4)
    loudest = Math.max(loudest, Math.abs(bytes.readInt16LE(frame) + bytes.readInt16LE(frame + 2)));
  rest = bytes.subarray(frame);
  if (loudest > 100 && !speaking) words.write(at + '\\n');
  speaking = loudest > 100;
});
process.stdin.on('end', () => process.exit());
`;

/**
 * P11: from asking for a prepared announcement to its first sample at the sink, by the real worker thread and a player program. What
 * the card holds ahead (60 ms, card-pace.ts) comes after it.
 */
export function benchAnnouncement(): Promise<BenchRow[]> {
  return withFolder(async (folder) => [await measured(folder, 'silence'), await measured(folder, 'music')]);
}

async function measured(root: string, under: 'silence' | 'music'): Promise<BenchRow> {
  const folder = join(root, under);
  mkdirSync(folder);
  if (under === 'music') writeFileSync(join(folder, 'opposed.wav'), encodeWav(opposedTone(20), RATE_HZ, 2));
  const program = join(root, 'player');
  writeFileSync(program, `#!${process.execPath}\n${PLAYER}`, { mode: 0o755 });
  const socket = join(folder, 'words');
  const heard = createServer().listen(socket);
  await once(heard, 'listening');
  const { device } = createPublicAddress({
    id: 'pa-1',
    clock: createSystemClock(),
    sink: { kind: 'alsa', device: socket, program },
    musicFolder: folder,
    dataFolder: folder,
    speechEngine: { name: 'tone', speak: async () => encodeWav(tone(WORDS_MS), RATE_HZ, 1) },
  });
  try {
    const delays = await delaysOf(device, heard, under);
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
    await device.stop();
    heard.close();
  }
}

async function delaysOf(device: PublicAddress, heard: Server, under: 'silence' | 'music'): Promise<number[]> {
  const connected = once(heard, 'connection', { signal: AbortSignal.timeout(NEVER_HEARD_MS) });
  await device.start();
  const [player] = await connected;
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
    const words = once(player, 'data', { signal: AbortSignal.timeout(NEVER_HEARD_MS) });
    const ended = untilEnded(device);
    const asked = process.hrtime.bigint();
    await device.announce(call);
    const [at] = await words;
    delays.push(Number(BigInt(String(at).trim()) - asked) / 1_000_000);
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

function tone(durationMs: number): Int16Array {
  const frames = (RATE_HZ * durationMs) / 1000;
  return Int16Array.from({ length: frames }, (_, frame) => 16_000 * Math.cos((2 * Math.PI * 1_000 * frame) / RATE_HZ));
}

/** Stereo whose channels cancel each other. */
function opposedTone(seconds: number): Int16Array {
  const mono = Int16Array.from(
    { length: RATE_HZ * seconds },
    (_, frame) => 12_000 * Math.sin((2 * Math.PI * 440 * frame) / RATE_HZ),
  );
  return Int16Array.from({ length: mono.length * 2 }, (_, at) => (at % 2 === 0 ? 1 : -1) * (mono[at >> 1] ?? 0));
}
