import './card.css';
import { useSignal } from '@preact/signals';
import type { CardKind, CardRecord, Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FindField, FormRow, Pick, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';
import { staffTabs } from './staff.tsx';

export interface CardIssueProps {
  readonly cardId: string;
  readonly cards: readonly CardRecord[];
  readonly people: readonly Person[];
  /** Whom it is for, where that is known already. */
  readonly personId?: number | undefined;
  readonly onDone: (cardId: string) => void;
  readonly onCancel: () => void;
}

/** The number after the highest deposit card, as many digits long. */
export function nextLabel(cards: readonly CardRecord[]): string {
  const labels = cards.filter((card) => card.kind === 'deposit' && /^\d+$/.test(card.label)).map((card) => card.label);
  const digits = labels.reduce((most, label) => Math.max(most, label.length), 3);
  return String(labels.reduce((most, label) => Math.max(most, Number(label)), 0) + 1).padStart(digits, '0');
}

/** An unregistered card: whose shall it be. */
export function CardIssue({ cardId, cards, people, personId: forWhom, onDone, onCancel }: CardIssueProps) {
  const kind = useSignal<CardKind>('employee');
  const personId = useSignal<number | undefined>(forWhom);
  const typed = useSignal('');
  const label = useSignal(nextLabel(cards));
  const busy = useSignal(false);
  const failed = useSignal<unknown>(undefined);
  const withCard = new Set(cards.filter((card) => card.state === 'in-use').map((card) => card.personId));
  const active = people.filter((person) => person.active);
  const found = findPerson(active, typed.value)
    // Whoever has no card is the likeliest to be given one.
    .sort((one, other) => Number(withCard.has(one.id)) - Number(withCard.has(other.id)));
  const ready = kind.value === 'employee' ? personId.value !== undefined : label.value.trim() !== '';

  const issue = async (): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      const body =
        kind.value === 'employee'
          ? { cardId, kind: kind.value, personId: personId.value }
          : { cardId, kind: kind.value, label: label.value.trim() };
      // Known already under a longer or shorter number of another reader, it keeps that one.
      const issued = await command<{ readonly cardId: string }>('POST', '/api/cards', body);
      onDone(issued.cardId);
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  return (
    <Sheet
      tabs={staffTabs('cards')}
      stage="cardissue"
      acts={
        <>
          <Button look="quiet" onPress={onCancel}>
            {t('action.cancel')}
          </Button>
          <Button look="main" push icon="card" disabled={!ready} busy={busy.value} onPress={() => void issue()}>
            {w('card.issue')}
          </Button>
        </>
      }
    >
      <div>
        <h2>{w('card.unknown')}</h2>
        <p class="label">
          {w('card.unknownSay')} <code>{cardId}</code>
        </p>
      </div>
      <ErrorLine error={failed.value} />
      {!mayDo('hr', 'shift-lead', 'supervisor') && <p class="label">{w('card.role')}</p>}
      <FormRow label={w('card.kind')}>
        <Picks
          label={w('card.kind')}
          choices={[
            { value: 'employee', label: w('card.employee') },
            { value: 'deposit', label: w('card.deposit') },
            { value: 'loyalty', label: w('card.loyalty') },
          ]}
          value={kind.value}
          onPick={(value: CardKind) => (kind.value = value)}
        />
      </FormRow>
      {kind.value === 'employee' ? (
        <FormRow label={w('card.for')}>
          <div class="whofor">
            <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
            <div class="picks">
              {found.map((person) => (
                <Pick
                  key={person.id}
                  pressed={person.id === personId.value}
                  onPress={() => (personId.value = person.id)}
                >
                  {showName(person.name)} {person.staffNo}
                </Pick>
              ))}
            </div>
          </div>
        </FormRow>
      ) : (
        <FormRow label={w('card.label')}>
          <TextField
            hideLabel
            label={w('card.label')}
            value={label.value}
            layout="numbers"
            maxLength={20}
            onInput={(text) => (label.value = text)}
          />
        </FormRow>
      )}
    </Sheet>
  );
}
