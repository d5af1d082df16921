import { yuan } from '../desk/money-text.ts';
import { Money, Pick } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';

const fenPerYuan = 100;
const notes = [1, 5, 10, 20, 50, 100, 200];
/** With 正好 two rows of three. */
const shownNotes = 5;

export interface MoneyReceivedProps {
  readonly totalFen: number;
  /** Undefined: exactly the total. */
  readonly receivedFen: number | undefined;
  readonly changeFen: number;
  readonly onReceived: (fen: number | undefined) => void;
}

/** What may lie on the counter for an amount: the notes above it, and the next round ones. */
export function likelyNotes(totalFen: number): number[] {
  const single = notes.map((note) => note * fenPerYuan);
  const rounded = [10, 50, 100].map((step) => Math.ceil(totalFen / (step * fenPerYuan)) * step * fenPerYuan);
  const all = [...new Set([...single, ...rounded])].filter((fen) => fen > totalFen).sort((a, b) => a - b);
  return all.slice(0, shownNotes);
}

/** How much cash lies on the counter, and what goes back. */
export function MoneyReceived({ totalFen, receivedFen, changeFen, onReceived }: MoneyReceivedProps) {
  return (
    <div class="received">
      <Money label={w('services.back')} fen={changeFen} note={w('services.due', { yuan: yuan(totalFen) })} />
      <div class="picks">
        <Pick pressed={receivedFen === undefined} onPress={() => onReceived(undefined)}>
          {w('services.exact')}
        </Pick>
        {likelyNotes(totalFen).map((fen) => (
          <Pick key={fen} pressed={receivedFen === fen} onPress={() => onReceived(fen)}>
            {w('services.got', { yuan: yuan(fen) })}
          </Pick>
        ))}
      </div>
    </div>
  );
}
