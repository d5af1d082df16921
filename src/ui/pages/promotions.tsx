import './promotions.css';
import { useSignal } from '@preact/signals';
import { Link, useParams } from 'wouter-preact';
import type { ComingPromotion, PromotionView } from '../../promotions/rules.ts';
import { get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { Button, Empty, ErrorLine, Lamp, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/promotions-words.ts';
import { t } from '../words/t.ts';
import { CounterOnly } from './lend-gate.tsx';
import { useLive } from './lend-live.ts';
import { PromotionForm } from './promotions-form.tsx';
import { OnePromotion } from './promotions-one.tsx';
import { lamps, momentWords, stateWords } from './promotions-state.ts';

const openStates = 'requested,deferred,approved,running';
const endedStates = 'done,refused,withdrawn,expired';
const page = 50;

/** Shop promotions: what waits for an answer, what is aired and when, and the archive. */
export function PromotionsPage() {
  return (
    <CounterOnly title={w('list.title')}>
      <List />
    </CounterOnly>
  );
}

/** One promotion: its words, its plan, the decision, its papers. */
export function PromotionPage() {
  const { id = '' } = useParams();
  return (
    <CounterOnly title={w('list.title')}>
      <OnePromotion key={id} id={Number(id)} />
    </CounterOnly>
  );
}

/** A shop asks. */
export function NewPromotionPage() {
  return (
    <CounterOnly title={w('list.title')}>
      <PromotionForm />
    </CounterOnly>
  );
}

function List() {
  const which = useSignal<'open' | 'ended'>('open');
  const text = useSignal('');
  const states = which.value === 'open' ? openStates : endedStates;
  const path = `/api/promotions?states=${states}&limit=${page}&text=${encodeURIComponent(text.value.trim())}`;
  const live = useLive(path, () => get<PromotionView[]>(path), ['promotion']);
  const coming = useAsked<ComingPromotion[]>('/api/promotions/coming', { on: ['promotion'] });
  const rows = live.value.value;
  const [next] = coming.answer.value ?? [];
  return (
    <Sheet
      title={w('list.title')}
      stage="promotions list"
      acts={
        <>
          <Button look="quiet" icon="back" href="/broadcast/board">
            {t('action.back')}
          </Button>
          <p class="dayline">
            {next === undefined ? w('list.noNext') : w('list.next', { at: momentWords(next.atMs), shop: next.shop })}
          </p>
          <Button look="main" push icon="plus" href="/broadcast/promotions/new">
            {w('list.new')}
          </Button>
        </>
      }
    >
      <div class="filter">
        <Picks<'open' | 'ended'>
          label={w('list.title')}
          choices={[
            { value: 'open', label: w('list.open') },
            { value: 'ended', label: w('list.ended') },
          ]}
          value={which.value}
          onPick={(value) => (which.value = value)}
        />
        <TextField
          label={w('list.find')}
          hideLabel
          placeholder={w('list.find')}
          value={text.value}
          maxLength={page}
          onInput={(value) => (text.value = value)}
        />
      </div>
      <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      {rows?.length === 0 && <Empty icon="shop">{w(which.value === 'open' ? 'list.none' : 'list.noneEnded')}</Empty>}
      <ul class="promos">
        {rows?.map((row) => (
          <li key={row.id}>
            <Link href={`/broadcast/promotions/${row.id}`}>
              <Lamp state={lamps[row.state]} />
              <b>{row.shop}</b>
              <span class="what">{row.zh}</span>
              <span>{stateWords(row)}</span>
              <b class="count">{`${row.outcome.heard} / ${row.times}`}</b>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
