import './lend.css';
import './return.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation, useParams } from 'wouter-preact';
import type { StockView } from '../../loans/stock.rules.ts';
import type { LoanView } from '../../loans/view.rules.ts';
import { asProblem, command, get } from '../desk/api.ts';
import { Button, ErrorLine, Say, Sheet } from '../kit/kit.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { umbrellaTabs } from './lend.tsx';
import { AtDoor, DoorActs } from './lend-door.tsx';
import { CounterOnly } from './lend-gate.tsx';
import { useDoing, useLive } from './lend-live.ts';
import { forgetProof, formIsDone, proofs } from './lend-tap.tsx';
import { Ended, EndedActs } from './return-ended.tsx';
import { FindLoan } from './return-find.tsx';
import { Inspect, InspectActs, type PriceListView, saidWhen } from './return-inspect.tsx';
import { LostPanel } from './return-lost.tsx';

/** 还伞: whose umbrella, inspect, give back the money, put it away. */
export function ReturnPage() {
  return (
    <CounterOnly tabs={umbrellaTabs('return')}>
      <FindLoan />
    </CounterOnly>
  );
}

/** The taking back of one loan at the step where it stands. */
export function ReturnLoanPage() {
  const { loanId = '' } = useParams();
  return (
    <CounterOnly tabs={umbrellaTabs('return')}>
      <TakingBack key={loanId} loanId={Number(loanId)} />
    </CounterOnly>
  );
}

function TakingBack({ loanId }: { readonly loanId: number }) {
  const [, navigate] = useLocation();
  const doing = useDoing();
  const damage = useSignal<readonly string[]>([]);
  const lost = useSignal(false);
  const live = useLive(`loan ${loanId}`, () => get<LoanView>(`/api/loans/${loanId}`), ['loan', 'door']);
  const stock = useLive('stock', () => get<StockView>('/api/loans/stock'), ['loan', 'door', 'device']);
  const prices = useLive('prices', () => get<PriceListView>('/api/loans/prices'), []);
  const loan = live.value.value;

  const step = (name: string, path: string, body: object = {}): Promise<boolean> =>
    doing.run(name, async () => {
      await command('POST', path, body);
      await live.reload();
    });

  // A code that does not fit is typed anew.
  useEffect(() => {
    const refused = doing.failed.value;
    if (refused !== undefined && asProblem(refused).code.startsWith('loan/proof')) forgetProof(loanId);
  }, [doing.failed.value]);

  const ended = loan !== undefined && loan.step !== 'lent' && loan.step !== 'hand-over';
  // What was refused belonged to the step before.
  useEffect(() => {
    doing.failed.value = undefined;
  }, [loan?.step]);
  useEffect(() => {
    if (ended) formIsDone();
  }, [ended]);
  const proof = proofs.value.get(loanId);

  if (loan === undefined || prices.value.value === undefined)
    return (
      <Sheet
        tabs={umbrellaTabs('return')}
        stage="back waiting"
        acts={
          <Button look="quiet" href="/return">
            {t('action.back')}
          </Button>
        }
      >
        <ErrorLine error={live.failed.value ?? prices.failed.value} onRetry={() => void live.reload()} />
      </Sheet>
    );

  const parts = { loan, stock: stock.value.value, doing, step };
  const out = loan.step === 'lent' || loan.step === 'hand-over';
  const done = loan.step === 'returned' || loan.step === 'cancelled';
  const inspecting = { ...parts, prices: prices.value.value, damage, proof };
  if (out && lost.value)
    return <LostPanel {...parts} onClose={() => (lost.value = false)} tabs={umbrellaTabs('return')} />;
  const words = out ? saidWhen(inspecting) : loan.say === null ? undefined : say(loan.say);
  return (
    <Sheet
      tabs={umbrellaTabs('return')}
      stage={`back ${out ? 'look' : done ? 'ended' : 'at'}`}
      acts={
        out ? (
          <InspectActs {...inspecting} onLost={() => (lost.value = true)} />
        ) : done ? (
          <EndedActs loan={loan} onDone={() => navigate('/')} />
        ) : (
          <DoorActs {...parts} />
        )
      }
    >
      {out && <Inspect {...inspecting} />}
      {!out && !done && <AtDoor {...parts} />}
      {done && <Ended {...parts} />}
      {doing.failed.value !== undefined ? (
        <ErrorLine error={doing.failed.value} />
      ) : (
        words !== undefined && <Say>{words}</Say>
      )}
    </Sheet>
  );
}
