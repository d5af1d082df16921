import { yuan } from '../desk/money-text.ts';

export interface MoneyProps {
  /** Above the amount, e.g. `请收押金`. */
  readonly label: string;
  readonly fen: number;
  /** Below it, e.g. `现金，放押金袋`. */
  readonly note?: string;
}

/** The money in hand right now, readable across the counter. */
export function Money({ label, fen, note }: MoneyProps) {
  return (
    <div class="money-big">
      <span class="label">{label}</span>
      <b>
        <small>¥</small>
        {yuan(fen)}
      </b>
      {note !== undefined && <p>{note}</p>}
    </div>
  );
}

export interface MoneyLine {
  readonly label: string;
  readonly fen: number;
}

/** Amounts one under the other, e.g. refund and compensation from their two purses. */
export function MoneyLines({ lines }: { readonly lines: readonly MoneyLine[] }) {
  return (
    <ul class="split">
      {lines.map(({ label, fen }) => (
        <li key={label}>
          <span>{label}</span>
          <b>{fen < 0 ? `− ${yuan(-fen)}` : yuan(fen)}</b>
        </li>
      ))}
    </ul>
  );
}
