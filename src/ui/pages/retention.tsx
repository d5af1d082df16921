import './retention.css';
import type { ComponentChildren } from 'preact';
import type { HoldView, LedgerTotal, ListView, RetentionView } from '../../retention/rules.ts';
import { command, get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FactRow, Facts, Lamp, type LampState, Sheet } from '../kit/kit.ts';
import { w } from '../words/retention-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing, useLive } from './lend-live.ts';
import { OneList } from './retention-list.tsx';
import { day, moment, reasonWords, tabsOf } from './retention-state.ts';

/** What is past its time, or the list under way. */
export function RetentionPage() {
  return (
    <LeadsOnly>
      <Now />
    </LeadsOnly>
  );
}

/** What is kept longer, and why. */
export function HoldsPage() {
  return (
    <LeadsOnly>
      <Holds />
    </LeadsOnly>
  );
}

/** The lists so far. */
export function PastListsPage() {
  return (
    <LeadsOnly>
      <Past />
    </LeadsOnly>
  );
}

function LeadsOnly({ children }: { readonly children: ComponentChildren }) {
  if (session.value !== null && mayDo('supervisor', 'hr')) return <>{children}</>;
  return (
    <Sheet
      title={w('tab.now')}
      acts={
        <>
          <Back />
          <Button look="main" push icon="user" href="/sign-in">
            {t('bar.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="shred">{session.value === null ? w('gate.signIn') : w('gate.notYours')}</Empty>
    </Sheet>
  );
}

function Back() {
  return (
    <Button look="quiet" icon="back" href="/more">
      {t('action.back')}
    </Button>
  );
}

function Now() {
  const live = useLive('retention', () => get<RetentionView>('/api/retention'), ['retention', 'print']);
  const doing = useDoing();
  const view = live.value.value;
  if (view === undefined) {
    return (
      <Sheet tabs={tabsOf('now')} stage="retention" acts={<Back />}>
        <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      </Sheet>
    );
  }
  if (view.list !== null) return <OneList key={view.list.id} list={view.list} view={view} reload={live.reload} />;
  const isDue = view.due.some(({ entries }) => entries > 0);
  const list = () =>
    void doing.run('list', async () => {
      await command('POST', '/api/retention/lists', undefined);
      await live.reload();
    });
  return (
    <Sheet
      tabs={tabsOf('now')}
      stage="retention scroll"
      acts={
        <>
          <Back />
          <Button
            look="main"
            push
            icon="shred"
            busy={doing.busy.value === 'list'}
            disabled={!isDue || !view.clockTrusted}
            onPress={list}
          >
            {w('due.list')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      {!view.clockTrusted && (
        <Facts>
          <FactRow state="need" note={w('due.clockHow')}>
            {w('due.clock')}
          </FactRow>
        </Facts>
      )}
      <ul class="rows">
        {view.due.map((one) => (
          <DueRow key={one.ledger} one={one} clause={view.clause} />
        ))}
      </ul>
      {!isDue && <p class="label">{w('due.nothing')}</p>}
    </Sheet>
  );
}

function DueRow({ one, clause }: { readonly one: LedgerTotal; readonly clause: string }) {
  const { entries, records, papers, span, years } = one;
  return (
    <li>
      <Lamp state={entries > 0 ? 'wait' : 'done'} />
      <span>
        <b>{say(one.name)}</b>
        <span class="label">{w('due.rule', { years, clause })}</span>
        {span !== null && (
          <span class="label">
            {w('due.span', { from: day(span.fromMs), until: day(span.untilMs), records, papers })}
          </span>
        )}
      </span>
      <b>{entries > 0 ? w('due.some', { n: entries }) : w('due.none')}</b>
    </li>
  );
}

function Holds() {
  const { answer, failed, again } = useAsked<readonly HoldView[]>('/api/retention/holds', { on: ['retention'] });
  const doing = useDoing();
  const lift = (id: number): void =>
    void doing.run(`lift ${id}`, async () => {
      await command('POST', `/api/retention/holds/${id}/lift`, undefined);
      again();
    });
  return (
    <Sheet tabs={tabsOf('kept')} stage="retention scroll" acts={<Back />}>
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {answer.value?.length === 0 && <Empty icon="lock">{w('kept.none')}</Empty>}
      <ul class="rows">
        {answer.value?.map((one) => (
          <li key={one.id}>
            <Lamp state="wait" />
            <span>
              <b>{`${say(one.name)} ${one.number}`}</b>
              <span class="label">
                {w('kept.line', { reason: one.reason, name: showName(one.by.name), at: moment(one.by.atMs) })}
              </span>
            </span>
            <Button busy={doing.busy.value === `lift ${one.id}`} onPress={() => lift(one.id)}>
              {w('kept.lift')}
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

const lamps: Readonly<Record<ListView['state'], LampState>> = {
  proposed: 'wait',
  'approved-once': 'wait',
  approved: 'wait',
  printed: 'wait',
  purging: 'wait',
  wiping: 'done',
  done: 'done',
  refused: 'off',
  withdrawn: 'off',
};

function Past() {
  const { answer, failed, again } = useAsked<readonly ListView[]>('/api/retention/lists', { on: ['retention'] });
  return (
    <Sheet tabs={tabsOf('past')} stage="retention scroll" acts={<Back />}>
      <ErrorLine error={failed.value} onRetry={again} />
      {answer.value?.length === 0 && <Empty icon="shred">{w('past.none')}</Empty>}
      <ul class="rows">
        {answer.value?.map((one) => (
          <li key={one.id}>
            <Lamp state={lamps[one.state]} />
            <span>
              <b>{w('list.ended', { number: one.number, state: w(`state.${one.state}`) })}</b>
              <span class="label">
                {w('past.line', {
                  n: one.entries.filter(({ state }) => state !== 'held').length,
                  names: [one.proposed, ...one.approvals].map(({ name }) => showName(name)).join(' '),
                })}
              </span>
              {one.reason !== null && <span class="label">{reasonWords(one.reason)}</span>}
            </span>
            <time>{day((one.ended ?? one.purged ?? one.proposed).atMs)}</time>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
