import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { keyLength } from '../../firmware-bridge/osdp/commands.ts';

/** Reads a reader's site key: one line of 32 hex digits. @throws Error naming the file, never what it holds */
export function readSiteKey(file: string): Uint8Array {
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9A-Fa-f]+$/.test(text) || text.length !== 2 * keyLength) {
    throw new Error(`${file} should hold one line of ${2 * keyLength} hex digits`);
  }
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** Makes a random site key in a new file only its owner may read. @throws Error when the file is there already */
export function writeNewSiteKey(file: string): void {
  writeFileSync(file, `${randomBytes(keyLength).toString('hex').toUpperCase()}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
}
