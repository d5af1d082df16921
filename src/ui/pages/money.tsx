import './money.css';
import { useSignal } from '@preact/signals';
import type { DepositIdentity, Movement, Purses } from '../../cash/rules.ts';
import { command, get } from '../desk/api.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, Empty, ErrorLine, FormRow, Lamp, Pick, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/money-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';
import { DrawerLine, OpenDrawer } from './money-drawer.tsx';
import { fenOf } from './services-price.ts';

/** The answer of `GET /api/cash`. */
type CashNow = Purses & {
  readonly identity: DepositIdentity;
  readonly today: readonly (Movement & { readonly who: string | null })[];
};

type PurseName = Movement['purse'];
const whys = ['money.whyCount', 'money.whyMissed', 'money.whyChange', 'money.whyHandedIn'] as const;
const longestAmount = 8;
const longestWhy = 200;

/** The two purses, what must be in the deposit purse, and where today's money went. */
export function MoneyPage() {
  return (
    <CounterOnly title={w('money.title')}>
      <MoneyNow />
    </CounterOnly>
  );
}

function MoneyNow() {
  const live = useLive('cash', () => get<CashNow>('/api/cash'), ['cash', 'loan']);
  const correcting = useSignal(false);
  const opening = useSignal(false);
  const now = live.value.value;
  if (correcting.value && now !== undefined)
    return <Correction now={now} onDone={() => void live.reload().then(() => (correcting.value = false))} />;
  if (opening.value) return <OpenDrawer onDone={() => (opening.value = false)} />;
  return (
    <Sheet
      title={w('money.title')}
      stage="purses"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button href="/stock">{w('money.stock')}</Button>
          <Button href="/receipts">{w('money.receipts')}</Button>
          <Button onPress={() => (opening.value = true)}>{w('money.drawer')}</Button>
          {mayDo('shift-lead', 'supervisor') && (
            <Button look="main" push onPress={() => (correcting.value = true)} disabled={now === undefined}>
              {w('money.correct')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      {now !== undefined && (
        <>
          <div class="two">
            <section class={now.identity.matches ? '' : 'off'}>
              <span class="label">{w('money.deposits')}</span>
              <b>¥ {yuan(now.deposits.balanceFen)}</b>
              <Identity identity={now.identity} />
            </section>
            <section>
              <span class="label">{w('money.income')}</span>
              <b>¥ {yuan(now.income.balanceFen)}</b>
              <p>{w('money.incomeNote')}</p>
              <DrawerLine />
            </section>
          </div>
          <Movements today={now.today} />
        </>
      )}
    </Sheet>
  );
}

/** Umbrellas out × deposit = money in the deposit purse. */
function Identity({ identity }: { readonly identity: DepositIdentity }) {
  const { outCount, unitFen, expectedFen, balanceFen, matches } = identity;
  const off = balanceFen - expectedFen;
  const sum = w('money.identity', { n: outCount, unit: yuan(unitFen), sum: yuan(expectedFen) });
  return (
    <p class={matches ? 'done' : 'need'}>
      <Lamp state={matches ? 'done' : 'need'} />
      <span>
        {sum}
        {off !== 0 && <b> {w(off < 0 ? 'money.short' : 'money.over', { yuan: yuan(Math.abs(off)) })}</b>}
      </span>
    </p>
  );
}

function Movements({ today }: { readonly today: CashNow['today'] }) {
  if (today.length === 0) return <Empty icon="purse">{w('money.none')}</Empty>;
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  return (
    <ul class="moves" aria-label={w('money.today')}>
      {[...today]
        .sort((a, b) => b.id - a.id)
        .map((move) => (
          <li key={move.id}>
            <span>{timeOfDay(move.at, zone)}</span>
            <b>{say(move.reasonName)}</b>
            <span class="what">{[subjectWords(move.subject), move.note].filter(Boolean).join('，')}</span>
            <span>{move.who === null ? '' : showName(move.who)}</span>
            <span class="purse">{w(move.purse === 'deposits' ? 'money.inDeposits' : 'money.inIncome')}</span>
            <b class="fen">
              {move.amountFen < 0 ? '−' : '+'} {yuan(Math.abs(move.amountFen))}
            </b>
            <span class="after">{yuan(move.balanceFen)}</span>
          </li>
        ))}
    </ul>
  );
}

function subjectWords(subject: string): string {
  const [kind, id = ''] = subject.split(':');
  if (kind === 'loan') return w('money.loan', { id });
  if (kind === 'receipt') return w('money.receipt', { number: id.padStart(6, '0') });
  return '';
}

interface CorrectionProps {
  readonly now: CashNow;
  readonly onDone: () => void;
}

// Adds a movement; changes none that is written.
function Correction({ now, onDone }: CorrectionProps) {
  const doing = useDoing();
  const purse = useSignal<PurseName>('deposits');
  const direction = useSignal<1 | -1>(1);
  const amount = useSignal('');
  const why = useSignal('');
  const fen = fenOf(amount.value);
  const changed = fen === undefined ? 0 : fen * direction.value;
  const save = async (): Promise<void> => {
    const done = await doing.run('correct', () =>
      command('POST', '/api/cash/corrections', { purse: purse.value, amountFen: changed, why: why.value.trim() }),
    );
    if (done) onDone();
  };
  return (
    <Sheet
      title={w('money.correctTitle')}
      stage="purses correcting"
      acts={
        <>
          <Button look="quiet" onPress={onDone}>
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={changed === 0 || why.value.trim().length < 2}
            onPress={() => void save()}
          >
            {changed === 0
              ? w('money.correct')
              : w('money.becomes', {
                  purse: w(purse.value === 'deposits' ? 'money.deposits' : 'money.income'),
                  yuan: yuan(now[purse.value].balanceFen + changed),
                })}
          </Button>
        </>
      }
    >
      <FormRow label={w('money.purse')}>
        <Picks<PurseName>
          label={w('money.purse')}
          choices={[
            {
              value: 'deposits',
              label: w('money.holds', { purse: w('money.deposits'), yuan: yuan(now.deposits.balanceFen) }),
            },
            {
              value: 'income',
              label: w('money.holds', { purse: w('money.income'), yuan: yuan(now.income.balanceFen) }),
            },
          ]}
          value={purse.value}
          onPick={(value) => (purse.value = value)}
        />
      </FormRow>
      <FormRow label={w('money.amount')}>
        <div class="signed">
          <Picks<1 | -1>
            label={w('money.direction')}
            choices={[
              { value: 1, label: w('money.more') },
              { value: -1, label: w('money.less') },
            ]}
            value={direction.value}
            onPick={(value) => (direction.value = value)}
          />
          <TextField
            label={w('money.amount')}
            hideLabel
            layout="numbers"
            placeholder={w('money.yuan')}
            maxLength={longestAmount}
            value={amount.value}
            onInput={(value) => (amount.value = value)}
          />
        </div>
      </FormRow>
      <FormRow label={w('money.why')}>
        <div class="picks">
          {whys.map((key) => (
            <Pick key={key} pressed={why.value === w(key)} onPress={() => (why.value = w(key))}>
              {w(key)}
            </Pick>
          ))}
        </div>
      </FormRow>
      <FormRow label="">
        <TextField
          label={w('money.why')}
          hideLabel
          placeholder={w('money.whyOther')}
          maxLength={longestWhy}
          value={why.value}
          onInput={(value) => (why.value = value)}
        />
      </FormRow>
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
