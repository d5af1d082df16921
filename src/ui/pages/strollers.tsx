import './strollers.css';
import { useSignal } from '@preact/signals';
import type { StockItem, StockView } from '../../loans/stock.rules.ts';
import type { LoanView } from '../../loans/view.rules.ts';
import { command, get } from '../desk/api.ts';
import { desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { showName } from '../desk/idle.ts';
import { minuteOf, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, Say, Sheet, TextField, Tile } from '../kit/kit.ts';
import { w } from '../words/strollers-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';
import { whenText } from './return-find.tsx';

const closingSoonMinutes = 60;
const longestPhone = 20;
const longestName = 40;

/** Strollers: which are free, lend one, take one back, which are still out before closing. */
export function StrollersPage() {
  return (
    <CounterOnly title={w('strollers.title')}>
      <Strollers />
    </CounterOnly>
  );
}

function Strollers() {
  const stock = useLive('strollers', () => get<StockView>('/api/loans/stock'), ['loan']);
  const outs = useLive('strollers out', () => get<{ readonly loans: readonly LoanView[] }>('/api/loans/strollers'), [
    'loan',
  ]);
  const doing = useDoing();
  const chosen = useSignal<number | undefined>(undefined);
  const name = useSignal('');
  const phone = useSignal('');
  const said = useSignal<LoanView | undefined>(undefined);

  const strollers = stock.value.value?.items.filter((item) => item.kind === 'stroller' && item.condition !== 'retired');
  const loans = outs.value.value?.loans ?? [];
  const item = strollers?.find((each) => each.id === chosen.value);
  const loan = loans.find((each) => each.item.id === chosen.value);

  const pick = (id: number): void => {
    chosen.value = chosen.value === id ? undefined : id;
    name.value = '';
    phone.value = '';
    said.value = undefined;
    doing.failed.value = undefined;
  };
  const post = (what: string, path: string, body: object): void =>
    void doing.run(what, async () => {
      said.value = await command<LoanView>('POST', path, body);
      chosen.value = undefined;
      await Promise.all([stock.reload(), outs.reload()]);
    });
  const free = item !== undefined && loan === undefined && item.condition === 'in-stock';

  return (
    <Sheet
      title={w('strollers.title')}
      stage="strollers"
      acts={
        <>
          {item === undefined ? (
            <Button look="quiet" icon="back" href="/more">
              {t('action.back')}
            </Button>
          ) : (
            <Button look="quiet" onPress={() => pick(item.id)}>
              {t('action.cancel')}
            </Button>
          )}
          {loan !== undefined && (
            <>
              <Button
                disabled={doing.busy.value !== undefined}
                onPress={() => post('damaged', `/api/loans/${loan.id}/stroller-return`, { damaged: true })}
              >
                {w('strollers.damaged')}
              </Button>
              <Button
                look="main"
                push
                busy={doing.busy.value === 'return'}
                onPress={() => post('return', `/api/loans/${loan.id}/stroller-return`, { damaged: false })}
              >
                {w('strollers.back', { number: loan.item.number })}
              </Button>
            </>
          )}
          {free && (
            <Button
              look="main"
              push
              busy={doing.busy.value === 'lend'}
              onPress={() =>
                post('lend', '/api/loans/stroller', {
                  itemId: item.id,
                  phone: phone.value.trim() === '' ? null : phone.value.trim(),
                  note: name.value.trim() === '' ? null : name.value.trim(),
                })
              }
            >
              {w('strollers.lend', { number: item.number })}
            </Button>
          )}
        </>
      }
    >
      <div class="prams">
        {strollers?.length === 0 && <Empty icon="stroller">{w('strollers.none')}</Empty>}
        {strollers?.map((each) => (
          <Pram
            key={each.id}
            item={each}
            loan={loans.find((one) => one.item.id === each.id)}
            pressed={each.id === chosen.value}
            onPress={() => pick(each.id)}
          />
        ))}
      </div>
      <aside>
        {free && (
          <>
            <TextField
              label={w('strollers.name')}
              placeholder={w('strollers.optional')}
              maxLength={longestName}
              value={name.value}
              onInput={(value) => (name.value = value)}
            />
            <TextField
              label={w('strollers.phone')}
              placeholder={w('strollers.optional')}
              layout="numbers"
              maxLength={longestPhone}
              value={phone.value}
              onInput={(value) => (phone.value = value)}
            />
          </>
        )}
        {item !== undefined && !free && loan === undefined && <p>{w('strollers.inRepair', { number: item.number })}</p>}
        {loan !== undefined && <OutLine loan={loan} />}
        {item === undefined && <StillOut loans={loans} />}
      </aside>
      <div class="wide">
        {doing.failed.value !== undefined || stock.failed.value !== undefined ? (
          <ErrorLine error={doing.failed.value ?? stock.failed.value} />
        ) : (
          <Say>
            {said.value?.say != null
              ? say(said.value.say)
              : w(loan === undefined ? 'strollers.say' : 'strollers.sayBack')}
          </Say>
        )}
      </div>
    </Sheet>
  );
}

interface PramProps {
  readonly item: StockItem;
  readonly loan: LoanView | undefined;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function Pram({ item, loan, pressed, onPress }: PramProps) {
  const broken = item.condition === 'damaged';
  return (
    <Tile
      icon="stroller"
      label={w('strollers.number', { number: item.number })}
      note={
        loan !== undefined
          ? whenText(loan.lentAtMs ?? loan.startedAtMs)
          : w(broken ? 'strollers.broken' : 'strollers.free')
      }
      pressed={pressed}
      {...(loan !== undefined ? { lamp: 'wait' as const } : broken ? { lamp: 'need' as const } : {})}
      onPress={onPress}
    />
  );
}

function OutLine({ loan }: { readonly loan: LoanView }) {
  return (
    <dl>
      <dt>{w('strollers.since')}</dt>
      <dd>{whenText(loan.lentAtMs ?? loan.startedAtMs)}</dd>
      {loan.note !== null && (
        <>
          <dt>{w('strollers.name')}</dt>
          <dd>{showName(loan.note)}</dd>
        </>
      )}
      {loan.phone !== null && (
        <>
          <dt>{w('strollers.phone')}</dt>
          <dd>{loan.phone}</dd>
        </>
      )}
      <dt>{w('strollers.clerk')}</dt>
      <dd>{loan.clerk.name === null ? '–' : showName(loan.clerk.name)}</dd>
    </dl>
  );
}

// Amber in the last hour: they have to come back before the desk closes.
function StillOut({ loans }: { readonly loans: readonly LoanView[] }) {
  const view = desk.value;
  const closes = view?.day.closes ?? '18:00';
  const left = minuteOf(closes) - minuteOf(timeOfDay(nowMs.value, view?.timeZone ?? 'Asia/Shanghai'));
  const soon = left <= closingSoonMinutes;
  if (loans.length === 0)
    return (
      <p class="allin">
        <Lamp state="done" />
        {w('strollers.allIn')}
      </p>
    );
  return (
    <div class={soon ? 'still soon' : 'still'}>
      <h2>
        {soon && <Lamp state="wait" />}
        {w('strollers.still', { n: loans.length, closes })}
      </h2>
      <ul>
        {loans.map((loan) => (
          <li key={loan.id}>
            <b>{w('strollers.number', { number: loan.item.number })}</b>
            <span>{whenText(loan.lentAtMs ?? loan.startedAtMs)}</span>
            <span>{loan.phone ?? ''}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
