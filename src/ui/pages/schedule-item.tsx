import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ItemView } from '../../schedule/rules.ts';
import { command, get } from '../desk/api.ts';
import { Button, ErrorLine, FormRow, Pick, Picks, Sheet, Stepper } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { t } from '../words/t.ts';
import { quiet } from './broadcast-listen.ts';
import { blank, bodyOf, type Draft, draftOf } from './schedule-draft.ts';
import { RecordingSheet } from './schedule-recording.tsx';
import { WhatSheet } from './schedule-what.tsx';
import { useZones, ZonePicks } from './zone-picks.tsx';

export interface ItemProps {
  /** Empty: a new one. */
  readonly id: string;
  readonly onClose: () => void;
}

/** Adds an item to the schedule or writes one anew: first when, then what. */
export function ItemSheet({ id, onClose }: ItemProps) {
  const draft = useSignal<Draft>(blank);
  const before = useSignal<ItemView | undefined>(undefined);
  const step = useSignal<'when' | 'what' | 'recording'>('when');
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  useEffect(() => quiet, []);
  useEffect(() => {
    if (id === '') return;
    get<readonly ItemView[]>('/api/schedule/items').then(
      (items) => {
        before.value = items.find((item) => item.id === id);
        if (before.value !== undefined) draft.value = draftOf(before.value);
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  }, [id]);
  const ask = async (question: () => Promise<unknown>): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await question();
      onClose();
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };
  const path = `/api/schedule/items${id === '' ? '' : `/${id}`}`;
  const keep = (): void => void ask(() => command(id === '' ? 'POST' : 'PUT', path, bodyOf(draft.value, before.value)));
  const remove = id === '' ? undefined : () => void ask(() => command('DELETE', path));
  const shared = { title: w(id === '' ? 'form.new' : 'form.change'), draft, failed: failed.value, busy: busy.value };
  if (step.value === 'when') {
    return <WhenSheet {...shared} onClose={onClose} onNext={() => (step.value = 'what')} onRemove={remove} />;
  }
  if (step.value === 'recording') {
    const choose = (recording: string): void => {
      draft.value = { ...draft.value, recording };
      step.value = 'what';
    };
    return <RecordingSheet chosen={draft.value.recording} onBack={() => (step.value = 'what')} onChoose={choose} />;
  }
  return (
    <WhatSheet
      {...shared}
      onBack={() => (step.value = 'when')}
      onRecording={() => (step.value = 'recording')}
      onKeep={keep}
      onFail={(thrown) => (failed.value = thrown)}
    />
  );
}

/** What the steps of the form share. */
export interface StepProps {
  readonly title: string;
  readonly draft: Signal<Draft>;
  readonly failed: unknown;
  readonly busy: boolean;
}
type WhenProps = StepProps & {
  readonly onClose: () => void;
  readonly onNext: () => void;
  readonly onRemove: (() => void) | undefined;
};

function WhenSheet({ title, draft, failed, busy, onClose, onNext, onRemove }: WhenProps) {
  const { anchor, hour, minute, offset, weekdays, holidays, season, zones } = draft.value;
  const zoned = useZones();
  const set = (changed: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...changed };
  };
  const turnDay = (day: number): void => {
    const left = weekdays.includes(day) ? weekdays.filter((one) => one !== day) : [...weekdays, day].sort();
    if (left.length > 0) set({ weekdays: left });
  };
  const fromHour =
    offset === 0 ? w('form.exact') : w(offset < 0 ? 'form.before' : 'form.after', { n: Math.abs(offset) });
  return (
    <Sheet
      title={title}
      stage="schedule form"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onClose}>
            {t('action.back')}
          </Button>
          {onRemove !== undefined && (
            <Button look="quiet" busy={busy} onPress={onRemove}>
              {w('form.remove')}
            </Button>
          )}
          <Button look="main" push onPress={onNext}>
            {w('form.next')}
          </Button>
        </>
      }
    >
      <FormRow label={w('form.at')}>
        <Picks
          label={w('form.at')}
          choices={(['clock', 'opening', 'closing'] as const).map((value) => ({ value, label: w(`form.${value}`) }))}
          value={anchor}
          onPick={(picked) => set({ anchor: picked })}
        />
        {anchor === 'clock' ? (
          <>
            <Stepper
              value={hour}
              max={23}
              text={String(hour).padStart(2, '0')}
              lessLabel={w('form.earlier')}
              moreLabel={w('form.later')}
              onChange={(value) => set({ hour: value, seconds: '00' })}
            />
            <Stepper
              value={minute}
              max={55}
              step={5}
              text={String(minute).padStart(2, '0')}
              lessLabel={w('form.earlier')}
              moreLabel={w('form.later')}
              onChange={(value) => set({ minute: value, seconds: '00' })}
            />
          </>
        ) : (
          <Stepper
            value={offset}
            min={-120}
            max={120}
            step={5}
            text={fromHour}
            onChange={(value) => set({ offset: value })}
          />
        )}
      </FormRow>
      <FormRow label={w('form.days')}>
        <div class="picks">
          {([1, 2, 3, 4, 5, 6, 7] as const).map((day) => (
            <Pick key={day} pressed={weekdays.includes(day)} onPress={() => turnDay(day)}>
              {w(`form.day${day}`)}
            </Pick>
          ))}
        </div>
      </FormRow>
      <FormRow label={w('form.holidays')}>
        <Picks
          label={w('form.holidays')}
          choices={(['as-usual', 'skip', 'only', 'use-weekend-day'] as const).map((value) => ({
            value,
            label: w(`form.${value}`),
          }))}
          value={holidays}
          onPick={(picked) => set({ holidays: picked })}
        />
      </FormRow>
      <FormRow label={w('form.season')}>
        <Picks
          label={w('form.season')}
          choices={(season === 'own'
            ? (['year', 'spring', 'summer', 'autumn', 'winter', 'own'] as const)
            : (['year', 'spring', 'summer', 'autumn', 'winter'] as const)
          ).map((value) => ({ value, label: w(`form.${value}`) }))}
          value={season}
          onPick={(picked) => set({ season: picked })}
        />
      </FormRow>
      {zoned && (
        <FormRow label={w('form.zones')}>
          <ZonePicks chosen={zones} onChoose={(chosen) => set({ zones: chosen })} />
        </FormRow>
      )}
      <ErrorLine error={failed} />
    </Sheet>
  );
}
