import './card.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useSearch } from 'wouter-preact';
import type { CardRecord, Person } from '../../staff/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { awaitCards } from '../desk/await-cards.ts';
import { session } from '../desk/desk.ts';
import { takeCards } from '../desk/events.ts';
import { isMeant } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FindField, Icon, Lamp, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';
import { CardChange } from './card-change.tsx';
import { CardIssue } from './card-issue.tsx';
import { SignInFirst, staffTabs } from './staff.tsx';

type Kept = 'employee' | 'deposit' | 'loyalty' | 'out';

// After an employee card has named its owner the service must be told again to wait for one.
const awaitEveryMs = 5000;

/** Cards: whose is this, hand out, lost, replaced, taken back. */
export function CardsPage() {
  return session.value === null ? <SignInFirst current="cards" /> : <Cards />;
}

function Cards() {
  const cards = useAsked<readonly CardRecord[]>('/api/cards', { on: ['staff'] });
  const people = useAsked<readonly Person[]>('/api/people', { on: ['staff'] });
  const kept = useSignal<Kept>('employee');
  const chosen = useSignal<string | undefined>(undefined);
  const stranger = useSignal<string | undefined>(undefined);
  const heldStaffNo = useSignal<string | undefined>(undefined);
  const replacing = useSignal(false);
  const wrongNew = useSignal(false);
  // From a person's page: that person's card, or a new one for that person.
  const askedId = Number(new URLSearchParams(useSearch()).get('person'));
  const asked = people.answer.value?.find(({ id }) => id === askedId);
  const seen = useSignal(false);
  const typed = useSignal('');
  const all = cards.answer.value ?? [];
  const owner = (card: CardRecord): Person | undefined =>
    people.answer.value?.find((person) => person.id === card.personId);

  useEffect(() => awaitCards(awaitEveryMs), []);
  useEffect(
    () =>
      takeCards((card) => {
        if (card.kind === 'emergency') return;
        const known = card.kind !== 'unknown';
        wrongNew.value = known && replacing.value;
        if (replacing.value) {
          if (!known) stranger.value = card.cardId;
          return;
        }
        stranger.value = known ? undefined : card.cardId;
        heldStaffNo.value = card.kind === 'sign-in' ? card.staffNo : undefined;
        chosen.value = card.kind === 'sign-in' || !known ? undefined : card.cardId;
      }),
    [chosen, stranger, heldStaffNo, replacing, wrongNew],
  );

  const held = all.find((card) => card.state === 'in-use' && owner(card)?.staffNo === heldStaffNo.value);
  const own = all.find((each) => each.state === 'in-use' && asked !== undefined && each.personId === asked.id);
  const card =
    all.find(({ cardId }) => cardId === chosen.value) ??
    (heldStaffNo.value === undefined ? (seen.value ? undefined : own) : held);
  const shown = all
    .filter((each) =>
      kept.value === 'out' ? each.state !== 'in-use' : each.kind === kept.value && each.state === 'in-use',
    )
    .filter((each) => isMeant({ name: owner(each)?.name ?? '', staffNo: each.label }, typed.value));
  const done = (): void => {
    stranger.value = undefined;
    replacing.value = false;
    wrongNew.value = false;
    cards.again();
  };
  const close = (): void => {
    done();
    seen.value = true;
    chosen.value = undefined;
    heldStaffNo.value = undefined;
  };

  if (stranger.value !== undefined && !replacing.value)
    return (
      <CardIssue
        key={stranger.value}
        cardId={stranger.value}
        cards={all}
        people={people.answer.value ?? []}
        personId={asked?.id}
        onDone={(cardId) => {
          done();
          chosen.value = cardId;
        }}
        onCancel={close}
      />
    );
  if (card !== undefined)
    return (
      <CardChange
        key={card.cardId}
        card={card}
        owner={owner(card)}
        replacing={replacing.value}
        newCardId={stranger.value}
        wrongNew={wrongNew.value}
        onReplace={() => (replacing.value = true)}
        onDone={() => {
          done();
          chosen.value = card.cardId;
        }}
        onReplaced={(cardId) => {
          done();
          chosen.value = cardId;
        }}
        onClose={close}
      />
    );
  return (
    <Sheet
      tabs={staffTabs('cards')}
      stage="cards"
      acts={
        <Button look="quiet" icon="back" href={asked === undefined ? '/more' : `/staff/${asked.id}`}>
          {t('action.back')}
        </Button>
      }
    >
      <p class="present">
        <Icon name="tapcard" />
        {asked === undefined || own !== undefined
          ? w('card.present')
          : w('card.presentFor', { name: showName(asked.name) })}
      </p>
      <ErrorLine error={cards.failed.value ?? people.failed.value} onRetry={cards.again} />
      <div class="findrow">
        <Picks
          label={w('staff.cards')}
          choices={[
            { value: 'employee', label: w('card.employee') },
            { value: 'deposit', label: w('card.deposit') },
            { value: 'loyalty', label: w('card.loyalty') },
            { value: 'out', label: w('card.out') },
          ]}
          value={kept.value}
          onPick={(value: Kept) => (kept.value = value)}
        />
        <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
      </div>
      {cards.answer.value !== undefined && shown.length === 0 && <p class="label">{w('card.none')}</p>}
      <ul class="list">
        {shown.map((each) => {
          const person = owner(each);
          return (
            <li key={each.cardId}>
              <button type="button" class="onecard" onClick={() => (chosen.value = each.cardId)}>
                <b>{each.label}</b>
                <span class="label">
                  {person === undefined ? w(`card.${each.kind}`) : showName(person.name)}
                  {each.state !== 'in-use' && ` · ${w(`card.state.${each.state}`)}`}
                </span>
                {each.state !== 'in-use' && <Lamp state="off" />}
              </button>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
