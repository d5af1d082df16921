import { execFile } from 'node:child_process';

/**
 * Tells systemd that the service is ready, alive or stopping (sd_notify(3)); does nothing outside systemd.
 *
 * Node has no datagram Unix sockets, so systemd's own `systemd-notify` carries the word; the unit allows it with NotifyAccess=all.
 */
export function sdNotify(...words: string[]): void {
  if (process.env.NOTIFY_SOCKET === undefined) return;
  execFile('systemd-notify', words, () => undefined);
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
