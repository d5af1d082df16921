import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { FormOptions, FormView, StepView } from '../../forms/view.rules.ts';
import type { PaperPicture } from '../../ports/receipt-printer.ts';
import { command, get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { onEvent } from '../desk/events.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FactRow, Facts, Lamp, Pick, Sheet, Slot } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { t } from '../words/t.ts';
import { clauseWords, say } from '../words/words.ts';
import { beginAgain, lampOf, whereWords } from './forms-state.ts';
import { ReasonSheet, SignSheet } from './forms-steps.tsx';
import { type Doing, type Live, useDoing, useLive, usePaper } from './lend-live.ts';
import { momentWords } from './promotions-state.ts';

type Step = 'view' | 'sign' | 'withdraw' | 'strike';

/** One form: its paper, who signed, what goes with it, and where it is, step by step. */
export function OneForm({ id }: { readonly id: number }) {
  const live = useLive(`form ${id}`, () => get<FormView>(`/api/forms/${id}`), ['form']);
  const doing = useDoing();
  const step = useSignal<Step>('view');
  const [, goTo] = useLocation();
  useEffect(() => onEvent('slip', (slip) => slip.kind === 'form' && goTo(`/forms/${slip.formId}`)), [goTo]);
  const form = live.value.value;
  if (form === undefined || session.value === null)
    return (
      <Sheet title={w('forms.title')} stage="forms" acts={<Back />}>
        <ErrorLine error={live.failed.value} onRetry={() => void live.reload()} />
      </Sheet>
    );
  const back = (): void => {
    step.value = 'view';
    doing.failed.value = undefined;
  };
  const post = (path: string, body?: object): Promise<boolean> =>
    doing.run(path, async () => {
      await command('POST', `/api/forms/${path}`, body);
      await live.reload();
      step.value = 'view';
    });
  switch (step.value) {
    case 'sign':
      return <SignSheet form={form} doing={doing} onBack={back} onSign={(body) => void post(`${id}/sign`, body)} />;
    case 'withdraw':
    case 'strike':
      return <Why form={form} step={step.value} doing={doing} onBack={back} post={post} />;
    case 'view':
      return <View form={form} live={live} doing={doing} post={post} onStep={(to) => (step.value = to)} />;
  }
}

type Post = (path: string, body?: object) => Promise<boolean>;

interface WhyProps {
  readonly form: FormView;
  readonly step: 'withdraw' | 'strike';
  readonly doing: Doing;
  readonly onBack: () => void;
  readonly post: Post;
}

function Why({ form, step, doing, onBack, post }: WhyProps) {
  const [, goTo] = useLocation();
  const options = useAsked<FormOptions>('/api/forms/options').answer.value;
  const reasons =
    step === 'withdraw'
      ? (options?.withdrawReasons.map((one) => ({ value: one.zh, label: say(one) })) ?? [])
      : (['person', 'verdict', 'none'] as const).map((one) => {
          const label = w(`one.strike.${one}`);
          return { value: label, label };
        });
  return (
    <ReasonSheet
      title={w(step === 'withdraw' ? 'one.why' : 'one.strikeWhy')}
      verb={w(`one.${step}`)}
      reasons={reasons}
      doing={doing}
      onBack={onBack}
      onAgain={
        step === 'strike'
          ? undefined
          : () => {
              beginAgain(form);
              goTo('/forms/fill');
            }
      }
      onReason={(reason) =>
        void post(`${form.formId}/${step}`, step === 'strike' ? { stepId: form.strikable ?? 0, reason } : { reason })
      }
    />
  );
}

interface ViewProps {
  readonly form: FormView;
  readonly live: Live<FormView>;
  readonly doing: Doing;
  readonly post: Post;
  readonly onStep: (step: Step) => void;
}

function View({ form, live, doing, post, onStep }: ViewProps) {
  const { formId } = form;
  const path = `/api/forms/${formId}/paper`;
  const picture = useLive(path, () => get<PaperPicture | null>(path), []).value.value;
  const isDesk = mayDo('clerk', 'shift-lead', 'supervisor', 'hr');
  return (
    <Sheet
      title={form.number}
      stage={`forms one ${picture == null ? '' : 'with'}`}
      acts={<Acts form={form} isDesk={isDesk} doing={doing} post={post} onStep={onStep} />}
    >
      <div class="left">
        <ErrorLine error={doing.failed.value ?? live.failed.value} />
        <h2>
          <Lamp state={lampOf(form)} />
          {say(form.what)}
          <small>{`${showName(form.person.name)} ${form.person.staffNo} · ${whereWords(form)} · ${clauseWords(form.clause)}`}</small>
        </h2>
        {form.replaces !== null && <p class="label">{w('one.replaces', { number: form.replaces })}</p>}
        <Facts>
          {form.chain.map((place) => (
            <FactRow key={place.id} state={place.signedBy === null ? 'off' : 'done'}>
              {`${say(place)} · ${place.signedBy === null ? w('one.waits') : showName(place.signedBy.name)}`}
            </FactRow>
          ))}
        </Facts>
        {form.documents.length > 0 && (
          <div class="picks">
            {form.documents.map((document) => (
              <Pick
                key={document.id}
                icon={document.seen ? 'check' : 'receipt'}
                pressed={document.seen}
                disabled={document.seen || !isDesk || form.state === 'withdrawn'}
                onPress={() => void post(`${formId}/documents`, { document: document.id })}
              >
                {w('one.seen', { what: say(document) })}
              </Pick>
            ))}
          </div>
        )}
        <ul class="trail">
          {form.steps.toReversed().map((step) => (
            <li key={step.id} class={step.struck ? 'struck' : ''}>
              <time>{momentWords(step.atMs)}</time>
              <b>{stepWords(step)}</b>
              <span class="label">{step.saidBy === '' ? w('one.self') : showName(step.saidBy)}</span>
            </li>
          ))}
        </ul>
      </div>
      {picture != null && (
        <div class="right">
          <Slot picture={picture} fit />
        </div>
      )}
    </Sheet>
  );
}

interface ActsProps {
  readonly form: FormView;
  readonly isDesk: boolean;
  readonly doing: Doing;
  readonly post: Post;
  readonly onStep: (step: Step) => void;
}

function Acts({ form, isDesk, doing, post, onStep }: ActsProps) {
  const { formId, state, place, next, lacking, kind } = form;
  const paper = usePaper(`form:${formId}`, `form-${kind}`).value.value;
  const isOver = state === 'withdrawn' || place === 'hr';
  const busy = doing.busy.value;
  const carry = (to: 'hand-in' | 'deliver'): void => void post(to, { formIds: [formId] });
  const reprint = (): void =>
    void doing.run('reprint', () => command('POST', `/api/print-jobs/${paper?.job.id ?? 0}/reprint`));
  const main =
    place === 'unprinted' && !isOver
      ? 'print'
      : !isDesk
        ? undefined
        : next !== null && place !== 'unprinted' && lacking !== null
          ? 'sign'
          : lacking === null && !isOver
            ? place === 'desk'
              ? 'hr'
              : 'desk'
            : undefined;
  return (
    <>
      <Back />
      {!isOver && <Button onPress={() => onStep('withdraw')}>{w('one.withdraw')}</Button>}
      {isDesk && form.strikable !== null && <Button onPress={() => onStep('strike')}>{w('one.strike')}</Button>}
      {isDesk && !isOver && paper?.job.offers.includes('reprint') === true && (
        <Button icon="printer" busy={busy === 'reprint'} onPress={reprint}>
          {w('one.reprint')}
        </Button>
      )}
      {main === 'print' && (
        <Button look="main" push icon="printer" busy={busy !== undefined} onPress={() => void post(`${formId}/print`)}>
          {w('one.print')}
        </Button>
      )}
      {main === 'sign' && (
        <Button look="main" push onPress={() => onStep('sign')}>
          {w('one.sign')}
        </Button>
      )}
      {(main === 'desk' || main === 'hr') && (
        <Button
          look="main"
          push
          icon="check"
          busy={busy !== undefined}
          onPress={() => carry(main === 'desk' ? 'hand-in' : 'deliver')}
        >
          {w(`one.${main}`)}
        </Button>
      )}
    </>
  );
}

function Back() {
  return (
    <Button look="quiet" icon="back" href="/forms">
      {t('action.back')}
    </Button>
  );
}

function stepWords({ kind, person, document, note }: StepView): string {
  const who = person === null ? '' : showName(person.name);
  switch (kind) {
    case 'oral':
    case 'signed':
    case 'refused':
      return w(`step.${kind}`, { who });
    case 'document':
      return w('step.document', { what: document === null ? '' : say(document) });
    case 'withdrawn':
    case 'struck':
      return w(`step.${kind}`, { why: note });
    case 'filled':
    case 'printed':
    case 'desk':
    case 'hr':
      return w(`step.${kind}`);
  }
}
