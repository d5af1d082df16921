import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import type { DamageCharge } from '../../loans/rules.ts';
import type { LoanView } from '../../loans/view.rules.ts';
import { showName } from '../desk/idle.ts';
import { yuan } from '../desk/money-text.ts';
import { Button, Lamp, Money, MoneyLines, TextField } from '../kit/kit.ts';
import { w } from '../words/return-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { paperState } from './lend-hand-over.tsx';
import { usePaper } from './lend-live.ts';
import type { StepParts } from './lend-parts.ts';
import { type Proof, showProof } from './lend-tap.tsx';
import { Brolly } from './return-brolly.tsx';
import { useScanner, whenText } from './return-find.tsx';

/** The answer of `GET /api/loans/prices`. */
export interface PriceListView {
  readonly depositFen: number;
  readonly depositClause: string;
  readonly damage: readonly DamageCharge[];
  readonly damageClause: string;
}

export interface InspectParts extends StepParts {
  readonly prices: PriceListView;
  /** Ids of damaged parts. */
  readonly damage: Signal<readonly string[]>;
  readonly proof: Proof | undefined;
}

const codeLength = 8;
/** Parts beside the drawing; the others stand under it. */
const besideDrawing = 4;

/** Declared lost counts as shown when nothing is left that could be shown. */
function proofOf({ loan, proof }: InspectParts): Proof | { readonly kind: 'declared' } | undefined {
  const slipLost = loan.lost === 'slip' || loan.lost === 'both';
  const cardLost = loan.lost === 'card' || loan.lost === 'both';
  if (slipLost && (cardLost || loan.card === null)) return { kind: 'declared' };
  if (proof?.kind === 'card' && cardLost) return undefined;
  if (proof?.kind === 'code' && slipLost) return undefined;
  return proof;
}

function charges({ prices, damage }: InspectParts): readonly DamageCharge[] {
  return prices.damage.filter((part) => damage.value.includes(part.id));
}

const sum = (parts: readonly DamageCharge[]): number => parts.reduce((total, part) => total + part.fen, 0);

const names = (parts: readonly DamageCharge[]): string =>
  parts.map((part) => say(part.name)).join(language.value === 'zh' ? '、' : ', ');

/** What to say while looking at the umbrella. */
export function saidWhen(parts: InspectParts): string {
  const bad = charges(parts);
  const { depositFen } = parts.loan;
  if (bad.length === 0) return w('return.sayLook', { yuan: yuan(depositFen) });
  const said = { parts: names(bad), charge: yuan(sum(bad)), net: yuan(Math.abs(depositFen - sum(bad))) };
  if (sum(bad) === depositFen) return w('return.sayEven', said);
  return w(sum(bad) > depositFen ? 'return.sayOwing' : 'return.sayDamaged', said);
}

