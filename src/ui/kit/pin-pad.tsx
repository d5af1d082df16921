import { t } from '../words/t.ts';
import { Icon } from './icon.tsx';

export interface PinPadProps {
  readonly value: string;
  /** Digits it takes at most; six places are drawn, more as they are typed. */
  readonly length?: number;
  /** Shows digits instead of dots, e.g. for a staff number. */
  readonly open?: boolean;
  readonly onChange: (value: string) => void;
}

const drawnPlaces = 6;

/** Digits by touch; the entered ones are dots. */
export function PinPad({ value, length = 6, open = false, onChange }: PinPadProps) {
  const press = (digit: number) => (): void => {
    if (value.length < length) onChange(value + String(digit));
  };
  return (
    <div class="pinpad">
      {open ? (
        <output class="typed">{value === '' ? '–' : value}</output>
      ) : (
        <div class="dots" role="img" aria-label={t('pin.entered', { n: value.length })}>
          {Array.from({ length: Math.max(Math.min(length, drawnPlaces), value.length) }, (_, at) => (
            <i key={at} class={at < value.length ? 'on' : ''} />
          ))}
        </div>
      )}
      <div class="pad">
        {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => (
          <button key={digit} type="button" onClick={press(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" class="txt" onClick={() => onChange('')}>
          {t('action.clear')}
        </button>
        <button type="button" onClick={press(0)}>
          0
        </button>
        <button type="button" aria-label={t('action.backspace')} onClick={() => onChange(value.slice(0, -1))}>
          <Icon name="delete" />
        </button>
      </div>
    </div>
  );
}
