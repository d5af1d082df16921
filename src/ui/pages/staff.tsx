import './staff.css';
import { useSignal } from '@preact/signals';
import { Link } from 'wouter-preact';
import type { Person } from '../../staff/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Sheet } from '../kit/kit.ts';
import { w } from '../words/staff-words.ts';
import { t } from '../words/t.ts';

/** The two pages of people and cards, for the bar. */
export const staffTabs = (current: 'people' | 'cards') => [
  { label: w('staff.people'), href: '/staff', current: current === 'people' },
  { label: w('staff.cards'), href: '/staff/cards', current: current === 'cards' },
];

/** Stands where people and cards would be while nobody is signed in. */
export function SignInFirst({ current }: { readonly current: 'people' | 'cards' }) {
  return (
    <Sheet
      tabs={staffTabs(current)}
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button look="main" push href="/sign-in">
            {t('bar.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="user">{w('staff.signIn')}</Empty>
    </Sheet>
  );
}

/** Everybody, found by pinyin or staff number. */
export function StaffPage() {
  return session.value === null ? <SignInFirst current="people" /> : <People />;
}

function People() {
  const { answer, failed, again } = useAsked<readonly Person[]>('/api/people', { on: ['staff'] });
  const typed = useSignal('');
  const found = findPerson(answer.value ?? [], typed.value);
  const here = [...found.filter((person) => person.active), ...found.filter((person) => !person.active)];
  return (
    <Sheet
      tabs={staffTabs('people')}
      stage="staff"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {mayDo('hr') && (
            <Button look="main" push icon="plus" href="/staff/new">
              {w('staff.add')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={failed.value} onRetry={again} />
      <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
      {answer.value !== undefined && here.length === 0 && <Empty icon="find">{t('find.nobody')}</Empty>}
      <ul class="list">
        {here.map((person) => (
          <li key={person.id}>
            <Link class={`someone ${person.active ? '' : 'left'}`} href={`/staff/${person.id}`}>
              <b>{showName(person.name)}</b>
              <span class="no">{person.staffNo}</span>
              <span class="label">
                {person.department} ·{' '}
                {person.active ? person.roles.map((role) => w(`role.${role}`)).join(w('role.join')) : w('staff.left')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
