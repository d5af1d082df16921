import { useSignal } from '@preact/signals';
import type { FormView, Named } from '../../forms/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FindField, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import type { Doing } from './lend-live.ts';

/** More than this are looked for by name. */
const seenAtOnce = 12;

interface SignProps {
  readonly form: FormView;
  readonly doing: Doing;
  readonly onBack: () => void;
  readonly onSign: (body: { readonly personId: number; readonly verdict: 'signed' | 'refused' }) => void;
}

/** Whose signature is on the sheet: one touch for who, one for the verdict. */
export function SignSheet({ form, doing, onBack, onSign }: SignProps) {
  const people = useAsked<readonly Named[]>(`/api/forms/${form.formId}/signatories`);
  const chosen = useSignal<number | undefined>(undefined);
  const typed = useSignal('');
  const shown = people.answer.value;
  const sign = (verdict: 'signed' | 'refused'): void => {
    if (chosen.value !== undefined) onSign({ personId: chosen.value, verdict });
  };
  return (
    <Sheet
      title={w('one.signFor', { place: form.next === null ? '' : say(form.next) })}
      stage="forms why"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button push disabled={chosen.value === undefined} onPress={() => sign('refused')}>
            {w('one.refused')}
          </Button>
          <Button
            look="main"
            icon="check"
            busy={doing.busy.value !== undefined}
            disabled={chosen.value === undefined}
            onPress={() => sign('signed')}
          >
            {w('one.agreed')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? people.failed.value} />
      {shown?.length === 0 && <p class="need">{w('one.noSignatory')}</p>}
      {(shown ?? []).length > seenAtOnce && <FindField value={typed.value} onInput={(text) => (typed.value = text)} />}
      <Picks
        label={w('one.sign')}
        choices={findPerson(shown ?? [], typed.value).map(({ id, name, staffNo }) => ({
          value: id,
          label: w('new.of', { name: showName(name), no: staffNo }),
        }))}
        value={chosen.value}
        onPick={(id) => (chosen.value = id)}
      />
    </Sheet>
  );
}

interface ReasonProps {
  readonly title: string;
  readonly verb: string;
  readonly reasons: readonly { readonly value: string; readonly label: string }[];
  readonly doing: Doing;
  readonly onBack: () => void;
  readonly onReason: (reason: string) => void;
  /** Another form instead of this one. */
  readonly onAgain?: (() => void) | undefined;
}

/** Why something is taken back or put right. */
export function ReasonSheet({ title, verb, reasons, doing, onBack, onReason, onAgain }: ReasonProps) {
  const chosen = useSignal<string | undefined>(undefined);
  return (
    <Sheet
      title={title}
      stage="forms why"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          {onAgain !== undefined && <Button onPress={onAgain}>{w('one.fillAgain')}</Button>}
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={chosen.value === undefined}
            onPress={() => onReason(chosen.value ?? '')}
          >
            {verb}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      <Picks label={title} choices={reasons} value={chosen.value} onPick={(value) => (chosen.value = value)} />
    </Sheet>
  );
}
