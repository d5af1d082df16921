import type { InputLine, OutputLine } from './lines.ts';

/** An output that exists only in memory; `written` is the far end of the wire. Starts off. */
export function createMemoryOutput(name: string, written: (on: boolean) => void): OutputLine {
  let level = false;
  const writeNow = (on: boolean): void => {
    if (level === on) return;
    level = on;
    written(on);
  };
  return {
    name,
    offSwitch: undefined,
    writeNow,
    async write(on) {
      writeNow(on);
    },
    close() {
      writeNow(false);
    },
  };
}

/** An input that exists only in memory, with the switch at its far end. */
export interface MemoryInput {
  readonly line: InputLine;
  /** Sets the level; listeners hear of a change, not of the same level again. */
  set(high: boolean): void;
}

/** Makes an input whose level a simulator sets. */
export function createMemoryInput(name: string, initiallyHigh: boolean): MemoryInput {
  let level = initiallyHigh;
  const listeners = new Set<(high: boolean) => void>();
  return {
    line: {
      name,
      async read() {
        return level;
      },
      onChange(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      close() {
        listeners.clear();
      },
    },
    set(high) {
      if (level === high) return;
      level = high;
      for (const listener of listeners) listener(high);
    },
  };
}
