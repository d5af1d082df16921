import { useSignal } from '@preact/signals';
import type { ListEntry, ListView, RetentionView } from '../../retention/rules.ts';
import { command, Problem } from '../desk/api.ts';
import { session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FactRow, Facts, HoldButton, Sheet, Steps } from '../kit/kit.ts';
import { w } from '../words/retention-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { type Doing, useDoing } from './lend-live.ts';
import { PinSheet } from './pin-sheet.tsx';
import { HoldSheet, RefuseSheet } from './retention-reason.tsx';
import { day, moment, tabsOf } from './retention-state.ts';

const destroyHoldMs = 2_000;

export interface OneListProps {
  readonly list: ListView;
  readonly view: RetentionView;
  readonly reload: () => Promise<unknown>;
}

/** The list under way: what is on it, who has approved, what comes next. */
export function OneList({ list, view, reload }: OneListProps) {
  const doing = useDoing();
  const step = useSignal<'view' | 'pin' | 'refuse' | ListEntry>('view');
  const path = `/api/retention/lists/${list.id}`;
  const back = (): void => {
    step.value = 'view';
    doing.failed.value = undefined;
  };
  const post = async (verb: string, body: object | undefined): Promise<void> => {
    const done = await doing.run(verb, () => command('POST', `${path}/${verb}`, body));
    if (done) step.value = 'view';
    const { value } = doing.failed;
    if (value instanceof Problem && /same-person|needs-post/.test(value.code)) step.value = 'pin';
    await reload();
  };
  /** Its records are gone: the next list need not wait until its traces are. */
  const next = async (): Promise<void> => {
    await doing.run('list', () => command('POST', '/api/retention/lists', undefined));
    await reload();
  };
  const approve = (): void => {
    const { staffNo = '', roles = [] } = session.value ?? {};
    const isAnother = list.approvals.every((one) => one.staffNo !== staffNo);
    if (isAnother && view.approvers.some((post) => roles.some((role) => role === post))) void post('approve', {});
    else step.value = 'pin';
  };
  if (step.value === 'pin') {
    const words = { staffNo: w('pin.staffNo'), pin: w('pin.pin'), next: w('pin.next'), act: w('list.approve') };
    const done = (): void => {
      back();
      void reload();
    };
    return (
      <PinSheet
        title={w('tab.now')}
        what={w('pin.what', { number: list.number })}
        hint={w('pin.two')}
        words={words}
        path={`${path}/approve`}
        body={{}}
        onBack={back}
        onDone={done}
      />
    );
  }
  if (step.value === 'refuse')
    return (
      <RefuseSheet list={list} doing={doing} onBack={back} onRefuse={(reason) => void post('refuse', { reason })} />
    );
  if (step.value !== 'view') {
    const entry = step.value;
    const hold = (reason: string): void => void post('hold', { n: entry.n, reason });
    return <HoldSheet list={list} entry={entry} doing={doing} onBack={back} onHold={hold} />;
  }
  return (
    <Sheet
      tabs={tabsOf('now')}
      stage="retention one"
      acts={
        <ListActs
          list={list}
          doing={doing}
          onApprove={approve}
          onRefuse={() => (step.value = 'refuse')}
          onSigned={() => void post('signed', undefined)}
          onDestroy={() => void post('destroy', undefined)}
          onNext={view.due.some(({ entries }) => entries > 0) ? () => void next() : undefined}
        />
      }
    >
      <Steps labels={stepWords()} now={stepsDone[list.state]} />
      <div class="halves">
        <div class="left">
          <h2>{w('list.head', { number: list.number, n: listedOf(list).length })}</h2>
          <ErrorLine error={doing.failed.value} />
          <ListFacts list={list} view={view} />
        </div>
        <ul class="entries">
          {list.entries.map((entry) => (
            <li key={entry.n} class={entry.state}>
              <button type="button" disabled={!mayHold(list, entry)} onClick={() => (step.value = entry)}>
                <b>{entry.number}</b>
                <span>{entry.state === 'listed' ? say(entry.kind) : w(`entry.${entry.state}`)}</span>
                <time>{day(entry.untilMs)}</time>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

const stepWords = () => [w('step.listed'), w('step.first'), w('step.second'), w('step.signed'), w('step.gone')];

/** How many of the five steps are done. */
const stepsDone: Readonly<Record<ListView['state'], number>> = {
  proposed: 1,
  'approved-once': 2,
  approved: 3,
  printed: 4,
  purging: 4,
  wiping: 5,
  done: 5,
  refused: 1,
  withdrawn: 1,
};

const listedOf = ({ entries }: ListView) => entries.filter(({ state }) => state !== 'held');
const isDecided = ({ state }: ListView) => state === 'purging' || state === 'wiping' || state === 'done';
const mayHold = (list: ListView, entry: ListEntry) => entry.state === 'listed' && !isDecided(list);

interface ActsProps {
  readonly list: ListView;
  readonly doing: Doing;
  readonly onApprove: () => void;
  readonly onRefuse: () => void;
  readonly onSigned: () => void;
  readonly onDestroy: () => void;
  readonly onNext: (() => void) | undefined;
}

function ListActs({ list, doing, onApprove, onRefuse, onSigned, onDestroy, onNext }: ActsProps) {
  const { state, paperStands } = list;
  const busy = doing.busy.value;
  return (
    <>
      <Button look="quiet" icon="back" href="/more">
        {t('action.back')}
      </Button>
      {!isDecided(list) && <Button onPress={onRefuse}>{w('list.refuse')}</Button>}
      {(state === 'proposed' || state === 'approved-once') && (
        <Button look="main" push icon="check" busy={busy === 'approve'} onPress={onApprove}>
          {w('list.approve')}
        </Button>
      )}
      {state === 'approved' && paperStands === 'trouble' && (
        <Button look="main" push icon="printer" href="/papers">
          {w('list.papers')}
        </Button>
      )}
      {state === 'approved' && paperStands !== 'trouble' && (
        <Button
          look="main"
          push
          icon="check"
          busy={busy === 'signed'}
          disabled={paperStands !== 'out' && paperStands !== 'unsure'}
          onPress={onSigned}
        >
          {w('list.signedNow')}
        </Button>
      )}
      {state === 'wiping' && onNext !== undefined && (
        <Button look="main" push icon="shred" busy={busy === 'list'} onPress={onNext}>
          {w('due.list')}
        </Button>
      )}
      {state === 'printed' && (
        <HoldButton icon="shred" holdMs={destroyHoldMs} disabled={busy === 'destroy'} onHeld={onDestroy}>
          {w('list.destroy')}
        </HoldButton>
      )}
    </>
  );
}

const paperLamps = { waiting: 'wait', trouble: 'need', unsure: 'wait', out: 'done' } as const;

function ListFacts({ list, view }: { readonly list: ListView; readonly view: RetentionView }) {
  const { state, approvals, proposed, signed, purged, paperStands } = list;
  const person = ({ name, atMs }: { name: string; atMs: number }) => ({ name: showName(name), at: moment(atMs) });
  const gone = list.entries.filter((entry) => entry.state === 'gone').length;
  return (
    <Facts>
      {state === 'approved' && paperStands !== 'none' && (
        <FactRow state={paperLamps[paperStands]}>{w(`list.paper.${paperStands}`)}</FactRow>
      )}
      {state === 'purging' && <FactRow state="wait">{w('list.progress', { gone, n: listedOf(list).length })}</FactRow>}
      {state === 'wiping' && <FactRow state="done">{w('list.wiping', view.quietHours)}</FactRow>}
      {!isDecided(list) && <FactRow state="off">{w('list.touch')}</FactRow>}
      <FactRow state="done">{w('list.proposed', person(proposed))}</FactRow>
      {approvals.map((one) => (
        <FactRow key={one.staffNo} state="done">
          {w('list.approved', person(one))}
        </FactRow>
      ))}
      {signed !== null && <FactRow state="done">{w('list.signed', person(signed))}</FactRow>}
      {purged !== null && <FactRow state="done">{w('list.purged', person(purged))}</FactRow>}
    </Facts>
  );
}
