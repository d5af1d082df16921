import { spawn } from 'node:child_process';
import type { Capture, CaptureEvents } from './capture.ts';
import { SAMPLE_RATE } from './pcm-format.ts';

/** The card hands over sound in steps of this: with the jitter buffer it bounds how late a word is heard. */
const ALSA_PERIOD_MICROSECONDS = 10_000;
const ALSA_BUFFER_MICROSECONDS = 100_000;
const REASON_KEPT = 200;

/** Records one channel through `arecord`, the one program every Pi has, and tells when it is lost. */
export function captureFromAlsa(device: string, program: string, events: CaptureEvents): Capture {
  const format = ['-q', '-t', 'raw', '-f', 'S16_LE', '-r', String(SAMPLE_RATE), '-c', '1'];
  const timing = [`--period-time=${ALSA_PERIOD_MICROSECONDS}`, `--buffer-time=${ALSA_BUFFER_MICROSECONDS}`];
  const child = spawn(program, [...format, ...timing, '-D', device, '-'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  let complaint = '';
  let odd: Buffer = Buffer.alloc(0);
  let open = true;
  const lose = (reason: string): void => {
    if (!open) return;
    open = false;
    events.lost(reason);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    if (!open) return;
    const bytes = odd.length === 0 ? chunk : Buffer.concat([odd, chunk]);
    const whole = bytes.length - (bytes.length % 2);
    odd = bytes.subarray(whole);
    const pcm = new Int16Array(whole / 2);
    for (let at = 0; at < pcm.length; at++) pcm[at] = bytes.readInt16LE(at * 2);
    if (pcm.length > 0) events.samples(pcm);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    const said = chunk.toString('utf8');
    // arecord says “overrun!!! (at least 12.345 ms long)” and goes on.
    if (!said.includes('overrun')) complaint = (complaint + said).slice(-REASON_KEPT);
  });
  child.on('error', (error) => lose(error.message));
  child.on('close', (code) => lose(complaint.trim() || `${program} ended with ${code}`));
  return {
    close() {
      open = false;
      child.stdout.destroy();
      // A program that hangs does not hear a polite word.
      child.kill('SIGKILL');
    },
  };
}
