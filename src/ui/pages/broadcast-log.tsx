import './broadcast-log.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LogActor, LogLine, Outcome, Unheard } from '../../broadcast/log.rules.ts';
import type { AirClass } from '../../broadcast/rules.ts';
import { command, get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { showName } from '../desk/idle.ts';
import { dateLine, isoDay, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, type LampState, Pick, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/log-words.ts';
import { language, say } from '../words/words.ts';
import { FindSheet } from './broadcast-log-find.tsx';
import { LogItemSheet } from './broadcast-log-item.tsx';
import { airNow } from './broadcast-state.ts';
import { useDoing } from './lend-live.ts';

const page = 20;
export const posts = ['clerk', 'shift-lead', 'supervisor'] as const;

/** What the log is narrowed to; an empty one shows everything. */
export interface LogFilter {
  readonly text?: string;
  readonly class?: AirClass;
  readonly outcome?: Outcome;
  /** `2026-12-01` */
  readonly day?: string;
  readonly person?: LogActor;
}

const lamps: Readonly<Record<Outcome, LampState>> = {
  waiting: 'wait',
  aired: 'done',
  cut: 'wait',
  withdrawn: 'off',
  dropped: 'need',
};

/** The lamp of a line: found is well, and what somebody has dealt with is quiet. */
export function lampOfLine(line: LogLine): LampState {
  if (line.code === 'air/found') return 'done';
  // Heard, but without its words.
  if (line.outcome === 'aired' && line.code !== null) return 'wait';
  return line.noted === null ? lamps[line.outcome] : 'off';
}

/** A person by name, covered when nobody is at the screen; anything else in words. */
export const actorText = ({ name, says }: LogActor): string => (name === null ? say(says) : showName(name));

export const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

/** The log: what was not heard first, then every item, newest first; one item; the search. */
export function LogSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const open = useSignal<string | undefined>(undefined);
  const filter = useSignal<LogFilter>({});
  const finding = useSignal(false);
  if (finding.value) {
    return (
      <FindSheet
        tabs={tabs}
        filter={filter.value}
        onFind={(wanted) => {
          filter.value = wanted;
          finding.value = false;
        }}
      />
    );
  }
  if (open.value !== undefined) {
    return (
      <LogItemSheet
        tabs={tabs}
        id={open.value}
        onBack={() => (open.value = undefined)}
        onPerson={(person) => {
          filter.value = { person };
          open.value = undefined;
        }}
      />
    );
  }
  return <Lines tabs={tabs} filter={filter} onFind={() => (finding.value = true)} onOpen={(id) => (open.value = id)} />;
}

interface LinesProps {
  readonly tabs: readonly Tab[];
  readonly filter: Signal<LogFilter>;
  readonly onFind: () => void;
  readonly onOpen: (id: string) => void;
}

function Lines({ tabs, filter, onFind, onOpen }: LinesProps) {
  const rows = useSignal<readonly LogLine[] | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const more = useSignal(false);
  const doing = useDoing();
  const papers = useSignal<number | undefined>(undefined);
  const unheard = useAsked<Unheard>('/api/air/unheard', { on: ['air'] });
  const query = queryOf(filter.value);
  const toldAt = airNow.value?.atMs;
  const load = (after?: LogLine): void => {
    const place = after === undefined ? '' : `&before=${after.requestedAtMs}&beforeId=${encodeURIComponent(after.id)}`;
    get<readonly LogLine[]>(`/api/air/log?limit=${page}${query}${place}`).then(
      (found) => {
        rows.value = after === undefined ? found : [...(rows.value ?? []), ...found];
        more.value = found.length === page;
        failed.value = undefined;
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  };
  useEffect(() => load(), [toldAt, query]);
  const narrowed = query !== '';
  const day = filter.value.day ?? isoDay(nowMs.value, zone());
  const dropped = narrowed ? [] : (unheard.answer.value?.lines ?? []);
  const lines = rows.value ?? [];
  const last = lines.at(-1);
  const print = () =>
    doing.run('print', async () => {
      papers.value = (await command<{ papers: number }>('POST', '/api/air/log/print', { day })).papers;
    });
  return (
    <Sheet
      tabs={tabs}
      stage={`broadcast airlog ${lines.length === 0 && dropped.length === 0 ? '' : 'scroll'}`}
      acts={
        <>
          {more.value && last !== undefined && <Button onPress={() => load(last)}>{w('older')}</Button>}
          {mayDo(...posts) && (
            <>
              <Button icon="printer" busy={doing.busy.value === 'print'} onPress={() => void print()}>
                {papers.value === undefined ? w('print') : w('printed', { n: papers.value })}
              </Button>
              <a
                class="btn"
                href={`/api/air/log.csv?from=${day}&until=${day}&language=${language.value}`}
                download={`log-${day}.csv`}
              >
                {w('file')}
              </a>
            </>
          )}
          <Button look="main" icon="find" push onPress={onFind}>
            {w('find')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={() => load()} />
      <Chosen filter={filter} />
      {rows.value !== undefined && lines.length === 0 && dropped.length === 0 && (
        <Empty icon="horn">{w(narrowed ? 'none' : 'empty')}</Empty>
      )}
      {dropped.length > 0 && (
        <ul class="rows unheard">
          <li class="day need">{w('unheard', { n: dropped.length })}</li>
          {dropped.map((line) => (
            <Row key={line.id} line={line} onOpen={onOpen} withDay />
          ))}
        </ul>
      )}
      <ul class="rows">
        {lines.map((line, at, all) => (
          <Row key={line.id} line={line} onOpen={onOpen} dated={at === 0 || dayOf(line) !== dayOf(all[at - 1])} />
        ))}
      </ul>
    </Sheet>
  );
}

function Chosen({ filter }: { readonly filter: Signal<LogFilter> }) {
  const { text, class: of, outcome, day, person } = filter.value;
  const chosen = [
    text,
    of && w(`class.${of}`),
    outcome && w(`outcome.${outcome}`),
    day,
    person && actorText(person),
  ].filter((word) => word !== undefined);
  if (chosen.length === 0) return null;
  return (
    <div class="picks">
      {chosen.map((word) => (
        <span key={word} class="chosen">
          {word}
        </span>
      ))}
      <Pick icon="x" onPress={() => (filter.value = {})}>
        {w('all')}
      </Pick>
    </div>
  );
}

const dayOf = (line: LogLine | undefined): string =>
  line === undefined ? '' : dateLine(line.requestedAtMs, zone(), language.value);

interface RowProps {
  readonly line: LogLine;
  readonly onOpen: (id: string) => void;
  /** A day begins here. */
  readonly dated?: boolean;
  readonly withDay?: boolean;
}

function Row({ line, onOpen, dated = false, withDay = false }: RowProps) {
  const today = isoDay(line.requestedAtMs, zone()) === isoDay(nowMs.value, zone());
  return (
    <>
      {dated && <li class="day label">{dayOf(line)}</li>}
      <li>
        <button type="button" class="row" onClick={() => onOpen(line.id)}>
          <time>{timeOfDay(line.requestedAtMs, zone())}</time>
          <Lamp state={lampOfLine(line)} />
          <span class="what">
            <b>{say(line.title)}</b> {say(line.told)}
            <span class="label words">
              {withDay && !today && `${dayOf(line)} · `}
              {said(line).join(' ')}
            </span>
          </span>
          <span class="who label">{actorText(line.asked)}</span>
        </button>
      </li>
    </>
  );
}

/** What was to be heard, part by part. */
export function said(line: LogLine): string[] {
  return line.parts.flatMap((part) => {
    if (part.kind === 'speech') return [part.text];
    if (part.kind === 'recording') return [w('recording', { name: part.recording })];
    return part.kind === 'live' ? [w('live')] : [];
  });
}

function queryOf({ text, class: of, outcome, day, person }: LogFilter): string {
  const query = new URLSearchParams();
  if (text !== undefined) query.set('text', text);
  if (of !== undefined) query.set('class', of);
  if (outcome !== undefined) query.set('outcome', outcome);
  if (person !== undefined) query.set('person', person.actor);
  if (day !== undefined) {
    query.set('from', day);
    query.set('until', day);
  }
  const asked = query.toString();
  return asked === '' ? '' : `&${asked}`;
}
