import type { ComponentChildren } from 'preact';
import { Button, ErrorLine, Icon, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { t } from '../words/t.ts';
import { Pieces, SayLine } from './broadcast-parts.tsx';
import {
  airNow,
  asking,
  bodyOf,
  type CallKind,
  calls,
  clearForm,
  draftFailed,
  drafts,
  fresh,
  go,
  options,
  person,
  wantFresh,
} from './broadcast-state.ts';

/** The frame of both forms: fields on the left, the script as it stands on the right. */
export function FormSheet({
  kind,
  tabs,
  missing,
  children,
}: {
  readonly kind: CallKind;
  readonly tabs: readonly Tab[];
  readonly missing: readonly string[];
  readonly children: ComponentChildren;
}) {
  const draft = drafts.value[kind];
  const child = kind === 'lost-person' && person.value.age < (options.value?.adultFromAge.value ?? 0);
  const behind =
    airNow.value?.view.onAir?.class === kind ||
    calls.value.some(
      (call) => call.kind === kind && (call.state === 'open' || (call.state === 'found' && call.handOver === null)),
    );
  const started = bodyOf(kind) !== undefined || missing.length < 2 || asking.value[kind].requester !== '';
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast form"
      acts={
        <>
          {fresh.value[kind] && behind && (
            <Button look="quiet" icon="back" onPress={() => wantFresh(kind, false)}>
              {t('action.back')}
            </Button>
          )}
          {started ? (
            <Button look="quiet" onPress={() => clearForm(kind)}>
              {w('form.clear')}
            </Button>
          ) : (
            <SayLine name={kind === 'lost-person' ? 'lostPerson' : 'lostObject'} />
          )}
          {started && (
            <Button onPress={() => go(kind, 'more')}>
              {w(kind === 'lost-person' ? 'form.more' : 'form.moreObject')}
            </Button>
          )}
          <Button look="main" push disabled={draft === undefined} onPress={() => go(kind, 'check')}>
            {w('form.check')}
          </Button>
        </>
      }
    >
      <div class="fields">{children}</div>
      <div class="draft">
        <span class="label">{w('draft.title')}</span>
        {draftFailed.value !== undefined ? (
          <ErrorLine error={draftFailed.value} />
        ) : draft === undefined ? (
          <p class="text open">
            {w('draft.missing')}
            {missing.map((one) => (
              <b key={one}>{one}</b>
            ))}
          </p>
        ) : (
          <p class="text">
            <Pieces pieces={draft.pieces.zh} />
          </p>
        )}
        {child && (
          <span class="label note">
            <Icon name="lock" />
            {w(draft?.nameAired === true ? 'draft.named' : 'draft.noName')}
          </span>
        )}
      </div>
    </Sheet>
  );
}
