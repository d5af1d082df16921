import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Sink } from './sink.ts';
import { bytesOf, wavHeader } from './wav.ts';

/** A WAV cannot say more than 4 GiB, six hours; what follows is not written. */
const MAX_DATA_BYTES = 0xffff_ffff - 44;

/** Writes what would have been heard to a WAV file; its lengths are right once it is closed. @throws when the file cannot be made */
export function openFileSink(path: string): Sink {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let dataBytes = 0;
  writeSync(file, wavHeader(0));
  return {
    write(samples) {
      const bytes = bytesOf(samples);
      if (dataBytes + bytes.length > MAX_DATA_BYTES) return;
      writeSync(file, bytes);
      dataBytes += bytes.length;
    },
    waitingBytes: 0,
    async close() {
      writeSync(file, wavHeader(dataBytes), 0, undefined, 0);
      closeSync(file);
    },
  };
}
