import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { FormDay, FormDraft, FormOptions } from '../../forms/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { session } from '../desk/desk.ts';
import { Button, ErrorLine, Sheet } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { clauseWords, say } from '../words/words.ts';
import { PartnerByName } from './forms-by-name.tsx';
import { Days } from './forms-days.tsx';
import { FormFields } from './forms-fields.tsx';
import { begin, bodyOf, daysOf, dayWords, type Filling, fill, filling } from './forms-state.ts';
import { useDoing } from './lend-live.ts';

/** A day or two are chosen beside the fields; what it comes to, or why it is refused, is said before it is printed. */
export function FillForm() {
  const form = filling.value;
  const [, goTo] = useLocation();
  const doing = useDoing();
  const options = useAsked<FormOptions>('/api/forms/options').answer.value;
  const personId = form.personId ?? session.value?.staffId;
  const day = useSignal<FormDay | undefined>(undefined);
  const naming = useSignal(false);
  const body = bodyOf(form);
  const draft = useDraft(body);
  const isRefused = draft.made.value !== undefined && draft.made.value.refusal !== null;
  const isAway =
    form.allowedBy !== undefined && options !== undefined && (form.untilDay ?? form.day ?? '') >= options.today;
  const print = (): void =>
    void doing.run('fill', async () => {
      const { formId } = await command<{ formId: number }>('POST', '/api/forms', body);
      begin();
      goTo(`/forms/${formId}`);
    });
  const leave = options?.leave.find(({ leaveKind }) => leaveKind === form.leaveKind);
  const title = form.kind === 'leave' ? (leave === undefined ? '' : say(leave)) : w(`kind.${form.kind}`);
  if (naming.value && personId !== undefined && form.day !== undefined)
    return <PartnerByName personId={personId} day={form.day} onDone={() => (naming.value = false)} />;
  return (
    <Sheet
      title={title}
      stage="forms fill"
      acts={
        <>
          <Button look="quiet" icon="back" href="/forms/new">
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            icon="printer"
            busy={doing.busy.value !== undefined}
            disabled={body === undefined || isRefused || draft.made.value === undefined}
            onPress={print}
          >
            {w(isAway && form.kind === 'leave' ? 'fill.keep' : 'fill.print')}
          </Button>
        </>
      }
    >
      <section class="when">
        {personId !== undefined && options !== undefined && (
          <Days
            personId={personId}
            today={options.today}
            from={form.day}
            until={form.kind === 'leave' ? form.untilDay : form.day}
            weeksBack={form.kind === 'exception' ? 2 : 0}
            onPick={(picked) => {
              day.value = picked;
              fill(daysPicked(form, picked));
            }}
          />
        )}
        <div class="comes">
          <ErrorLine error={doing.failed.value ?? draft.failed.value} />
          {body === undefined && draft.failed.value === undefined && <p class="label">{w('fill.chooseDay')}</p>}
          {draft.made.value !== undefined && <Comes draft={draft.made.value} />}
        </div>
      </section>
      <section class="fields">
        {options !== undefined && personId !== undefined && (
          <FormFields
            options={options}
            day={day.value?.day === form.day ? day.value : undefined}
            personId={personId}
            onByName={() => (naming.value = true)}
          />
        )}
      </section>
    </Sheet>
  );
}

/** What a touch of a day changes. */
function daysPicked(form: Filling, { day, shifts, gap }: FormDay): Partial<Filling> {
  if (form.kind === 'leave') {
    if (form.picking === 'event') return { eventDay: day, picking: 'from' };
    const before = form.day !== undefined && day < form.day;
    if (form.picking === 'until' && !before) return { untilDay: day, picking: 'from' };
    return { day, untilDay: day, picking: 'until', startsHalf: false, endsHalf: false };
  }
  if (form.kind === 'exception') {
    const shift = shifts.find((one) => !one.in || !one.out) ?? shifts[0];
    const direction = shift === undefined || !gap ? undefined : shift.in ? 'out' : shift.out ? 'in' : 'both';
    return { day, untilDay: day, shiftId: shift?.shiftId, direction };
  }
  return { day, untilDay: day, partner: undefined };
}

function Comes({ draft: { refusal, halfDays, left, chain, dueDay, documents } }: { readonly draft: FormDraft }) {
  if (refusal !== null)
    return (
      <p class="need" role="alert">
        {say(refusal.says)}
        <span class="label">{clauseWords(refusal.clause)}</span>
      </p>
    );
  const length = [
    ...(halfDays === null ? [] : [w('fill.days', { n: daysOf(halfDays) })]),
    ...(left === null ? [] : [w('fill.left', { n: daysOf(left - (halfDays ?? 0)) })]),
    w('fill.due', { day: dayWords(dueDay) }),
  ];
  return (
    <>
      <b>{length.join(' · ')}</b>
      <p>{w('fill.chain', { who: chain.map(say).join(' → ') })}</p>
      {documents.length > 0 && <p>{w('fill.documents', { what: documents.map(say).join('、') })}</p>}
    </>
  );
}

/** Asks what the form comes to whenever it has changed. */
function useDraft(body: object | undefined) {
  const made = useSignal<FormDraft | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const asked = body === undefined ? '' : JSON.stringify(body);
  useEffect(() => {
    let left = false;
    made.value = undefined;
    failed.value = undefined;
    if (asked !== '')
      command<FormDraft>('POST', '/api/forms/draft', JSON.parse(asked)).then(
        (answer) => {
          if (!left) made.value = answer;
        },
        (thrown: unknown) => {
          if (!left) failed.value = thrown;
        },
      );
    return () => {
      left = true;
    };
  }, [asked]);
  return { made, failed };
}
