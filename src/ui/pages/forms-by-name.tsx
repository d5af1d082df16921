import { useSignal } from '@preact/signals';
import type { SwapColleague, SwapDay, SwapDays } from '../../swaps/offers.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Pick, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { Tells } from './forms-partner.tsx';
import { dayWords, fill, filling, swapPath } from './forms-state.ts';

interface ByNameProps {
  readonly personId: number;
  /** Whose shifts are given away. */
  readonly day: string;
  readonly onDone: () => void;
}

/** Somebody in particular: first who, then one of their days. A day that cannot be taken says which rule is in its way. */
export function PartnerByName({ personId, day, onDone }: ByNameProps) {
  const typed = useSignal('');
  const { partner } = filling.value;
  const chosen = useSignal<number | undefined>(partner?.personId);
  const people = useAsked<readonly SwapColleague[]>(`/api/swaps/${personId}/${day}/colleagues`);
  const theirs = useAsked<SwapDays>(chosen.value === undefined ? '' : swapPath(personId, `with/${chosen.value}`), {
    on: ['form', 'roster'],
  });
  const found = findPerson(people.answer.value ?? [], typed.value);
  const shown = theirs.answer.value?.personId === chosen.value ? theirs.answer.value : undefined;
  return (
    <Sheet
      title={w('swap.title', { day: dayWords(day) })}
      stage="forms byname"
      acts={
        <Button look="quiet" icon="back" onPress={onDone}>
          {t('action.back')}
        </Button>
      }
    >
      <section class="people">
        <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
        <ErrorLine error={people.failed.value} onRetry={people.again} />
        {people.answer.value !== undefined && found.length === 0 && <p class="label">{t('find.nobody')}</p>}
        <Picks
          label={w('fill.partner')}
          choices={found.map(({ personId: value, name, staffNo }) => ({
            value,
            label: w('new.of', { name: showName(name), no: staffNo }),
          }))}
          value={chosen.value}
          onPick={(value) => (chosen.value = value)}
        />
      </section>
      <section class="theirs">
        <ErrorLine error={theirs.failed.value} onRetry={theirs.again} />
        {chosen.value === undefined && <Empty icon="user">{w('swap.who')}</Empty>}
        {shown?.days.length === 0 && (
          <Empty icon="calendar">{w('swap.noDays', { name: showName(shown.name), day: dayWords(day) })}</Empty>
        )}
        <ul>
          {shown?.days.map((one) => (
            <li key={one.otherDay}>
              <TheirDay
                one={one}
                isChosen={partner?.personId === shown.personId && partner.otherDay === one.otherDay}
                onPick={() => {
                  fill({ partner: { personId: shown.personId, otherDay: one.otherDay } });
                  onDone();
                }}
              />
            </li>
          ))}
        </ul>
      </section>
    </Sheet>
  );
}

interface TheirDayProps {
  readonly one: SwapDay;
  readonly isChosen: boolean;
  readonly onPick: () => void;
}

function TheirDay({ one: { otherDay, shifts, passed, tells }, isChosen, onPick }: TheirDayProps) {
  const words = `${dayWords(otherDay)} ${shifts.map(({ name }) => say(name)).join(' + ')}`;
  return (
    <>
      {passed ? (
        <Pick pressed={isChosen} icon="check" onPress={onPick}>
          {words}
        </Pick>
      ) : (
        <b>{words}</b>
      )}
      <div class={passed ? '' : 'need'}>
        <Tells tells={tells} />
      </div>
    </>
  );
}
