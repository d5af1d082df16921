/**
 * Drives lock lines off and ends: what systemd runs before the service starts and after it ended, however it ended.
 *
 * Usage: `node all-off.js <pin or list>…`, a pin as `17:active-low`, a list as the path of the file the service writes. Exit code 0
 * when every line is off, 1 when one could not be driven.
 */
import { existsSync, readFileSync } from 'node:fs';
import { openOnoffOutput } from '../../firmware-bridge/gpio/onoff-lines.ts';
import { type LockPin, parseLockLines } from './lock-lines.ts';

function say(sentence: string): void {
  process.stderr.write(`all-off: ${sentence}\n`);
}

function pinsOf(word: string): readonly LockPin[] {
  const direct = parseLockLines(word);
  if (direct.rubbish.length === 0) return direct.pins;
  if (!existsSync(word)) {
    say(`${word} is not there: no lock line was ever driven`);
    return [];
  }
  const listed = parseLockLines(readFileSync(word, 'utf8'));
  if (listed.rubbish.length > 0) {
    say(`${word} also holds what is not a pin: ${listed.rubbish.join(' ')}`);
    process.exitCode = 1;
  }
  return listed.pins;
}

for (const pin of process.argv.slice(2).flatMap(pinsOf)) {
  try {
    (await openOnoffOutput(pin)).close();
    say(`pin ${pin.offset} is off`);
  } catch (cause) {
    // The others are still driven off.
    say(cause instanceof Error ? cause.message : String(cause));
    process.exitCode = 1;
  }
}
// An open line keeps the process alive; everything is done.
process.exit();
