import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { encodeWav } from '../../firmware-bridge/audio/wav.ts';
import { createPublicAddress } from '../../hardware/public-address/create-public-address.ts';
import { createSystemClock } from '../../src/clock/system-clock.ts';
import type { PublicAddress } from '../../src/ports/public-address.ts';

const RATE_HZ = 48_000;
const WORDS_MS = 100;
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

/** A public address with its real worker thread and a player program that says when words reach it. */
export interface HeardDevice {
  readonly device: PublicAddress;
  /** Resolves when words begin next, nanoseconds of the machine's monotonic clock. */
  words(): Promise<bigint>;
  close(): Promise<void>;
}

/** Every text is a short tone. @param music put under the words; its channels cancel each other */
export async function openHeardDevice(root: string, name: string, music: boolean): Promise<HeardDevice> {
  const folder = join(root, name);
  mkdirSync(folder);
  if (music) writeFileSync(join(folder, 'opposed.wav'), encodeWav(opposedTone(20), RATE_HZ, 2));
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
  const connected = once(heard, 'connection', { signal: AbortSignal.timeout(NEVER_HEARD_MS) });
  await device.start();
  const [player] = await connected;
  return {
    device,
    async words() {
      const [at] = await once(player, 'data', { signal: AbortSignal.timeout(NEVER_HEARD_MS) });
      return BigInt(String(at).trim());
    },
    async close() {
      await device.stop();
      heard.close();
    },
  };
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
