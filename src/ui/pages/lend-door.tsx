import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StockView } from '../../loans/stock.rules.ts';
import type { LoanAction, LoanView } from '../../loans/view.rules.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, Cabinet, type DoorShown, FactRow, Facts, FaultPanel, WaitingButton } from '../kit/kit.ts';
import { w } from '../words/lend-words.ts';
import { say } from '../words/words.ts';
import type { StepParts } from './lend-parts.ts';

/** How long the sensor is waited for before a person may say that the door is shut. */
const closeWaitMs = 25_000;

/** The cabinet with the door of this loan as it stands. */
export function doorsOf(stock: StockView | undefined, loan?: LoanView): DoorShown[] {
  return (stock?.cabinet ?? []).map(({ number, position, umbrella, occupied, fault, loanId }) => {
    const stuck = fault !== null || (loan?.fault != null && number === loan.door);
    return {
      number,
      state: position === 'open' ? 'open' : stuck ? 'stuck' : 'closed',
      empty: umbrella === null,
      // In the middle of a step the umbrella is on its way.
      doubt: loanId === null ? doubtOf(umbrella, occupied) : undefined,
      asked: loan !== undefined && number === loan.door,
    };
  });
}

/** Whether the sensor inside contradicts the stock. */
export function doubtOf(umbrella: string | null, occupied: boolean | null): 'missing' | 'unexpected' | undefined {
  if (occupied === null || occupied === (umbrella !== null)) return undefined;
  return occupied ? 'unexpected' : 'missing';
}

/** What has happened, what the door does, what comes next; the cabinet as it stands. Lending and putting back. */
export function AtDoor({ loan, stock }: StepParts) {
  return (
    <div class="atdoor">
      <Cabinet doors={doorsOf(stock, loan)} />
      {loan.fault !== null ? (
        <FaultPanel title={w('lend.stuck', { door: loan.door ?? '' })}>
          <p>{say(loan.fault.says)}</p>
        </FaultPanel>
      ) : (
        <DoorFacts loan={loan} occupied={stock?.cabinet.find((door) => door.number === loan.door)?.occupied ?? null} />
      )}
    </div>
  );
}

function DoorFacts({ loan, occupied }: { readonly loan: LoanView; readonly occupied: boolean | null }) {
  const { number } = loan.item;
  const door = loan.door ?? '';
  const back = loan.step.startsWith('put');
  const paid = yuan(loan.depositFen);
  const lead =
    loan.step === 'opening' || loan.step === 'put-opening'
      ? w('lend.opening', { door })
      : loan.step.endsWith('unknown')
        ? w('lend.didItOpen', { door })
        : w('lend.isOpen', { door });
  const what = loan.step.endsWith('unknown')
    ? w('lend.interrupted')
    : back
      ? w('lend.putBack', { number })
      : w('lend.takeOut', { number });
  return (
    <Facts>
      <FactRow state="done">{back ? w('lend.refunded', { yuan: paid }) : w('lend.paid', { yuan: paid })}</FactRow>
      <FactRow state="wait" lead={lead}>
        {what}
      </FactRow>
      {loan.step === 'put-back' && occupied === true && <FactRow state="done">{w('lend.seenInside')}</FactRow>}
      {loan.step === 'take' && occupied === false && <FactRow state="done">{w('lend.seenOut')}</FactRow>}
      <FactRow state="off">{back ? w('lend.thenBack') : w('lend.thenSlip')}</FactRow>
    </Facts>
  );
}

/** The ways on from a door: what the service allows at this step, and nothing else. */
export function DoorActs({ loan, doing, step }: StepParts) {
  const can = (action: LoanAction): boolean => loan.actions.includes(action);
  const busy = doing.busy.value;
  const way = (name: LoanAction) => ({
    busy: busy === name,
    disabled: busy !== undefined && busy !== name,
    onPress: () => void step(name, `/api/loans/${loan.id}/door`, { way: name }),
  });
  const post = (name: LoanAction, verb: string) => ({
    busy: busy === name,
    disabled: busy !== undefined && busy !== name,
    onPress: () => void step(name, `/api/loans/${loan.id}/${verb}`),
  });
  const back = loan.step.startsWith('put');
  const atFault = loan.fault !== null;
  const retry = can('retry');
  return (
    <>
      {can('cancel-refund') && (
        <Button {...post('cancel-refund', 'cancel')}>{w('lend.cancelRefund', { yuan: yuan(loan.depositFen) })}</Button>
      )}
      {can('behind-counter') && <Button {...way('behind-counter')}>{w('lend.behindCounter')}</Button>}
      {atFault && can('another') && (
        <Button {...post('another', 'another')}>{back ? w('lend.anotherDoor') : w('lend.another')}</Button>
      )}
      {can('not-opened') && <Button {...way('not-opened')}>{w('lend.notOpened')}</Button>}
      {can('opened-by-key') && (
        <Button icon="key" {...(retry ? {} : { look: 'main', push: true })} {...way('opened-by-key')}>
          {w('lend.openedByKey')}
        </Button>
      )}
      {retry && (
        <Button look="main" push icon="again" {...way('retry')}>
          {w('lend.retry')}
        </Button>
      )}
      {can('opened') && (
        <Button look="main" push {...way('opened')}>
          {w('lend.opened')}
        </Button>
      )}
      {(loan.step === 'opening' || loan.step === 'put-opening') && <WaitingButton>{w('lend.waitOpen')}</WaitingButton>}
      {can('confirm') && <UntilShut key={loan.stepSinceMs} sinceMs={loan.stepSinceMs} confirm={way('confirm')} />}
    </>
  );
}

interface UntilShutProps {
  readonly sinceMs: number;
  readonly confirm: { readonly busy: boolean; readonly disabled: boolean; readonly onPress: () => void };
}

// The sensor turns the page; where it stays silent, a person may.
function UntilShut({ sinceMs, confirm }: UntilShutProps) {
  const remainingMs = useSignal(Math.min(closeWaitMs, Math.max(0, closeWaitMs - (nowMs.peek() - sinceMs))));
  const over = useSignal(remainingMs.peek() === 0);
  useEffect(() => {
    const timer = setTimeout(() => {
      over.value = true;
    }, remainingMs.peek());
    return () => clearTimeout(timer);
  }, []);
  if (!over.value) return <WaitingButton remainingMs={remainingMs.value}>{w('lend.waitShut')}</WaitingButton>;
  return (
    <Button look="main" push {...confirm}>
      {w('lend.isShut')}
    </Button>
  );
}
