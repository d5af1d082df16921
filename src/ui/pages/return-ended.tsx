import { useEffect } from 'preact/hooks';
import type { LoanView } from '../../loans/view.rules.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, FactRow, Facts, Money, MoneyLines, Slot } from '../kit/kit.ts';
import { w } from '../words/return-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { PaperActs, paperState } from './lend-hand-over.tsx';
import { usePaper } from './lend-live.ts';
import type { StepParts } from './lend-parts.ts';

/** An undamaged return has nothing left to do: the page goes by itself. */
const goHomeMs = 6_000;

/** What went where: money from two purses, the umbrella, the paper of a damage. */
export function Ended({ loan }: StepParts) {
  const paper = usePaper(`loan:${loan.id}`, 'damage-slip');
  const { refund } = loan;
  const damaged = refund !== null && refund.compensationFen > 0;
  const now = paper.value.value;
  const { lamp, words } = paperState(now);
  return (
    <div class="outcome">
      {damaged &&
        (now?.picture != null ? <Slot key={now.job.id} picture={now.picture} comesOut fit /> : <div class="slot" />)}
      {refund !== null && !damaged && (
        <Money label={w('return.gave')} fen={refund.netFen} note={w('return.fromDeposits')} />
      )}
      <div class="whose">
        {refund !== null && damaged && (
          <>
            <Money label={w(refund.netFen < 0 ? 'return.collect' : 'return.give')} fen={Math.abs(refund.netFen)} />
            <MoneyLines
              lines={[
                { label: w('return.fromDeposits'), fen: refund.depositFen },
                {
                  label: w('return.toIncome', {
                    parts: refund.damages.map((part) => say(part.name)).join(language.value === 'zh' ? '、' : ', '),
                  }),
                  fen: -refund.compensationFen,
                },
              ]}
            />
          </>
        )}
        <Facts>
          {!damaged && <FactRow state="done">{w('return.moneyDone', { yuan: yuan(loan.depositFen) })}</FactRow>}
          <FactRow state="done">
            {damaged
              ? w('return.setAside', { number: loan.item.number })
              : loan.door === null
                ? w('return.atCounter', { number: loan.item.number })
                : w('return.inDoor', { number: loan.item.number, door: loan.door })}
          </FactRow>
          {damaged && <FactRow state={lamp}>{w('return.damageSlip', { state: words })}</FactRow>}
          {loan.card !== null && loan.lost !== 'card' && loan.lost !== 'both' && (
            <FactRow state="off">{w('return.keepCard', { label: loan.card.label })}</FactRow>
          )}
        </Facts>
      </div>
    </div>
  );
}

/** Done; undamaged it goes home by itself. */
export function EndedActs({ loan, onDone }: { readonly loan: LoanView; readonly onDone: () => void }) {
  const damaged = (loan.refund?.compensationFen ?? 0) > 0;
  const paper = usePaper(`loan:${loan.id}`, 'damage-slip');
  useEffect(() => {
    if (damaged) return;
    const timer = setTimeout(onDone, goHomeMs);
    return () => clearTimeout(timer);
  }, [damaged]);
  return (
    <>
      {damaged && <PaperActs paper={paper.value.value} />}
      <Button look="main" push href="/">
        {t('action.done')}
      </Button>
    </>
  );
}
