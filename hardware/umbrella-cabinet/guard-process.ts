/**
 * The lock guard: a process of its own that owns the lock lines, so that no fault of the service leaves a coil on. It talks over
 * stdin and stdout (guard-protocol.ts) and ends, with every line off, when its stdin ends.
 */
import { constants, setPriority } from 'node:os';
import { createFileOutput } from '../../firmware-bridge/gpio/file-line.ts';
import type { OutputLine } from '../../firmware-bridge/gpio/lines.ts';
import { createMemoryOutput } from '../../firmware-bridge/gpio/memory-line.ts';
import type { Timers } from '../../firmware-bridge/timers.ts';
import { createGuardCore, type GuardCore, type OpenLock } from './guard-core.ts';
import { type GuardReport, parseCommand, serializeReport } from './guard-protocol.ts';
import { type LockLine, parseGuardSetup } from './guard-setup.ts';
import { createLineSplitter } from './line-splitter.ts';
import { writeLockLines } from './lock-lines.ts';
import { openRelayBoards } from './relay-boards.ts';

/** A guard has no fake clock above it: these are the machine's own timers, and the off timer depends on nobody else's. */
const timers: Timers = {
  monotonicMs: () => Number(process.hrtime.bigint() / 1_000n) / 1_000,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

const EXIT_FAILED = 2;
/** Lines are looked at this often, in milliseconds: a relay board pulled out or on without being asked, a pin taken by another. */
const LOOK_MS = 500;
const relayBoards = openRelayBoards();
let guard: GuardCore | undefined;

function tell(report: GuardReport): void {
  if (process.stdout.writable) process.stdout.write(serializeReport(report));
}

function leave(code: number): void {
  guard?.allOff('stopping');
  process.exit(code);
}

async function openLine(where: LockLine, number: number): Promise<OutputLine> {
  switch (where.at) {
    case 'memory':
      return createMemoryOutput(`lock ${number}`, () => undefined);
    case 'file':
      return createFileOutput(where.path, timers.monotonicMs);
    case 'gpio': {
      // Loaded only for real pins: the simulator starts without the compiled GPIO library.
      const { openPinOutput } = await import('../../firmware-bridge/gpio/open-pin.ts');
      return openPinOutput(where);
    }
    case 'hid-relay':
      return relayBoards.line(where);
  }
}

function listen(core: GuardCore): void {
  const splitter = createLineSplitter();
  let rubbish = 0;
  let told = 0;
  process.stdin.on('data', (chunk: Buffer) => {
    for (const piece of splitter.push(chunk)) {
      const command = piece.type === 'line' ? parseCommand(piece.text) : undefined;
      if (command === undefined) rubbish += piece.type === 'line' ? piece.text.length + 1 : piece.bytes + 1;
      else core.obey(command);
      if (command?.type !== 'ping' || rubbish === told) continue;
      told = rubbish;
      tell({ type: 'rubbish', bytes: rubbish });
    }
  });
  process.stdin.on('end', () => leave(0));
  process.stdin.on('close', () => leave(0));
}

/** What is gone ends this guard: the next one opens it anew and drives every line off first. */
function lookAtLines(locks: readonly OpenLock[]): void {
  try {
    relayBoards.look();
    for (const { line } of locks) line.look?.();
  } catch (cause) {
    fail(cause);
    return;
  }
  timers.after(LOOK_MS, () => lookAtLines(locks));
}

async function run(): Promise<void> {
  const setup = parseGuardSetup(process.argv[2] ?? '');
  // Before any line is opened: what can be switched on is on the list of what is switched off.
  if (setup.lockLinesFile !== undefined) writeLockLines(setup.lockLinesFile, setup.locks);
  const locks: OpenLock[] = [];
  for (const lock of setup.locks) locks.push({ ...lock, line: await openLine(lock.line, lock.number) });
  guard = createGuardCore({ locks, timers, silenceMs: setup.silenceMs, report: tell });
  for (const lock of locks) tell({ type: 'line', lock: lock.number, on: false, reason: 'start' });
  listen(guard);
  lookAtLines(locks);
  tell({ type: 'ready' });
}

function fail(cause: unknown): void {
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'guard/failed';
  const stable = /^[a-z]+\/[a-z-]+$/.test(code) ? code : 'guard/failed';
  guard?.allOff('stopping');
  tell({ type: 'failed', code: stable, sentence: cause instanceof Error ? cause.message : String(cause) });
  process.exitCode = EXIT_FAILED;
  // Leaves once the sentence is out, and at once when nobody reads it.
  process.stdout.end(() => process.exit(EXIT_FAILED));
}

try {
  // Ahead of the desk's own work, and the last hand with it. Needs LimitNICE= from systemd; without it the guard waits its turn.
  setPriority(constants.priority.PRIORITY_HIGHEST);
} catch {
  // Not allowed here: the bounds then hold as far as the machine is not overloaded.
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => leave(0));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('exit', () => guard?.allOff('stopping'));
process.stdout.on('error', () => leave(0));
run().catch(fail);
