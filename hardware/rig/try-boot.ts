import { runGuest } from './run-guest.ts';

/** A guest that only says it is there; it takes half a second on a quiet machine. Unit: milliseconds. */
const BOOT_DEADLINE_MS = 60_000;
const LINES_THAT_TELL = 5;

/**
 * Whether this machine lets the kernel run at all: some forbid ptrace, some have processors that it does not know.
 *
 * @returns why not, in the kernel's own words; `undefined` when it booted
 */
export async function tryBoot(kernel: string, share: string): Promise<string | undefined> {
  const said: string[] = [];
  try {
    const status = await runGuest({
      kernel,
      share,
      command: ['/bin/true'],
      clock: 'real',
      deadlineMs: BOOT_DEADLINE_MS,
      heard: (line) => said.push(line),
    });
    if (status === 0) return undefined;
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error));
  }
  return said.slice(-LINES_THAT_TELL).join('\n') || 'it said nothing';
}
