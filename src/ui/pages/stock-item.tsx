import { useSignal } from '@preact/signals';
import type { StockItem, StockView } from '../../loans/stock.rules.ts';
import { mayDo } from '../desk/desk.ts';
import { Empty, FormRow, Lamp, type LampState, Pick, Picks } from '../kit/kit.ts';
import { w } from '../words/stock-words.ts';

type Condition = StockItem['condition'];
const whys = {
  damaged: ['stock.whyTorn', 'stock.whyRib', 'stock.whyWheel'],
  'in-stock': ['stock.whyRepaired', 'stock.whyFound'],
  retired: ['stock.whyBeyond', 'stock.whyGone'],
} as const;
/** How an item stands, as a lamp. */
export const lamps: Readonly<Record<Condition, LampState>> = {
  'in-stock': 'done',
  'on-loan': 'wait',
  damaged: 'need',
  retired: 'off',
};

/** `023 号伞` */
export const nameOf = (item: StockItem): string =>
  w(item.kind === 'umbrella' ? 'stock.umbrella' : 'stock.stroller', { number: item.number });

interface OneItemProps {
  readonly item: StockItem;
  readonly stock: StockView | undefined;
  readonly busy: boolean;
  readonly onCondition: (condition: keyof typeof whys, why: string) => void;
  readonly onMove: (door: number | null) => void;
}

/** One item: mark it broken, repaired or retired, and where it stands. */
export function OneItem({ item, stock, busy, onCondition, onMove }: OneItemProps) {
  const turning = useSignal<keyof typeof whys | undefined>(undefined);
  const lead = mayDo('shift-lead', 'supervisor');
  const states = (['in-stock', 'damaged', 'retired'] as const).filter((each) => each !== item.condition);
  const empty = (stock?.cabinet ?? []).filter(
    (each) => each.umbrella === null && each.loanId === null && each.fault === null,
  );
  return (
    <div class="one">
      <h2>
        <Lamp state={lamps[item.condition]} />
        {nameOf(item)}
        <small>
          {w(`stock.${item.condition}`)}
          {item.door !== null && w('stock.inDoor', { door: item.door })}
        </small>
      </h2>
      {item.loanId !== null && <p>{w('stock.onLoanNow')}</p>}
      {lead && item.loanId === null && (
        <>
          <FormRow label={w('stock.mark')}>
            <Picks
              label={w('stock.mark')}
              choices={states.map((value) => ({ value, label: w(`stock.to.${value}`) }))}
              value={turning.value}
              onPick={(value) => (turning.value = value)}
            />
          </FormRow>
          {turning.value !== undefined && (
            <FormRow label={w('stock.why')}>
              <div class="picks">
                {whys[turning.value].map((key) => (
                  <Pick
                    key={key}
                    disabled={busy}
                    onPress={() => turning.value !== undefined && onCondition(turning.value, w(key))}
                  >
                    {w(key)}
                  </Pick>
                ))}
              </div>
            </FormRow>
          )}
        </>
      )}
      {!lead && <p class="label">{w('stock.leadMarks')}</p>}
      {item.kind === 'umbrella' && item.loanId === null && item.condition === 'in-stock' && (
        <FormRow label={w('stock.place')}>
          <div class="picks">
            {item.door !== null && (
              <Pick disabled={busy} onPress={() => onMove(null)}>
                {w('stock.takenOut')}
              </Pick>
            )}
            {item.door === null &&
              empty.map((each) => (
                <Pick key={each.number} disabled={busy} onPress={() => onMove(each.number)}>
                  {w('stock.doorNo', { door: each.number })}
                </Pick>
              ))}
            {item.door === null && empty.length === 0 && <p>{w('stock.noEmpty')}</p>}
          </div>
        </FormRow>
      )}
    </div>
  );
}

interface OneDoorProps {
  readonly door: number;
  readonly fault: boolean;
  readonly loose: readonly StockItem[];
  readonly onPut: (itemId: number) => void;
}

/** One compartment: what could stand in it, or how it comes back into use. */
export function OneDoor({ door, fault, loose, onPut }: OneDoorProps) {
  return (
    <div class="one">
      <h2>
        <Lamp state={fault ? 'need' : 'off'} />
        {w('stock.door', { door })}
        <small>{w(fault ? 'stock.doorBad' : 'stock.doorEmpty')}</small>
      </h2>
      {fault ? (
        <p>{w('stock.doorHelp')}</p>
      ) : loose.length === 0 ? (
        <Empty icon="umbrella">{w('stock.nothingLoose')}</Empty>
      ) : (
        <FormRow label={w('stock.putIn')}>
          <div class="picks">
            {loose.map((item) => (
              <Pick key={item.id} onPress={() => onPut(item.id)}>
                {nameOf(item)}
              </Pick>
            ))}
          </div>
        </FormRow>
      )}
    </div>
  );
}
