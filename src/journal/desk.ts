import { createHmac } from 'node:crypto';
import type { Clock, ClockReading } from '../ports/clock.ts';
import { DeskError } from '../ports/desk-error.ts';
import type { LiveEvent, LiveEvents } from '../ports/live-events.ts';
import type { Database } from '../store/database.ts';
import { canonicalJson, type Json } from './canonical-json.ts';
import type { Journal, JournalEntry } from './journal.ts';

/** Somebody asks for something, once. */
export interface Command {
  /** From the caller, e.g. a uuid of the touch screen: the same id gets the same answer and acts once. */
  readonly id: string;
  /** `staff:12`, `device:reader-1`, `system`. */
  readonly actor: string;
  /** What was asked, to tell a repeated command from a re-used id. */
  readonly request: Json;
}

/** What a change may do while its transaction is open. */
export interface Change {
  readonly at: ClockReading;
  /** Who asked, as in the command. */
  readonly actor: string;
  /** Appends to the journal; at least once per change. Returns the row's number. */
  record(entry: JournalEntry): number;
  /** Goes out to the screens after the commit, and never if it fails. */
  publish(event: LiveEvent): void;
  /** Acts on the world (a door, a printer, the air) after the commit; never runs for a repeated command or a failed one. */
  afterCommit(effect: () => void): void;
  /** The next gapless number of a series, from 1. A rolled-back change gives its number back. */
  nextNumber(series: string): number;
}

export interface Acted<Answer> {
  readonly answer: Answer;
  /** True when this command had acted before: the answer is the stored one, and effects must not run again. */
  readonly repeated: boolean;
}

/** The core every room works with: one transaction per change, journalled, once per command id, published after the commit. */
export interface Desk {
  readonly clock: Clock;
  readonly database: Database;
  readonly journal: Journal;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  /**
   * Runs `work` in one transaction and remembers its answer (plain JSON) under the command's id.
   * @throws DeskError `command/id-reused` when the id was used for something else; whatever `work` throws rolls everything back.
   */
  act<Answer extends Json>(command: Command, kind: string, work: (change: Change) => Answer): Acted<Answer>;
  /** A change nobody commands twice (a sensor's report, a start): one transaction, journalled and published, not remembered. */
  change<Result>(actor: string, work: (change: Change) => Result): Result;
  /** Tells the screens of something that is not a record (a level, a progress). What is a record goes through {@link Change.publish}. */
  announce(event: LiveEvent): void;
}

export interface DeskParts {
  readonly clock: Clock;
  readonly database: Database;
  readonly journal: Journal;
  readonly timeZone: string;
  readonly live: LiveEvents;
  /** Keys the digests of requests: a request may hold a PIN, which a plain digest would give away to anybody with the file. */
  readonly requestKey: Uint8Array;
  /** Hears of an effect that failed after its commit, for the service log. */
  report?(error: unknown): void;
}

/** Puts clock, database, journal and live events together. */
export function createDesk(parts: DeskParts): Desk {
  const { clock, database, journal, timeZone, live, requestKey, report = () => undefined } = parts;
  const found = database.prepare<{ kind: string; request: string; answer: string }>(
    'SELECT kind, request, answer FROM commands WHERE id = @id',
  );
  const remember = database.prepare(
    'INSERT INTO commands (id, kind, request, answer, seq) VALUES (@id, @kind, @request, @answer, @seq)',
  );
  const countUp = database.prepare<{ last: number }>(
    'INSERT INTO number_series (series, last) VALUES (@series, 1) ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last',
  );

  function commit<Result>(
    actor: string,
    work: (change: Change) => Result,
    before: () => { value: Result } | undefined,
    after: (result: Result, seq: number) => void,
  ) {
    const events: LiveEvent[] = [];
    const effects: (() => void)[] = [];
    const outcome = database.transaction(() => {
      const earlier = before();
      if (earlier !== undefined) return { result: earlier.value, repeated: true };
      let seq = 0;
      const at = clock.read();
      const result = work({
        at,
        actor,
        record(entry) {
          seq = journal.append(actor, at, entry);
          return seq;
        },
        publish: (event) => events.push(event),
        afterCommit: (effect) => effects.push(effect),
        nextNumber(series) {
          const row = countUp.get({ series });
          if (row === undefined) throw new Error(`no number for series ${series}`);
          return row.last;
        },
      });
      if (seq === 0) throw new Error('a change without a journal entry');
      after(result, seq);
      return { result, repeated: false };
    });
    for (const event of events) afterwards(() => live.publish(event));
    for (const effect of effects) afterwards(effect);
    return outcome;
  }

  /** What is committed is done: a failure now must neither say "not recorded" nor keep the other effects from happening. */
  function afterwards(effect: () => void): void {
    try {
      effect();
    } catch (error) {
      report(error);
    }
  }

  return {
    clock,
    database,
    journal,
    timeZone,
    act<Answer extends Json>(command: Command, kind: string, work: (change: Change) => Answer): Acted<Answer> {
      const request = createHmac('sha256', requestKey).update(canonicalJson(command.request)).digest('base64url');
      const { result, repeated } = commit<Answer>(
        command.actor,
        work,
        () => {
          const row = found.get({ id: command.id });
          if (row === undefined) return undefined;
          if (row.kind !== kind || row.request !== request) throw idReused(command.id, row.kind);
          return { value: JSON.parse(row.answer) };
        },
        (answer, seq) => remember.run({ id: command.id, kind, request, answer: JSON.stringify(answer), seq }),
      );
      return { answer: result, repeated };
    },
    announce: (event) => live.publish(event),
    change(actor, work) {
      return commit(
        actor,
        work,
        () => undefined,
        () => undefined,
      ).result;
    },
  };
}

function idReused(id: string, kind: string): DeskError {
  return new DeskError(
    'wrong-state',
    'command/id-reused',
    {
      zh: '这个操作编号已用于另一件事，请重新操作一次。',
      en: 'This command id was used for something else. Please do it again.',
    },
    { facts: { id, kind } },
  );
}
