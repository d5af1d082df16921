import { useSignal } from '@preact/signals';
import type { AirView, QueueEntry } from '../../broadcast/rules.ts';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { Button, ErrorLine, FactRow, Facts, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/board-words.ts';
import { say } from '../words/words.ts';
import { span } from './broadcast-queue.tsx';
import { type FormKind, wantFresh } from './broadcast-state.ts';

interface QueuedProps {
  readonly tabs: readonly Tab[];
  readonly kind: FormKind;
  readonly entry: QueueEntry;
  readonly view: AirView;
}

/** What was asked for waits for its turn: behind what, how long, and how to take it back. */
export function QueuedSheet({ tabs, kind, entry, view }: QueuedProps) {
  const failed = useSignal<unknown>(undefined);
  const takeBack = (): void => {
    failed.value = undefined;
    command('POST', `/api/announcements/${entry.id}/stop`).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  const before = view.queue.findIndex(({ id }) => id === entry.id);
  const time = entry.inMs === null ? w('queue.soon') : w('queue.in', { time: span(entry.inMs) });
  const drops = entry.expiresInMs === null ? {} : { note: w('queue.drops', { time: span(entry.expiresInMs) }) };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast open"
      acts={
        <>
          <Button look="quiet" onPress={takeBack}>
            {w('queued.takeBack')}
          </Button>
          {mayDo('clerk', 'shift-lead', 'supervisor') && (
            <Button onPress={() => wantFresh(kind, true)}>{w('queued.another')}</Button>
          )}
          <Button look="main" push href="/broadcast/board">
            {w('queued.board')}
          </Button>
        </>
      }
    >
      <div class="big">
        <p>{entry.words ?? say(entry.title)}</p>
      </div>
      <Facts>
        {view.onAir !== null && <FactRow state="done">{w('queued.behind', { title: say(view.onAir.title) })}</FactRow>}
        <FactRow state="wait" lead={time} {...drops}>
          {before > 0 && w('queued.before', { n: before })}
        </FactRow>
      </Facts>
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}
