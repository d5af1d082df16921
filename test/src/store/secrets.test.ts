import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSecret } from '../../../src/store/secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qingyu-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a secret', () => {
  it('is made at the first start and the same ever after', () => {
    const made = readSecret(folder, 'pepper', true);
    expect(made).toHaveLength(32);
    expect(readSecret(folder, 'pepper', false)).toEqual(made);
    expect(readSecret(folder, 'other', true)).not.toEqual(made);
  });

  it('is never made anew beside records that need the old one', () => {
    expect(() => readSecret(folder, 'pepper', false)).toThrow(expect.objectContaining({ code: 'store/secret' }));
    expect(() => readSecret(folder, 'pepper', false)).toThrow('Put it back');
  });

  it('that lost its end is refused', () => {
    writeFileSync(join(folder, 'pepper'), 'short');
    expect(() => readSecret(folder, 'pepper', true)).toThrow(expect.objectContaining({ code: 'store/secret' }));
  });
});
