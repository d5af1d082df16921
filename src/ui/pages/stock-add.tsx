import { useSignal } from '@preact/signals';
import type { StockView } from '../../loans/stock.rules.ts';
import { Button, FormRow, Picks, TextField } from '../kit/kit.ts';
import { w } from '../words/stock-words.ts';

const longestNumber = 12;

interface AddingProps {
  readonly stock: StockView | undefined;
  readonly busy: boolean;
  readonly onAdd: (body: { kind: 'umbrella' | 'stroller'; number: string; door: number | null }) => void;
}

/** A new umbrella or stroller. */
export function Adding({ stock, busy, onAdd }: AddingProps) {
  const kind = useSignal<'umbrella' | 'stroller'>('umbrella');
  const number = useSignal('');
  const door = useSignal<number>(0);
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
          value={kind.value}
          onPick={(value) => (kind.value = value)}
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
            value={number.value}
            onInput={(value) => (number.value = value)}
          />
          <Button
            icon="plus"
            busy={busy}
            disabled={number.value.trim() === ''}
            onPress={() =>
              onAdd({
                kind: kind.value,
                number: number.value.trim(),
                door: kind.value === 'umbrella' && door.value > 0 ? door.value : null,
              })
            }
          >
            {w('stock.add')}
          </Button>
        </div>
      </FormRow>
      {kind.value === 'umbrella' && (
        <FormRow label={w('stock.place')}>
          <Picks
            label={w('stock.place')}
            choices={[
              { value: 0, label: w('stock.counter') },
              ...empty.map((each) => ({ value: each.number, label: w('stock.doorNo', { door: each.number }) })),
            ]}
            value={door.value}
            onPick={(value) => (door.value = value)}
          />
        </FormRow>
      )}
    </div>
  );
}
