import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What one call did to a file. `create` also stands for the directory entry; `offset` of `truncate` is the new length. */
export interface DiskCall {
  readonly kind: 'create' | 'write' | 'truncate' | 'sync' | 'sync-directory' | 'unlink' | 'rename';
  readonly path: string;
  readonly offset: number;
  readonly bytes: Buffer;
  /** Length of the log once this call is in it. */
  readonly endsAt: number;
}

const KINDS: Readonly<Record<string, DiskCall['kind']>> = {
  C: 'create',
  W: 'write',
  T: 'truncate',
  S: 'sync',
  D: 'sync-directory',
  U: 'unlink',
  R: 'rename',
};
const HEAD_BYTES = 16;
const PATH_BYTES_AT = 2;
const DATA_BYTES_AT = 4;
const OFFSET_AT = 8;

/** A recorder below one folder. */
export interface DiskRecorder {
  /** Environment of the process to record. */
  readonly environment: Record<string, string>;
  /** Bytes in the log now. */
  position(): number;
  calls(): DiskCall[];
}

/** What has to be installed, or `undefined` when a C compiler is there. */
export function missingCompiler(): string | undefined {
  return spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0
    ? undefined
    : 'The power-cut tests need a C compiler: sudo apt-get install gcc libc6-dev';
}

/** Compiles the recorder into `workFolder` and points it at the files below `recorded`. */
export function makeDiskRecorder(workFolder: string, recorded: string): DiskRecorder {
  const library = join(workFolder, 'disk-recorder.so');
  const log = join(workFolder, 'disk.log');
  const source = join(import.meta.dirname, 'disk-recorder.c');
  const made = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl', '-lpthread'], {
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`disk-recorder.c does not compile: ${made.stderr}`);
  return {
    environment: { LD_PRELOAD: library, QINGYU_RECORD_FOLDER: recorded, QINGYU_RECORD_LOG: log },
    position: () => statSync(log, { throwIfNoEntry: false })?.size ?? 0,
    calls: () => readCalls(readFileSync(log)),
  };
}

function readCalls(log: Buffer): DiskCall[] {
  const calls: DiskCall[] = [];
  let at = 0;
  while (at < log.length) {
    const kind = KINDS[String.fromCharCode(log.readUInt8(at))];
    if (kind === undefined) throw new Error(`the disk log is unreadable at ${at}`);
    const pathBytes = log.readUInt16LE(at + PATH_BYTES_AT);
    const dataBytes = log.readUInt32LE(at + DATA_BYTES_AT);
    const data = at + HEAD_BYTES + pathBytes;
    const endsAt = data + dataBytes;
    calls.push({
      kind,
      path: log.toString('utf8', at + HEAD_BYTES, data),
      offset: Number(log.readBigUInt64LE(at + OFFSET_AT)),
      bytes: log.subarray(data, endsAt),
      endsAt,
    });
    at = endsAt;
  }
  return calls;
}
