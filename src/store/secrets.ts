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

const SECRET_BYTES = 32;

/** A named secret of this desk (PIN pepper, key of personal digests), made at the first start; lives outside database and backups. */
export function readSecret(folder: string, name: string): Uint8Array {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  if (!existsSync(file)) {
    // Written aside and renamed: a power cut leaves the whole secret or none.
    writeFileSync(`${file}.new`, randomBytes(SECRET_BYTES), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    syncFolder(folder);
  }
  const secret = readFileSync(file);
  if (secret.length !== SECRET_BYTES)
    throw new Error(`${file} should hold ${SECRET_BYTES} bytes; put the file back from where it was kept`);
  return secret;
}

/** A rename is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
