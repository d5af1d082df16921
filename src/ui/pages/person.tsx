import './person.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLocation, useParams } from 'wouter-preact';
import type { PersonRoster, RosterChoices } from '../../roster/view.rules.ts';
import type { CardRecord, Person } from '../../staff/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, Lamp, Sheet } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { PersonForm } from './person-form.tsx';
import { PersonPin } from './person-pin.tsx';
import { SignInFirst } from './staff.tsx';

type PersonShown = Person & { readonly hasPin: boolean };

const shiftName = (id: string): string => {
  const shift = desk.value?.shifts.find((each) => each.id === id);
  return shift === undefined ? id : say(shift.name);
};

/** Somebody new. */
export function NewPersonPage() {
  const [, navigate] = useLocation();
  if (session.value === null) return <SignInFirst current="people" />;
  return (
    <PersonForm person={undefined} onDone={(id) => navigate(`/staff/${id}`)} onCancel={() => navigate('/staff')} />
  );
}

/** One person: who, which posts and shift, cards, PIN. */
export function PersonPage() {
  const { id = '' } = useParams<{ id: string }>();
  if (session.value === null) return <SignInFirst current="people" />;
  return <One key={id} id={Number(id)} />;
}

function One({ id }: { readonly id: number }) {
  const people = useAsked<readonly PersonShown[]>('/api/people', { on: ['staff'] });
  const cards = useAsked<readonly CardRecord[]>('/api/cards', { on: ['staff'] });
  // What holds is what the roster says; the person's record is only where it begins.
  const mayRead = session.value?.staffId === id || mayDo('shift-lead', 'supervisor', 'hr');
  const roster = useAsked<PersonRoster>(mayRead ? `/api/roster/people/${id}` : '', { on: ['roster', 'staff'] });
  const choices = useAsked<RosterChoices>('/api/roster/choices').answer.value;
  const holds = roster.answer.value?.now;
  const pattern = choices?.patterns.find((one) => one.id === holds?.patternId);
  const mode = useSignal<'look' | 'edit' | 'pin'>('look');
  const sure = useSignal(false);
  const busy = useSignal(false);
  const refused = useSignal<unknown>(undefined);
  const pinDone = useSignal(false);
  const person = people.answer.value?.find((each) => each.id === id);
  const ownCards = cards.answer.value?.filter((card) => card.personId === id) ?? [];
  const back = (): void => {
    mode.value = 'look';
    people.again();
  };

  if (person !== undefined && mode.value === 'edit')
    return <PersonForm person={person} onDone={back} onCancel={() => (mode.value = 'look')} />;
  if (person !== undefined && mode.value === 'pin')
    return (
      <PersonPin
        person={person}
        onDone={() => {
          pinDone.value = true;
          back();
        }}
        onCancel={() => (mode.value = 'look')}
      />
    );

  const setActive = async (active: boolean): Promise<void> => {
    if (!active && !sure.value) {
      sure.value = true;
      return;
    }
    sure.value = false;
    busy.value = true;
    refused.value = undefined;
    try {
      await command('PUT', `/api/people/${id}`, { active });
      people.again();
    } catch (thrown) {
      refused.value = thrown;
    } finally {
      busy.value = false;
    }
  };

  const isSelf = session.value?.staffId === id;
  const mayChange = mayDo('hr');
  return (
    <Sheet
      title={person === undefined ? w('staff.people') : showName(person.name)}
      stage="person"
      acts={
        <>
          <Button look="quiet" icon="back" href="/staff">
            {t('action.back')}
          </Button>
          {person !== undefined && mayChange && !isSelf && (
            <Button busy={busy.value} onPress={() => void setActive(!person.active)}>
              {person.active ? w(sure.value ? 'staff.deactivateSure' : 'staff.deactivate') : w('staff.activate')}
            </Button>
          )}
          {person?.active === true && (isSelf || mayDo()) && (
            <Button onPress={() => (mode.value = 'pin')}>{w('staff.setPin')}</Button>
          )}
          {person?.active === true && mayChange && (
            <Button look="main" push onPress={() => (mode.value = 'edit')}>
              {w('staff.edit')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={refused.value ?? people.failed.value ?? cards.failed.value} onRetry={people.again} />
      {person !== undefined && (
        <>
          <dl class="about">
            <Row label={w('staff.staffNo')}>{person.staffNo}</Row>
            <Row label={w('staff.department')}>{holds?.department ?? person.department}</Row>
            <Row label={w('staff.roles')}>
              {person.active ? person.roles.map((role) => w(`role.${role}`)).join(w('role.join')) : w('staff.left')}
            </Row>
            <Row label={w('staff.shift')}>{pattern === undefined ? shiftName(person.shiftId) : say(pattern)}</Row>
            <Row label={w('staff.pin')}>
              <span class="lamped">
                <Lamp state={person.hasPin ? 'done' : 'wait'} />
                {pinDone.value ? w('pin.done') : person.hasPin ? w('staff.pinSet') : w('staff.pinNone')}
              </span>
            </Row>
          </dl>
          <div class="owned">
            <h2>{w('staff.itsCards')}</h2>
            {ownCards.length === 0 && <p class="label">{w('staff.noCards')}</p>}
            <ul>
              {ownCards.map((card) => (
                <li key={card.cardId}>
                  <Lamp state={card.state === 'in-use' ? 'done' : 'off'} />
                  <span>
                    {card.label}
                    <span class="label">{w(`card.state.${card.state}`)}</span>
                  </span>
                </li>
              ))}
            </ul>
            {mayRead && (
              <Button icon="calendar" href={`/roster/people/${id}`}>
                {w('staff.toRoster')}
              </Button>
            )}
            <Button icon="card" href={`/staff/cards?person=${id}`}>
              {w('staff.toCards')}
            </Button>
            {!mayChange && <p class="label">{w('staff.readOnly')}</p>}
          </div>
        </>
      )}
    </Sheet>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
