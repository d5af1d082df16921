import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { QueueEntry } from '../../broadcast/rules.ts';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { ErrorLine, Icon } from '../kit/kit.ts';
import { w } from '../words/board-words.ts';
import { say } from '../words/words.ts';

const msPerSecond = 1000;
const msPerMinute = 60_000;
/** From here on minutes say enough. */
const longMs = 90_000;

/** A time to wait, in the largest unit that says enough. */
export function span(ms: number): string {
  if (ms >= longMs) return w('time.minutes', { n: Math.round(ms / msPerMinute) });
  return w('time.seconds', { n: Math.max(0, Math.ceil(ms / msPerSecond)) });
}

interface Dragging {
  readonly id: string;
  readonly fromY: number;
  readonly byY: number;
  /** The one it would stand in front of; null: last of its class. */
  readonly before: string | null | undefined;
}

interface QueueProps {
  readonly entries: readonly QueueEntry[];
  /** Since the entries were told. */
  readonly sinceMs: number;
}

/** What waits, in the order of its turns. A row is dragged by its grip, among those of its class. */
export function Queue({ entries, sinceMs }: QueueProps) {
  const list = useRef<HTMLUListElement>(null);
  const dragging = useSignal<Dragging | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const clerk = mayDo('clerk', 'shift-lead', 'supervisor');

  const ask = (path: string, body?: object): void => {
    failed.value = undefined;
    command('POST', path, body).catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  const move = (event: PointerEvent, entry: QueueEntry): void => {
    const drag = dragging.value;
    if (drag?.id !== entry.id) return;
    dragging.value = {
      ...drag,
      byY: event.clientY - drag.fromY,
      before: target(list.current, entries, entry, event.clientY),
    };
  };
  const drop = (entry: QueueEntry): void => {
    const drag = dragging.value;
    dragging.value = undefined;
    if (drag?.before === undefined) return;
    ask(`/api/announcements/${entry.id}/move`, { before: drag.before });
  };

  return (
    <div class="queue">
      <p class="label">{entries.length === 0 ? w('queue.none') : `${w('queue.title')} · ${entries.length}`}</p>
      <ErrorLine error={failed.value} />
      <ul ref={list}>
        {entries.map((entry) => {
          const drag = dragging.value;
          const moved = drag?.id === entry.id;
          const movable = clerk && entries.filter((other) => other.class === entry.class).length > 1;
          return (
            <li
              key={entry.id}
              data-id={entry.id}
              class={`${moved ? 'moved' : ''} ${drag?.before === entry.id ? 'gap' : ''}`}
              style={moved ? { transform: `translateY(${drag.byY}px)` } : {}}
            >
              {movable ? (
                <button
                  type="button"
                  class="grip"
                  aria-label={w('queue.move', { title: say(entry.title) })}
                  onPointerDown={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    dragging.value = { id: entry.id, fromY: event.clientY, byY: 0, before: undefined };
                  }}
                  onPointerMove={(event) => move(event, entry)}
                  onPointerUp={() => drop(entry)}
                  onPointerCancel={() => {
                    dragging.value = undefined;
                  }}
                >
                  <Icon name="grip" />
                </button>
              ) : (
                <span />
              )}
              <span class="class">{w(`class.${entry.class}`)}</span>
              <Words entry={entry} />
              <span class="when">{when(entry, sinceMs)}</span>
              <button type="button" class="pick" onClick={() => ask(`/api/announcements/${entry.id}/stop`)}>
                {w('queue.cancel')}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** A notice is known by its words, everything else by its title. */
function Words({ entry: { class: of, title, words } }: { readonly entry: QueueEntry }) {
  if (of === 'service' && words !== null) return <b>{words}</b>;
  return (
    <b>
      {say(title)}
      {words !== null && <small>{words}</small>}
    </b>
  );
}

function when(entry: QueueEntry, sinceMs: number): string {
  if (entry.follows !== null) return w('queue.follows', { n: entry.times });
  const leftMs = entry.expiresInMs === null ? Number.POSITIVE_INFINITY : entry.expiresInMs - sinceMs;
  const airs = entry.inMs === null ? w('queue.soon') : w('queue.in', { time: span(Math.max(0, entry.inMs - sinceMs)) });
  const also = leftMs < longMs ? w('queue.drops', { time: span(leftMs) }) : entry.resumes ? w('queue.resumes') : '';
  return also === '' ? airs : `${airs} · ${also}`;
}

/** The row of the same class in front of which a dragged one stands; `undefined`: where it was. */
function target(
  list: HTMLUListElement | null,
  entries: readonly QueueEntry[],
  entry: QueueEntry,
  y: number,
): string | null | undefined {
  const peers = entries.filter((other) => other.class === entry.class);
  const others = peers.filter((other) => other.id !== entry.id);
  const middleOf = (id: string): number => {
    const row = list?.querySelector(`[data-id="${CSS.escape(id)}"]`)?.getBoundingClientRect();
    return row === undefined ? 0 : row.top + row.height / 2;
  };
  const next = others.find((other) => y < middleOf(other.id));
  const before = next?.id ?? null;
  const stands = peers[peers.indexOf(entry) + 1]?.id ?? null;
  return before === stands ? undefined : before;
}
