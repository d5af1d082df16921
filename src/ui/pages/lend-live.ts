import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { LoanView } from '../../loans/view.rules.ts';
import type { PaperPicture } from '../../ports/receipt-printer.ts';
import type { PrintJob } from '../../printing/rules.ts';
import { get } from '../desk/api.ts';
import { type DeskEvents, link, onEvent } from '../desk/events.ts';

/** The answer of `GET /api/loans`. */
export interface LoansNow {
  readonly active: readonly LoanView[];
  readonly out: readonly LoanView[];
}

/** Something the service knows, asked again whenever it may have changed. */
export interface Live<T> {
  readonly value: Signal<T | undefined>;
  readonly failed: Signal<unknown>;
  /** Asks again and answers what was heard; undefined when it could not be asked. */
  readonly reload: () => Promise<T | undefined>;
}

/** Asks now, on each of these events, and when the service is back. A late answer never replaces a newer one. */
export function useLive<T>(key: string, load: () => Promise<T>, events: readonly (keyof DeskEvents)[]): Live<T> {
  const value = useSignal<T | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const asked = useSignal(0);
  const reload = useCallback(async (): Promise<T | undefined> => {
    asked.value += 1;
    const turn = asked.peek();
    try {
      const answer = await load();
      if (turn === asked.peek()) {
        value.value = answer;
        failed.value = undefined;
      }
      return answer;
    } catch (thrown) {
      if (turn === asked.peek()) failed.value = thrown;
      return undefined;
    }
    // `key` stands for everything `load` depends on.
  }, [key]);
  useEffect(() => {
    value.value = undefined;
    const again = (): void => void reload();
    const offs = [...events.map((name) => onEvent(name, again)), link.subscribe((now) => now === 'up' && again())];
    if (link.peek() !== 'up') again();
    return () => {
      for (const off of offs) off();
    };
  }, [reload]);
  return { value, failed, reload };
}

/** Things done one after the other: which is on the way, and what the last one was refused for. */
export interface Doing {
  readonly busy: Signal<string | undefined>;
  readonly failed: Signal<unknown>;
  /** Runs after what runs already, so that no touch is lost; a second touch of the same name is none. True when it was done. */
  readonly run: (name: string, work: () => Promise<unknown>) => Promise<boolean>;
}

/** For the buttons of a page: shows at once that a touch was taken. */
export function useDoing(): Doing {
  const busy = useSignal<string | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const queue = useRef<{ last: Promise<unknown>; readonly names: Set<string> }>({
    last: Promise.resolve(),
    names: new Set(),
  });
  const run = useCallback(async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    const { last, names } = queue.current;
    if (names.has(name)) return false;
    // What waits for something that is refused does not happen: the clerk looks again.
    const before = names.size > 0 ? last : Promise.resolve();
    names.add(name);
    busy.value = name;
    failed.value = undefined;
    const mine = before.then(work);
    queue.current.last = mine;
    try {
      await mine;
      return true;
    } catch (thrown) {
      failed.value = thrown;
      return false;
    } finally {
      names.delete(name);
      if (busy.peek() === name) busy.value = undefined;
    }
  }, []);
  return { busy, failed, run };
}

/** A paper of a subject: the newest print of it and its picture. */
export interface PaperNow {
  readonly job: PrintJob;
  readonly picture: PaperPicture | null;
}

/** The newest paper of one kind of a subject such as `loan:7`; null when none was asked for. */
export function usePaper(subject: string, document: string): Live<PaperNow | null> {
  return useLive(`${subject} ${document}`, async () => {
    const jobs = await get<readonly PrintJob[]>('/api/print-jobs');
    const mine = jobs.filter((job) => job.subject === subject && job.document === document);
    const job = mine.reduce<PrintJob | undefined>((a, b) => (a === undefined || b.id > a.id ? b : a), undefined);
    if (job === undefined) return null;
    return { job, picture: await get<PaperPicture | null>(`/api/print-jobs/${job.id}/preview`) };
  }, ['print']);
}
