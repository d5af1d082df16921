import type { LockPin } from './lock-lines.ts';

/** A relay of a USB relay board (16c0:05df); `serial` is needed where there are two boards. */
export interface LockRelay {
  readonly relay: number;
  readonly serial?: string;
}

/** Where a lock line lives: a header pin, a USB relay, or a journal file (tests and trials), or nowhere but in the guard (simulator). */
export type LockLine =
  | ({ readonly at: 'gpio' } & LockPin)
  | ({ readonly at: 'hid-relay' } & LockRelay)
  | { readonly at: 'file'; readonly path: string }
  | { readonly at: 'memory' };

/** One lock as the guard knows it. */
export interface GuardedLock {
  /** Door number as painted on the cabinet. */
  readonly number: number;
  /** Locks that share a power supply are never on together. */
  readonly supply: string;
  readonly line: LockLine;
  /** Milliseconds since the ends of its recent pulses, told to a fresh guard so that a restart does not shorten the rest. */
  readonly pulsedMsAgo: readonly number[];
}

/** Everything a guard process is told, as JSON in its first argument. */
export interface GuardSetup {
  readonly locks: readonly GuardedLock[];
  /** Longest silence of the service during a pulse, in milliseconds. */
  readonly silenceMs: number;
  /** Where to write down the lock pins for `all-off`; absent for a simulator. */
  readonly lockLinesFile?: string;
}

/** Reads the guard's argument. @throws Error that names the wrong part */
export function parseGuardSetup(json: string): GuardSetup {
  const setup = record(JSON.parse(json), 'setup');
  const file = setup.lockLinesFile;
  return {
    silenceMs: number(setup.silenceMs, 'silenceMs'),
    ...(file === undefined ? {} : { lockLinesFile: string(file, 'lockLinesFile') }),
    locks: list(setup.locks, 'locks').map((entry, index) => {
      const lock = record(entry, `locks[${index}]`);
      return {
        number: number(lock.number, `locks[${index}].number`),
        supply: string(lock.supply, `locks[${index}].supply`),
        line: parseLine(record(lock.line, `locks[${index}].line`), `locks[${index}].line`),
        pulsedMsAgo: list(lock.pulsedMsAgo, 'pulsedMsAgo').map((ago) => number(ago, 'pulsedMsAgo')),
      };
    }),
  };
}

function parseLine(line: Record<string, unknown>, where: string): LockLine {
  switch (line.at) {
    case 'memory':
      return { at: 'memory' };
    case 'file':
      return { at: 'file', path: string(line.path, `${where}.path`) };
    case 'gpio':
      return { at: 'gpio', ...parsePin(line, where) };
    case 'hid-relay':
      return {
        at: 'hid-relay',
        relay: number(line.relay, `${where}.relay`),
        ...(line.serial === undefined ? {} : { serial: string(line.serial, `${where}.serial`) }),
      };
    default:
      throw new Error(`${where}.at is none of gpio, hid-relay, file, memory`);
  }
}

function parsePin(line: Record<string, unknown>, where: string): LockPin {
  return {
    offset: number(line.offset, `${where}.offset`),
    activeLow: line.activeLow === true,
    ...(line.chip === undefined
      ? {}
      : { chip: list(line.chip, `${where}.chip`).map((label) => string(label, `${where}.chip`)) }),
  };
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} is not an object`);
  return Object.fromEntries(Object.entries(value));
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${where} is not a list`);
  return value;
}

function number(value: unknown, where: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw new Error(`${where} is not a number`);
  return value;
}

function string(value: unknown, where: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`${where} is not a text`);
  return value;
}
