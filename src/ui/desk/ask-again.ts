import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, peek } from './api.ts';
import { type DeskEvents, onEvent } from './events.ts';

export interface Asked<T> {
  /** The newest answer; undefined before the first. */
  readonly answer: Signal<T | undefined>;
  /** What the last question threw. */
  readonly failed: Signal<unknown>;
  /** Asks now. */
  readonly again: () => void;
}

export interface AskOptions {
  /** Asks again whenever one of these happens. */
  readonly on?: readonly (keyof DeskEvents)[];
  /** Asks again this often, in milliseconds, as nobody, so that watching keeps no session alive. */
  readonly everyMs?: number;
}

/** Asks the service for what a page shows, and again when it changes. An empty path asks nothing. */
export function useAsked<T>(path: string, { on = [], everyMs }: AskOptions = {}): Asked<T> {
  const answer = useSignal<T | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const turn = useSignal(0);
  const hears = on.join(' ');

  const take = (question: Promise<T>): void => {
    turn.value += 1;
    const mine = turn.value;
    question.then(
      (got) => {
        // An older answer that arrives late must not cover a newer one.
        if (mine !== turn.value) return;
        answer.value = got;
        failed.value = undefined;
      },
      (thrown: unknown) => {
        if (mine === turn.value) failed.value = thrown;
      },
    );
  };
  const again = (): void => {
    if (path !== '') take(everyMs === undefined ? get<T>(path) : peek<T>(path));
  };

  useEffect(() => {
    again();
    const offs = on.map((name) => onEvent(name, again));
    const timer = everyMs === undefined ? undefined : setInterval(again, everyMs);
    return () => {
      for (const off of offs) off();
      clearInterval(timer);
      turn.value += 1;
    };
  }, [path, hears, everyMs]);

  return { answer, failed, again };
}
