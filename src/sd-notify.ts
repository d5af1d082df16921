import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/** What systemd is told: an option or an assignment of systemd-notify(1). */
export type SystemdWord = '--ready' | '--stopping' | 'WATCHDOG=1';

/** Reads words and passes each on; ends with this process, whose end of the pipe then closes. */
const CARRIER = 'while read -r word; do systemd-notify "$word"; done';

let carrier: ChildProcessByStdio<Writable, null, null> | undefined;

/**
 * Tells systemd that the service is ready, alive or stopping (sd_notify(3)); does nothing outside systemd.
 *
 * Node has no datagram Unix sockets, so systemd's own `systemd-notify` carries the word; the unit allows it with NotifyAccess=all.
 * A small shell starts it: for a process of Node's size a start takes 10 to 30 ms, in which no tap is answered.
 */
export function sdNotify(word: SystemdWord): void {
  if (process.env.NOTIFY_SOCKET === undefined) return;
  carrier ??= startCarrier();
  carrier.stdin.write(`${word}\n`);
}

function startCarrier(): ChildProcessByStdio<Writable, null, null> {
  const child = spawn('/bin/sh', ['-c', CARRIER], { stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = (): void => {
    if (carrier === child) carrier = undefined;
  };
  // The next word starts another; systemd itself notices the words that never came.
  child.on('error', gone);
  child.on('exit', gone);
  child.stdin.on('error', gone);
  child.unref();
  return child;
}

/** Sends `WATCHDOG=1` at half of systemd's deadline; a blocked event loop cannot. Returns the function that stops it. */
export function startWatchdog(after: (delayMs: number, run: () => void) => () => void): () => void {
  const deadlineUs = Number(process.env.WATCHDOG_USEC ?? 0);
  if (!(deadlineUs > 0)) return () => undefined;
  const everyMs = deadlineUs / 2_000;
  let cancel = after(everyMs, beat);
  function beat(): void {
    sdNotify('WATCHDOG=1');
    cancel = after(everyMs, beat);
  }
  return () => cancel();
}
