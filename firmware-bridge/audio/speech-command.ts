import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Timers } from '../timers.ts';
import { AudioError } from './audio-error.ts';

/** An outside program that speaks, and how it is to speak. */
export interface SpeechCommand {
  /**
   * Program and arguments. `{language}`, `{voice}`, `{speed}`, `{text}` and `{out}` are filled in; without `{text}` the words come on
   * stdin, without `{out}` the WAV is read from stdout. Never run through a shell.
   */
  readonly argv: readonly string[];
  /** `zh` or `en`. */
  readonly language: string;
  readonly voice: string;
  /** Words a minute. */
  readonly speed: number;
  readonly deadlineMs: number;
}

/** Ten minutes of 48 kHz mono. An engine that writes more is out of its mind. */
const MAX_WAV_BYTES = 64 * 1024 * 1024;
const STDERR_KEPT = 300;

/**
 * Has an outside program say `words`; answers the WAV it made.
 *
 * @param words harmless already: see speakable
 *
 * @throws AudioError `speech/no-engine` (program missing), `speech/deadline` (killed), `speech/failed` (its own complaint), `speech/empty`
 */
export async function runSpeechCommand(command: SpeechCommand, words: string, timers: Timers): Promise<Uint8Array> {
  if (words === '') throw new AudioError('speech/empty', 'there is nothing to say', { retryable: false });
  const wantsFile = command.argv.some((part) => part.includes('{out}'));
  const folder = wantsFile ? await mkdtemp(join(tmpdir(), 'qingyu-speech-')) : undefined;
  try {
    const out = folder === undefined ? '' : join(folder, 'speech.wav');
    const values: Readonly<Record<string, string>> = {
      language: command.language,
      voice: command.voice,
      speed: String(command.speed),
      text: words,
      out,
    };
    const argv = command.argv.map((part) =>
      part.replace(/\{(language|voice|speed|text|out)\}/g, (_, name: string) => values[name] ?? ''),
    );
    const onStdin = !command.argv.some((part) => part.includes('{text}'));
    const stdout = await run(argv, onStdin ? words : '', command.deadlineMs, timers);
    return folder === undefined ? stdout : await readWav(out);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function readWav(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new AudioError('speech/failed', 'the engine wrote no file', { cause: error });
  }
}

function run(
  [program = '', ...args]: readonly string[],
  stdin: string,
  deadlineMs: number,
  timers: Timers,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { shell: false, stdio: ['pipe', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let failure: AudioError | undefined;
    const kill = (error: AudioError) => {
      failure ??= error;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open after the program is gone.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const cancel = timers.after(deadlineMs, () =>
      kill(new AudioError('speech/deadline', `${program} did not finish within ${deadlineMs} ms`)),
    );
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_WAV_BYTES)
        kill(new AudioError('speech/failed', `${program} wrote more than ${MAX_WAV_BYTES} bytes`));
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, STDERR_KEPT);
    });
    // The program may end without reading its words; its exit tells the story.
    child.stdin.on('error', () => {});
    child.on('error', (error: NodeJS.ErrnoException) => {
      cancel();
      const code = error.code === 'ENOENT' || error.code === 'EACCES' ? 'speech/no-engine' : 'speech/failed';
      reject(failure ?? new AudioError(code, `${program}: ${error.message}`, { cause: error }));
    });
    child.on('close', (exit) => {
      cancel();
      if (failure !== undefined) reject(failure);
      else if (exit === 0) resolve(Buffer.concat(chunks));
      else reject(new AudioError('speech/failed', `${program} ended with ${exit}: ${complaint.trim()}`));
    });
    child.stdin.end(stdin);
  });
}