/** The umbrella part by part on the left, the money and whose it is on the right. */
export function Inspect(parts: InspectParts) {
  const { loan, prices, damage } = parts;
  const bad = charges(parts);
  const netFen = loan.depositFen - sum(bad);
  const proof = proofOf(parts);
  const turn = (id: string): void => {
    const now = damage.peek();
    // A whole umbrella is paid for once, not part by part.
    if (now.includes(id)) damage.value = now.filter((each) => each !== id);
    else if (id === 'whole') damage.value = ['whole'];
    else damage.value = [...now.filter((each) => each !== 'whole'), id];
  };
  const spot = ({ id, name, fen }: DamageCharge) => {
    const broken = damage.value.includes(id);
    return (
      <button
        key={id}
        type="button"
        class={`pick ${broken ? 'bad' : ''}`}
        aria-pressed={broken}
        onClick={() => turn(id)}
      >
        {say(name)}
        {broken && <small>{yuan(fen)}</small>}
        <Lamp state={broken ? 'need' : 'done'} />
      </button>
    );
  };
  return (
    <div class="inspect">
      <div class="part">
        <div class="seen">
          <Brolly bad={damage.value} />
          {prices.damage.slice(besideDrawing).map(spot)}
        </div>
        <div class="spots">{prices.damage.slice(0, besideDrawing).map(spot)}</div>
      </div>
      <div class="whose">
        <Money
          label={w(netFen < 0 ? 'return.collect' : bad.length > 0 ? 'return.give' : 'return.refund')}
          fen={Math.abs(netFen)}
        />
        {bad.length > 0 ? (
          <>
            <MoneyLines
              lines={[
                { label: w('return.fromDeposits'), fen: loan.depositFen },
                { label: w('return.toIncome', { parts: names(bad) }), fen: -sum(bad) },
              ]}
            />
            <p class="label">{w('return.repair', { clause: prices.damageClause })}</p>
          </>
        ) : (
          <dl>
            <dt>{w('return.umbrella')}</dt>
            <dd>
              <b>{w('return.number', { number: loan.item.number })}</b>
            </dd>
            {loan.card !== null && (
              <>
                <dt>{w('return.card')}</dt>
                <dd>
                  {w(
                    loan.lost === 'card' || loan.lost === 'both'
                      ? 'return.cardLost'
                      : proof?.kind === 'card'
                        ? 'return.cardRead'
                        : 'return.cardIs',
                    { label: loan.card.label },
                  )}
                </dd>
              </>
            )}
            <dt>{w('return.slip')}</dt>
            <dd>
              {w(
                loan.lost === 'slip' || loan.lost === 'both'
                  ? 'return.slipLost'
                  : proof?.kind === 'code'
                    ? 'return.slipFits'
                    : 'return.slipIs',
                { number: loan.slip?.number ?? '' },
              )}
            </dd>
            {proof !== undefined && (
              <>
                {loan.lost !== null && <Declaration loanId={loan.id} />}
                <dt>{w('return.lent')}</dt>
                <dd>
                  {whenText(loan.lentAtMs ?? loan.startedAtMs)}
                  {loan.clerk.name !== null && `  ${showName(loan.clerk.name)}`}
                </dd>
              </>
            )}
          </dl>
        )}
        {proof === undefined && <ProofField loanId={loan.id} hasCard={loan.card !== null && loan.lost !== 'card'} />}
      </div>
    </div>
  );
}

const mayStillBeLost = ({ lost, card }: LoanView): boolean => lost !== 'both' && !(lost === 'slip' && card === null);

function Declaration({ loanId }: { readonly loanId: number }) {
  const paper = usePaper(`loan:${loanId}`, 'lost-declaration');
  return (
    <>
      <dt>{w('return.declaration')}</dt>
      <dd>{paperState(paper.value.value).words}</dd>
    </>
  );
}

// Found by its number: card or slip has still to be shown.
function ProofField({ loanId, hasCard }: { readonly loanId: number; readonly hasCard: boolean }) {
  const code = useSignal('');
  const take = (text: string): void => showProof(loanId, { kind: 'code', code: text });
  useScanner(take);
  return (
    <div class="prove">
      <p>
        <Lamp state="wait" />
        {w(hasCard ? 'return.showEither' : 'return.showSlip')}
      </p>
      <TextField
        label={w('return.code')}
        hideLabel
        placeholder={w('return.codeType')}
        layout="english"
        value={code.value}
        onInput={(value) => {
          code.value = value;
          if (value.replace(/[\s-]/g, '').length === codeLength) take(value);
        }}
      />
    </div>
  );
}

/** The amount and the act; damage prints its paper. */
export function InspectActs(parts: InspectParts & { readonly onLost: () => void }) {
  const { loan, doing, step, damage, onLost } = parts;
  const bad = charges(parts);
  const netFen = loan.depositFen - sum(bad);
  const proof = proofOf(parts);
  const busy = doing.busy.value;
  const give = { yuan: yuan(Math.abs(netFen)) };
  return (
    <>
      <Button look="quiet" href="/return">
        {t('action.cancel')}
      </Button>
      {bad.length > 0 ? (
        <Button onPress={() => (damage.value = [])}>{w('return.undamaged')}</Button>
      ) : (
        mayStillBeLost(loan) && <Button onPress={onLost}>{w('return.lost')}</Button>
      )}
      <Button
        look="main"
        push
        busy={busy === 'return'}
        disabled={proof === undefined}
        onPress={() =>
          void step('return', `/api/loans/${loan.id}/return`, { proof, inspection: { damage: damage.value } })
        }
      >
        {bad.length === 0
          ? w('return.good', give)
          : netFen === 0
            ? w('return.damagedEven')
            : netFen < 0
              ? w('return.damagedOwing', give)
              : w('return.damaged', give)}
      </Button>
    </>
  );
}
