import { spawn } from 'node:child_process';
import type { OffSwitch } from '../../firmware-bridge/gpio/lines.ts';

/**
 * The third hand on the switch: a shell that sleeps a little longer than the pulse and then writes *off*, started before the coil is
 * driven. It needs neither the service nor the guard, so it also ends a pulse whose guard was killed or stopped. It runs in a
 * session of its own, out of reach of a signal to the group, and does not mind being asked to end.
 */
const SCRIPT = `trap "" TERM INT HUP
sleep "$1"
case "$2" in
append) read -r up rest < /proc/uptime; echo "0 $up last-hand" >> "$3" ;;
command) eval "$3" ;;
report) printf "$4" > "$3" ;;
*) echo 0 > "$3" ;;
esac`;

/** Calls the last hand off. */
export type CallOff = () => void;

/**
 * Starts a last hand for one pulse.
 *
 * @param afterMs milliseconds until it writes *off*
 * @param failed called when no shell could be started: the coil must not be driven then
 */
export function raiseLastHand(off: OffSwitch, afterMs: number, failed: () => void): CallOff {
  const words = [
    (afterMs / 1000).toFixed(3),
    off.how,
    off.how === 'command' ? off.command : off.path,
    ...(off.how === 'report' ? [octal(off.report)] : []),
  ];
  const hand = spawn('/bin/sh', ['-c', SCRIPT, 'last-hand', ...words], {
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

/** Bytes as `printf` of a shell takes them. */
function octal(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
