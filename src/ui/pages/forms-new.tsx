import { useSignal } from '@preact/signals';
import { useLocation } from 'wouter-preact';
import type { FormKind, LeaveKind } from '../../forms/rules.ts';
import type { FormOptions, Named } from '../../forms/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { session } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FindField, Pick, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { begin, fill, filling } from './forms-state.ts';

const kinds = ['exception', 'business', 'overtime', 'swap'] as const satisfies readonly FormKind[];

/** For whom, and which form: the kinds of leave stand beside the others, so that one touch chooses. */
export function ChooseForm() {
  const options = useAsked<FormOptions>('/api/forms/options');
  const people = useAsked<readonly Named[]>('/api/forms/people');
  const find = useSignal('');
  const [, goTo] = useLocation();
  const all = people.answer.value ?? [];
  const own = session.value?.staffId;
  const chosen = filling.value.personId ?? own;
  const shown = findPerson(all, find.value);
  const start = (kind: FormKind, leaveKind: LeaveKind = 'annual'): void => {
    const only = options.answer.value?.leave.find((one) => one.leaveKind === leaveKind)?.choices;
    begin({ kind, leaveKind, ...(kind === 'leave' && only?.length === 1 ? { choice: only[0]?.id } : {}) });
    goTo('/forms/fill');
  };
  return (
    <Sheet
      title={w('new.title')}
      stage={`forms choose ${all.length > 1 ? 'with' : ''}`}
      acts={
        <Button look="quiet" icon="back" href="/forms">
          {t('action.back')}
        </Button>
      }
    >
      {all.length > 1 && (
        <section class="people">
          <span class="label">{w('new.who')}</span>
          <FindField value={find.value} onInput={(text) => (find.value = text)} />
          {shown.length === 0 && <p class="label">{t('find.nobody')}</p>}
          <Picks
            label={w('new.who')}
            choices={shown.map(({ id, name, staffNo }) => ({
              value: id,
              label: w('new.of', { name: showName(name), no: staffNo }),
            }))}
            value={chosen}
            onPick={(personId) => fill({ personId: personId === own ? undefined : personId })}
          />
        </section>
      )}
      <section class="kinds">
        <ErrorLine error={options.failed.value ?? people.failed.value} />
        <div class="picks">
          {kinds.map((kind) => (
            <Pick key={kind} onPress={() => start(kind)}>
              {w(`kind.${kind}`)}
            </Pick>
          ))}
        </div>
        <span class="label">{w('new.leaves')}</span>
        <div class="picks">
          {options.answer.value?.leave.map((leave) => (
            <Pick key={leave.leaveKind} onPress={() => start('leave', leave.leaveKind)}>
              {say(leave)}
            </Pick>
          ))}
        </div>
      </section>
    </Sheet>
  );
}
