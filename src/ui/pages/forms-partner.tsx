import type { SwapDays, SwapOffers } from '../../swaps/offers.rules.ts';
import type { SwapCheck } from '../../swaps/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { showName } from '../desk/idle.ts';
import { ErrorLine, Pick, Picks } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { clauseWords, say } from '../words/words.ts';
import { dayWords, fill, filling, swapPath } from './forms-state.ts';

interface PartnersProps {
  readonly personId: number;
  readonly onByName: () => void;
}

/** Whom a shift could be changed with: the nearest that the rules allow at once, anybody by name. */
export function Partners({ personId, onByName }: PartnersProps) {
  const { day, partner } = filling.value;
  const { answer, failed, again } = useAsked<SwapOffers>(day === undefined ? '' : swapPath(personId, 'partners'));
  const { partners = [], against = [] } = answer.value ?? {};
  const key = (one: { readonly personId: number; readonly otherDay: string }): string =>
    `${one.personId} ${one.otherDay}`;
  const offered = partners.find((one) => partner !== undefined && key(one) === key(partner));
  const isFound = partner !== undefined && answer.value !== undefined && offered === undefined;
  const theirs = useAsked<SwapDays>(isFound ? swapPath(personId, `with/${partner.personId}`) : '').answer.value;
  const named = theirs?.personId === partner?.personId ? theirs : undefined;
  const namedDay = named?.days.find(({ otherDay }) => otherDay === partner?.otherDay);
  if (day === undefined) return null;
  return (
    <>
      <span class="label">{w('fill.partner')}</span>
      <ErrorLine error={failed.value} onRetry={again} />
      <div class="picks">
        {isFound && named !== undefined && (
          <Pick pressed onPress={onByName}>
            {`${showName(named.name)} ${dayWords(partner.otherDay)}`}
          </Pick>
        )}
        <Pick icon="find" onPress={onByName}>
          {w('swap.byName')}
        </Pick>
      </div>
      {isFound && namedDay !== undefined && <Tells tells={namedDay.tells} />}
      {answer.value !== undefined && partners.length === 0 && partner === undefined && (
        <div class="need">
          {against.length === 0 && <p>{w('fill.noPartner')}</p>}
          <Tells tells={against} />
        </div>
      )}
      <Picks
        label={w('fill.partner')}
        choices={partners.map((one) => ({ value: key(one), label: `${showName(one.name)} ${dayWords(one.otherDay)}` }))}
        value={offered && key(offered)}
        onPick={(value) => {
          const one = partners.find((each) => key(each) === value);
          fill({ partner: one && { personId: one.personId, otherDay: one.otherDay } });
        }}
      />
      {offered !== undefined && <Tells tells={offered.counts} />}
    </>
  );
}

/** What the rules say, each with its clause. */
export function Tells({ tells }: { readonly tells: readonly SwapCheck[] }) {
  return (
    <>
      {tells.map((check) => (
        <p key={check.kind}>
          {say(check.says)} <span class="label">{clauseWords(check.clause)}</span>
        </p>
      ))}
    </>
  );
}
