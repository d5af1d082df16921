import { useSignal } from '@preact/signals';
import type { FlagView } from '../../proxy-audit/view.rules.ts';
import type { Person } from '../../staff/rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { session } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FindField, FormRow, Pick, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/audit-words.ts';
import { t } from '../words/t.ts';
import { namesOf } from './audit-state.ts';
import type { Doing } from './lend-live.ts';

const pairWhys = ['no.sameWay', 'no.seen', 'no.queue'] as const;
const aloneWhys = ['no.form', 'no.called', 'no.seen'] as const;
const longestReason = 200;
const peopleShown = 6;

interface DecideProps {
  readonly flag: FlagView;
  readonly doing: Doing;
  readonly onBack: () => void;
}

/** Why a flag is dismissed, in one touch or in words. */
export function DismissSheet({
  flag,
  doing,
  onBack,
  onDismiss,
}: DecideProps & { readonly onDismiss: (reason: string) => void }) {
  const why = useSignal('');
  const whys = flag.kind === 'pair' ? pairWhys : aloneWhys;
  const isListed = whys.some((key) => w(key) === why.value);
  return (
    <Sheet
      title={w('no.title')}
      stage="audit decide"
      acts={
        <>
          <Cancel onBack={onBack} />
          <Button
            look="main"
            push
            busy={doing.busy.value === 'decide'}
            disabled={why.value.trim() === ''}
            onPress={() => onDismiss(why.value.trim())}
          >
            {w('no.do')}
          </Button>
        </>
      }
    >
      <div class="picks">
        {whys.map((key) => (
          <Pick key={key} pressed={why.value === w(key)} onPress={() => (why.value = w(key))}>
            {w(key)}
          </Pick>
        ))}
      </div>
      <TextField
        label={w('no.other')}
        value={isListed ? '' : why.value}
        maxLength={longestReason}
        onInput={(text) => (why.value = text)}
      />
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}

/** What is proposed, for whom, and who punched where one card alone is flagged. */
export function ProposeSheet({
  flag,
  chosen,
  doing,
  onBack,
  onPropose,
}: DecideProps & {
  readonly chosen: readonly number[];
  readonly onPropose: (withPersonId: number | null, reason: string) => void;
}) {
  const other = useSignal<Person | undefined>(undefined);
  const reason = useSignal('');
  const isPair = flag.kind === 'pair';
  const days = [...new Set(flag.evidence.filter(({ n }) => chosen.includes(n)).map(({ day }) => day.slice(5)))];
  const names = [namesOf(flag.people), ...(other.value === undefined ? [] : [showName(other.value.name)])].join(' ');
  const words = { names, days: days.join(' '), clause: flag.clause };
  return (
    <Sheet
      title={w('yes.title')}
      stage="audit decide scroll"
      acts={
        <>
          <Cancel onBack={onBack} />
          <Button
            look="main"
            push
            busy={doing.busy.value === 'decide'}
            onPress={() => onPropose(other.value?.id ?? null, reason.value.trim())}
          >
            {w('yes.do')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      <p>{isPair || other.value !== undefined ? w('yes.both', words) : w('yes.one', words)}</p>
      <p class="label">{w('yes.later')}</p>
      {!isPair && <WhoPunched flag={flag} chosen={other.value} onChoose={(person) => (other.value = person)} />}
      <TextField
        label={w('yes.note')}
        value={reason.value}
        maxLength={longestReason}
        onInput={(text) => (reason.value = text)}
      />
    </Sheet>
  );
}

interface WhoProps {
  readonly flag: FlagView;
  readonly chosen: Person | undefined;
  readonly onChoose: (person: Person | undefined) => void;
}

function WhoPunched({ flag, chosen, onChoose }: WhoProps) {
  const { answer, failed, again } = useAsked<readonly Person[]>('/api/people');
  const sought = useSignal('');
  const others = findPerson(answer.value ?? [], sought.value).filter(
    ({ id, active, staffNo }) =>
      active && flag.people.every(({ personId }) => personId !== id) && staffNo !== session.value?.staffNo,
  );
  return (
    <FormRow label={w('yes.who')}>
      <ErrorLine error={failed.value} onRetry={again} />
      <div class="picks">
        <Pick pressed={chosen === undefined} onPress={() => onChoose(undefined)}>
          {w('yes.unknown')}
        </Pick>
        {others.slice(0, peopleShown).map((person) => (
          <Pick key={person.id} pressed={chosen?.id === person.id} onPress={() => onChoose(person)}>
            {showName(person.name)} {person.staffNo}
          </Pick>
        ))}
      </div>
      {(answer.value ?? []).length > peopleShown && (
        <FindField value={sought.value} onInput={(text) => (sought.value = text)} />
      )}
    </FormRow>
  );
}

function Cancel({ onBack }: { readonly onBack: () => void }) {
  return (
    <Button look="quiet" icon="back" onPress={onBack}>
      {t('action.back')}
    </Button>
  );
}
