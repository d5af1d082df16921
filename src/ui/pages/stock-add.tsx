import type { Signal } from '@preact/signals';
import type { StockView } from '../../loans/stock.rules.ts';
import { FormRow, Picks, TextField } from '../kit/kit.ts';
import { w } from '../words/stock-words.ts';

const longestNumber = 12;

/** An item as it is being typed; door 0 is behind the counter. */
export interface NewItem {
  readonly kind: 'umbrella' | 'stroller';
  readonly number: string;
  readonly door: number;
}

export const nothingTyped: NewItem = { kind: 'umbrella', number: '', door: 0 };

/** What the service is told of it. */
export const bodyOf = ({ kind, number, door }: NewItem) => ({
  kind,
  number: number.trim(),
  door: kind === 'umbrella' && door > 0 ? door : null,
});

interface AddingProps {
  readonly stock: StockView | undefined;
  readonly item: Signal<NewItem>;
}

/** A new umbrella or stroller. */
export function Adding({ stock, item }: AddingProps) {
  const { kind, number, door } = item.value;
  const set = (changed: Partial<NewItem>): void => {
    item.value = { ...item.value, ...changed };
  };
  const empty = (stock?.cabinet ?? []).filter((each) => each.umbrella === null && each.fault === null);
  return (
    <div class="one">
      <FormRow label={w('stock.kind')}>
        <Picks<'umbrella' | 'stroller'>
          label={w('stock.kind')}
          choices={[
            { value: 'umbrella', label: w('stock.anUmbrella') },
            { value: 'stroller', label: w('stock.aStroller') },
          ]}
          value={kind}
          onPick={(value) => set({ kind: value })}
        />
      </FormRow>
      <FormRow label={w('stock.number')}>
        <div class="numbered">
          <TextField
            label={w('stock.number')}
            hideLabel
            layout="numbers"
            maxLength={longestNumber}
            placeholder={w('stock.numberHint')}
            value={number}
            onInput={(value) => set({ number: value })}
          />
        </div>
      </FormRow>
      {kind === 'umbrella' && (
        <FormRow label={w('stock.place')}>
          <Picks
            label={w('stock.place')}
            choices={[
              { value: 0, label: w('stock.counter') },
              ...empty.map((each) => ({ value: each.number, label: w('stock.doorNo', { door: each.number }) })),
            ]}
            value={door}
            onPick={(value) => set({ door: value })}
          />
        </FormRow>
      )}
    </div>
  );
}
