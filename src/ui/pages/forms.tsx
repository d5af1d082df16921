import './forms.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Link, useLocation, useParams } from 'wouter-preact';
import type { SheetView } from '../../forms/view.rules.ts';
import { get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { session } from '../desk/desk.ts';
import { onEvent } from '../desk/events.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, Lamp, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { FillForm } from './forms-fill.tsx';
import { ChooseForm } from './forms-new.tsx';
import { OneForm } from './forms-one.tsx';
import { begin, lampOf, whereWords } from './forms-state.ts';

const filters = {
  way: '?states=open,confirmed,refused&places=unprinted,person',
  desk: '?places=desk',
  hr: '?places=hr',
  all: '',
} as const;
const longestNumber = 30;

/** Forms and where each sheet is; a number that is typed or scanned opens its form. */
export function FormsPage() {
  const which = useSignal<keyof typeof filters>('way');
  const number = useSignal('');
  const refused = useSignal<unknown>(undefined);
  const [, goTo] = useLocation();
  const signedIn = session.value !== null;
  const list = useAsked<readonly SheetView[]>(signedIn ? `/api/forms${filters[which.value]}` : '', { on: ['form'] });
  useEffect(() => onEvent('slip', (slip) => slip.kind === 'form' && goTo(`/forms/${slip.formId}`)), [goTo]);
  const find = (text: string): void => {
    number.value = text;
    refused.value = undefined;
    // `E-20261120-2087`: the whole of it is there once the day and a staff number are.
    if (!/^[a-z]-?\d{8}-?\w{3,}/i.test(text.trim())) return;
    get<{ formId: number }>(`/api/forms/number/${encodeURIComponent(dashed(text))}`).then(
      ({ formId }) => goTo(`/forms/${formId}`),
      (thrown: unknown) => {
        refused.value = thrown;
      },
    );
  };
  const rows = list.answer.value;
  return (
    <Sheet
      title={w('forms.title')}
      stage="forms list"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {signedIn && (
            <Button look="quiet" icon="calendar" href="/leave">
              {w('forms.leave')}
            </Button>
          )}
          {signedIn ? (
            <Button
              look="main"
              push
              icon="plus"
              onPress={() => {
                begin();
                goTo('/forms/new');
              }}
            >
              {w('forms.new')}
            </Button>
          ) : (
            <Button look="main" push icon="user" href="/sign-in">
              {t('bar.signIn')}
            </Button>
          )}
        </>
      }
    >
      {!signedIn && <Empty icon="receipt">{w('forms.signIn')}</Empty>}
      {signedIn && (
        <>
          <div class="filter">
            <Picks
              label={w('forms.title')}
              choices={(['way', 'desk', 'hr', 'all'] as const).map((value) => ({ value, label: w(`forms.${value}`) }))}
              value={which.value}
              onPick={(value) => (which.value = value)}
            />
            <TextField
              label={w('forms.find')}
              hideLabel
              layout="english"
              placeholder={w('forms.find')}
              value={number.value}
              maxLength={longestNumber}
              onInput={find}
            />
          </div>
          <ErrorLine error={refused.value ?? list.failed.value} />
          {rows?.length === 0 && <Empty icon="receipt">{w('forms.none')}</Empty>}
          <ul class="sheets">
            {rows?.map((row) => (
              <li key={row.formId}>
                <Link href={`/forms/${row.formId}`}>
                  <Lamp state={lampOf(row)} />
                  <b>{showName(row.person.name)}</b>
                  <span class="what">{say(row.what)}</span>
                  <span class={row.overdue ? 'need' : ''}>{whereWords(row)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}

/** Whose form and which one. */
export function NewFormPage() {
  return <ChooseForm />;
}

/** The fields of a form, with what it comes to. */
export function FillFormPage() {
  return <FillForm />;
}

/** One form: its paper, its signatures, where it is. */
export function FormPage() {
  const { id = '' } = useParams<{ id: string }>();
  return <OneForm id={Number(id)} />;
}

/** `E202611202087` as it is printed. */
function dashed(text: string): string {
  return text.trim().replace(/^([a-z])-?(\d{8})-?/i, '$1-$2-');
}
