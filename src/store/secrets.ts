import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './database.ts';

const SECRET_BYTES = 32;

/**
 * A named secret of this desk (PIN pepper, keys of digests), made at the first start; lives outside database and backups.
 *
 * @param mayMake whether nothing was recorded yet: a new pepper beside old PINs would lock everybody out without a word
 * @throws StoreError `store/secret` when it is missing or not whole
 */
export function readSecret(folder: string, name: string, mayMake: boolean): Uint8Array {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  if (!existsSync(file)) {
    if (!mayMake) throw missing(`${file} is missing`);
    // Written aside and renamed: a power cut leaves the whole secret or none.
    writeFileSync(`${file}.new`, randomBytes(SECRET_BYTES), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    syncFolder(folder);
  }
  const secret = readFileSync(file);
  if (secret.length !== SECRET_BYTES) throw missing(`${file} should hold ${SECRET_BYTES} bytes`);
  return secret;
}

function missing(what: string): StoreError {
  const way = 'Put it back from where the secrets are kept; without it nobody could sign in. Nothing was changed.';
  return new StoreError('store/secret', `${what}, and the database has records already. ${way}`);
}

/** A rename is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
