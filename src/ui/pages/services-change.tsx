import { yuan } from '../desk/money-text.ts';
import { Money, Pick } from '../kit/kit.ts';
import { w } from '../words/services-words.ts';
import { likelyNotes } from './services-price.ts';

export interface MoneyReceivedProps {
  readonly totalFen: number;
  /** Undefined: exactly the total. */
  readonly receivedFen: number | undefined;
  readonly changeFen: number;
  readonly onReceived: (fen: number | undefined) => void;
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
