/**
 * Drives lock lines off and ends: what systemd runs before the service starts and after it ended, however it ended.
 *
 * Usage: `node all-off.js <line or list>…`, a pin as `17:active-low`, a USB relay as `hid-relay:1`, a list as the path of the file the
 * service writes. Exit code 0 when every line is off, 1 when one could not be driven.
 */
import { existsSync, readFileSync } from 'node:fs';
import { openPinOutput } from '../../firmware-bridge/gpio/open-pin.ts';
import type { LockRelay } from './guard-setup.ts';
import { type LockPin, parseLockLines } from './lock-lines.ts';
import { openRelayBoards } from './relay-boards.ts';

function say(sentence: string): void {
  process.stderr.write(`all-off: ${sentence}\n`);
}

interface Lines {
  readonly pins: readonly LockPin[];
  readonly relays: readonly LockRelay[];
}

function linesOf(word: string): Lines {
  const direct = parseLockLines(word);
  if (direct.rubbish.length === 0) return direct;
  if (!existsSync(word)) {
    say(`${word} is not there: no lock line was ever driven`);
    return { pins: [], relays: [] };
  }
  const listed = parseLockLines(readFileSync(word, 'utf8'));
  if (listed.rubbish.length > 0) {
    say(`${word} also holds what is no lock line: ${listed.rubbish.join(' ')}`);
    process.exitCode = 1;
  }
  return listed;
}

const lines = process.argv.slice(2).map(linesOf);
for (const pin of lines.flatMap(({ pins }) => pins)) {
  try {
    (await openPinOutput(pin)).close();
    say(`pin ${pin.offset} is off`);
  } catch (cause) {
    // The others are still driven off.
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
const openRelay = openRelayBoards();
for (const relay of lines.flatMap(({ relays }) => relays)) {
  try {
    (await openRelay.line(relay)).close();
    say(`relay ${relay.relay} is off`);
  } catch (cause) {
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
// An open line keeps the process alive; everything is done.
process.exit();
