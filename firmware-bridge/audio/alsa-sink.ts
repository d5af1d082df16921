import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CardPosition } from './card-position.ts';
import { CHANNELS, SAMPLE_RATE } from './pcm-format.ts';
import type { Sink, SinkEvents } from './sink.ts';
import { bytesOf } from './wav.ts';

/** The card's own buffer; with the mixer's lead it bounds how late a first sound or a stop is heard. */
const ALSA_BUFFER_MICROSECONDS = 50_000;
const REASON_KEPT = 200;

/** Plays through `aplay`, the one program every Pi has, and tells when it is lost. */
export function openAlsaSink(device: string, program: string, events: SinkEvents): Sink {
  const format = ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', String(SAMPLE_RATE), '-c', String(CHANNELS)];
  const child = spawn(program, [...format, `--buffer-time=${ALSA_BUFFER_MICROSECONDS}`, '-D', device, '-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  const position = child.pid === undefined ? undefined : new CardPosition(child.pid);
  let written = 0;
  let complaint = '';
  let open = true;
  const lose = (reason: string) => {
    if (!open) return;
    open = false;
    events.lost(reason);
  };
  child.stderr.on('data', (chunk: Buffer) => {
    const said = chunk.toString('utf8');
    // aplay says “underrun!!! (at least 12.345 ms long)” and goes on.
    if (said.includes('underrun')) events.underrun();
    else complaint = (complaint + said).slice(-REASON_KEPT);
  });
  child.stdin.on('error', () => {});
  child.on('error', (error) => lose(error.message));
  const closed = once(child, 'close').catch(() => undefined);
  child.on('close', (code) => lose(complaint.trim() || `${program} ended with ${code}`));
  return {
    write(samples) {
      if (!open) return;
      child.stdin.write(bytesOf(samples));
      written += samples.length / CHANNELS;
    },
    get waitingBytes() {
      return child.stdin.writableLength;
    },
    playedFrames: () => position?.playedFrames(written),
    async close() {
      open = false;
      child.stdin.destroy();
      child.kill('SIGTERM');
      if (child.pid !== undefined) await closed;
    },
  };
}
