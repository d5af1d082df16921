import './lend.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { StockView } from '../../loans/stock.rules.ts';
import type { LoanView } from '../../loans/view.rules.ts';
import { command, get } from '../desk/api.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, ErrorLine, FactRow, Facts, Say, Sheet, Steps } from '../kit/kit.ts';
import { w } from '../words/lend-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { AtDoor, DoorActs } from './lend-door.tsx';
import { CounterOnly } from './lend-gate.tsx';
import { HandOver, HandOverActs } from './lend-hand-over.tsx';
import { type LoansNow, useDoing, useLive } from './lend-live.ts';
import { MoneyActs, MoneyStep } from './lend-money.tsx';
import { freeCardTaker, handedOut } from './lend-tap.tsx';

const LENDING: ReadonlySet<string> = new Set(['money', 'opening', 'take', 'door-fault', 'door-unknown', 'hand-over']);

/** 借伞 and 还伞 share the bar. */
export const umbrellaTabs = (current: 'lend' | 'return') => [
  { label: w('lend.title'), href: '/lend', current: current === 'lend' },
  { label: w('lend.return'), href: '/return', current: current === 'return' },
];

/** Lends an umbrella: deposit, door, slip. Comes back to the step where it stands. */
export function LendPage() {
  return (
    <CounterOnly tabs={umbrellaTabs('lend')}>
      <Lending />
    </CounterOnly>
  );
}

/** The lending to go on with: one that waits at money or a door before one that only wants its last touch. */
function inHand(loans: readonly LoanView[]): LoanView | undefined {
  const mine = loans.filter((loan) => loan.kind === 'umbrella' && LENDING.has(loan.step));
  return mine.find((loan) => loan.step !== 'hand-over') ?? mine.at(-1);
}

function Lending() {
  const [, navigate] = useLocation();
  const doing = useDoing();
  const shown = useSignal<number | undefined>(undefined);
  const begun = useRef(false);
  const loan = useLive('lend', async () => {
    const { active } = await get<LoansNow>('/api/loans');
    const id = shown.peek();
    if (id === undefined) return inHand(active) ?? null;
    return active.find((each) => each.id === id) ?? (await get<LoanView>(`/api/loans/${id}`));
  }, ['loan', 'door']);
  const stock = useLive('stock', () => get<StockView>('/api/loans/stock'), ['loan', 'door', 'device']);
  const now = loan.value.value;

  const step = (name: string, path: string, body: object = {}): Promise<boolean> =>
    doing.run(name, async () => {
      await command('POST', path, body);
      await loan.reload();
    });
  const start = (): Promise<boolean> =>
    doing.run('start', async () => {
      const begunLoan = await command<LoanView>('POST', '/api/loans/umbrella', {});
      shown.value = begunLoan.id;
      await loan.reload();
    });

  useEffect(() => {
    if (now === undefined) return;
    if (now !== null) {
      begun.current = true;
      shown.value = now.id;
      if (now.step === 'lent') navigate('/');
    } else if (!begun.current) {
      begun.current = true;
      void start();
    }
  }, [now]);

  useEffect(() => {
    if (now?.step !== 'money') return;
    const take = (card: { readonly cardId: string }): void =>
      void step('card', `/api/loans/${now.id}/details`, { depositCard: card.cardId });
    freeCardTaker.value = take;
    return () => {
      if (freeCardTaker.peek() === take) freeCardTaker.value = undefined;
    };
  }, [now?.id, now?.step]);

  // What was refused belonged to the step before.
  useEffect(() => {
    doing.failed.value = undefined;
  }, [now?.step, now?.stepSinceMs]);

  useEffect(() => {
    handedOut.value = now?.id;
    return () => {
      handedOut.value = undefined;
    };
  }, [now?.id]);

  if (now === undefined || now === null)
    return (
      <Sheet
        tabs={umbrellaTabs('lend')}
        stage="lend waiting"
        acts={
          <>
            <Button look="quiet" href="/">
              {t('action.cancel')}
            </Button>
            {now === null && doing.failed.value !== undefined && (
              <Button look="main" push onPress={() => void start()} busy={doing.busy.value !== undefined}>
                {t('action.retry')}
              </Button>
            )}
          </>
        }
      >
        <ErrorLine error={doing.failed.value ?? loan.failed.value} />
      </Sheet>
    );

  const leave = async (work: Promise<boolean>): Promise<void> => {
    if (await work) navigate('/');
  };
  const parts = { loan: now, stock: stock.value.value, doing, step };
  const atMoney = now.step === 'money';
  const atDoor = !atMoney && now.step !== 'hand-over' && LENDING.has(now.step);
  return (
    <Sheet
      tabs={umbrellaTabs('lend')}
      stage={`lend ${atMoney ? 'atmoney' : atDoor ? 'at' : 'athand'}`}
      acts={
        atMoney ? (
          <MoneyActs {...parts} onCancel={() => void leave(step('cancel', `/api/loans/${now.id}/cancel`))} />
        ) : atDoor ? (
          <DoorActs {...parts} />
        ) : now.step === 'hand-over' ? (
          <HandOverActs
            {...parts}
            onFinish={() => void leave(doing.run('finish', () => command('POST', `/api/loans/${now.id}/finish`, {})))}
            onAgain={() =>
              void doing
                .run('finish', () => command('POST', `/api/loans/${now.id}/finish`, {}))
                .then((done) => {
                  if (done) void start();
                })
            }
          />
        ) : (
          <Button look="main" push href="/">
            {t('action.done')}
          </Button>
        )
      }
    >
      <Steps
        labels={now.steps.map((each) => say(each.name))}
        now={Math.max(0, now.step === 'cancelled' ? 0 : now.steps.findIndex((each) => each.state === 'now'))}
      />
      {atMoney && <MoneyStep {...parts} />}
      {atDoor && <AtDoor {...parts} />}
      {now.step === 'hand-over' && <HandOver {...parts} />}
      {now.step === 'cancelled' && (
        <Facts>
          <FactRow state="done" lead={w('lend.cancelled')} />
          {now.slip !== null && <FactRow state="wait">{w('lend.giveBack', { yuan: yuan(now.depositFen) })}</FactRow>}
          {now.slip !== null && <FactRow state="off">{w('lend.slipVoid')}</FactRow>}
        </Facts>
      )}
      {doing.failed.value !== undefined ? (
        <ErrorLine error={doing.failed.value} />
      ) : (
        now.step !== 'hand-over' && now.say !== null && <Say>{say(now.say)}</Say>
      )}
    </Sheet>
  );
}
