import { spawn } from 'node:child_process';
import type { OffFile } from '../../firmware-bridge/gpio/lines.ts';

/**
 * The third hand on the switch: a shell that sleeps a little longer than the pulse and then writes *off*, started before the coil is
 * driven. It needs neither the service nor the guard, so it also ends a pulse whose guard was killed or stopped. It runs in a
 * session of its own, out of reach of a signal to the group, and does not mind being asked to end.
 */
const SCRIPT = `trap "" TERM INT HUP
sleep "$1"
if [ "$2" = append ]; then read -r up rest < /proc/uptime; echo "0 $up last-hand" >> "$3"; else echo 0 > "$3"; fi`;

/** Calls the last hand off. */
export type CallOff = () => void;

/**
 * Starts a last hand for one pulse.
 *
 * @param afterMs milliseconds until it writes *off*
 * @param failed called when no shell could be started: the coil must not be driven then
 */
export function raiseLastHand(file: OffFile, afterMs: number, failed: () => void): CallOff {
  const hand = spawn('/bin/sh', ['-c', SCRIPT, 'last-hand', (afterMs / 1000).toFixed(3), file.how, file.path], {
    stdio: 'ignore',
    detached: true,
    env: { PATH: '/usr/bin:/bin' },
  });
  hand.on('error', failed);
  hand.unref();
  return () => {
    // A hand that has ended, by itself or not, has left its number to others.
    if (hand.pid === undefined || hand.exitCode !== null || hand.signalCode !== null) return;
    try {
      process.kill(-hand.pid, 'SIGKILL');
    } catch {
      // It has ended by itself a moment ago.
    }
  };
}
