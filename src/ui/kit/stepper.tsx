import { t } from '../words/t.ts';
import { Pick } from './picks.tsx';

export interface StepperProps {
  readonly value: number;
  /** The number with its unit, e.g. `6 张`; default the bare number. */
  readonly text?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly lessLabel?: string;
  readonly moreLabel?: string;
  readonly onChange: (value: number) => void;
}

/** − n +. */
export function Stepper({ value, text, min = 0, max = 999, step = 1, lessLabel, moreLabel, onChange }: StepperProps) {
  return (
    <div class="stepper">
      <Pick
        icon="minus"
        label={lessLabel ?? t('action.less')}
        disabled={value <= min}
        onPress={() => onChange(Math.max(min, value - step))}
      />
      <b aria-live="polite">{text ?? value}</b>
      <Pick
        icon="plus"
        label={moreLabel ?? t('action.more')}
        disabled={value >= max}
        onPress={() => onChange(Math.min(max, value + step))}
      />
    </div>
  );
}
