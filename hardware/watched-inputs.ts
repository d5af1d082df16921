import type { Clock } from '../src/ports/clock.ts';

/** Every input is also read this often, in milliseconds: an edge that got lost must not leave the desk with a wrong picture. */
const LOOK_MS = 500;
/** An input that could not be opened is tried again this often, in milliseconds. */
const REOPEN_MS = 5_000;

/** One opened input, with its wiring already understood. */
export interface WatchedInput<Shows> {
  /** `undefined`: nothing was heard of it yet. Rejects with a LinkError when it cannot be read. */
  read(): Promise<Shows | undefined>;
  onChange(listener: (shows: Shows) => void): () => void;
  close(): void;
}

/**
 * Keeps inputs open and passes on what they show, by edge and by looking.
 *
 * @param open opens one input; rejects with a LinkError
 * @param shows hears every look, also at what has not changed
 * @param lost hears of an input that cannot be opened or read; it is tried again
 * @param looked after every round: the inputs that failed, with why
 */
export function watchInputs<Key, Shows, Input extends WatchedInput<Shows> = WatchedInput<Shows>>(options: {
  readonly inputs: readonly Key[];
  readonly open: (input: Key) => Promise<Input>;
  readonly clock: Clock;
  readonly shows: (input: Key, shows: Shows) => void;
  readonly lost: (input: Key) => void;
  readonly looked: (failed: ReadonlyMap<Key, unknown>) => void;
}): {
  /** Resolves after the first look. */
  start(): Promise<void>;
  stop(): void;
  /** The input while it is open. */
  opened(input: Key): Input | undefined;
} {
  const { inputs, clock } = options;
  const open = new Map<Key, Input>();
  const failed = new Map<Key, unknown>();
  /** Counts starts, so that a look begun before a stop changes nothing after it. 0 while stopped. */
  let turn = 0;
  let turns = 0;
  let cancelLook = (): void => undefined;
  let triedMs = 0;

  const fail = (input: Key, cause: unknown): void => {
    open.get(input)?.close();
    open.delete(input);
    failed.set(input, cause);
    options.lost(input);
  };

  const openOne = async (input: Key, mine: number): Promise<void> => {
    let opened: Input;
    try {
      opened = await options.open(input);
    } catch (cause) {
      if (turn === mine) fail(input, cause);
      return;
    }
    if (turn !== mine) {
      opened.close();
      return;
    }
    opened.onChange((shows) => options.shows(input, shows));
    open.set(input, opened);
    failed.delete(input);
  };

  const openMissing = async (mine: number): Promise<void> => {
    triedMs = clock.monotonicMs();
    for (const input of inputs) if (!open.has(input)) await openOne(input, mine);
  };

  /** What an input shows now; undefined, and the input given up, when it cannot be read. */
  const read = async (input: Key, opened: Input, mine: number): Promise<Shows | undefined> => {
    try {
      return await opened.read();
    } catch (cause) {
      if (turn === mine) fail(input, cause);
      return undefined;
    }
  };

  const look = async (mine: number): Promise<void> => {
    if (failed.size > 0 && clock.monotonicMs() - triedMs >= REOPEN_MS) await openMissing(mine);
    for (const [input, opened] of [...open]) {
      const shows = await read(input, opened, mine);
      if (turn !== mine) return;
      if (shows !== undefined) options.shows(input, shows);
    }
    if (turn !== mine) return;
    options.looked(failed);
    cancelLook = clock.after(LOOK_MS, () => void look(mine));
  };

  return {
    opened: (input) => open.get(input),
    async start() {
      turn = ++turns;
      const mine = turn;
      await openMissing(mine);
      await look(mine);
    },
    stop() {
      turn = 0;
      cancelLook();
      for (const opened of open.values()) opened.close();
      open.clear();
      failed.clear();
    },
  };
}
