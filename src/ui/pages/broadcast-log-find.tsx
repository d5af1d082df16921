import { useSignal } from '@preact/signals';
import type { Outcome } from '../../broadcast/log.rules.ts';
import type { AirClass } from '../../broadcast/rules.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { isoDay } from '../desk/local-time.ts';
import { Button, FormRow, Picks, Sheet, Stepper, type Tab, TextField } from '../kit/kit.ts';
import { w } from '../words/log-words.ts';
import { t } from '../words/t.ts';
import { type LogFilter, zone } from './broadcast-log.tsx';

const classes: readonly AirClass[] = ['emergency', 'lost-person', 'lost-object', 'scheduled', 'service', 'promotion'];
const outcomes: readonly Outcome[] = ['aired', 'cut', 'dropped', 'withdrawn'];
const any = 'any';
const msPerDay = 86_400_000;
/** Records are kept a year. */
const mostDaysBack = 366;

export interface FindSheetProps {
  readonly tabs: readonly Tab[];
  readonly filter: LogFilter;
  readonly onFind: (filter: LogFilter) => void;
}

/** What to look for in the log. */
export function FindSheet({ tabs, filter, onFind }: FindSheetProps) {
  const text = useSignal(filter.text ?? '');
  const of = useSignal<AirClass | typeof any>(filter.class ?? any);
  const outcome = useSignal<Outcome | typeof any>(filter.outcome ?? any);
  const back = useSignal<number | undefined>(filter.day === undefined ? undefined : daysBack(filter.day));
  const day = back.value === undefined ? undefined : isoDay(nowMs.value - back.value * msPerDay, zone());
  const words = text.value.trim();
  const find = (): void =>
    onFind({
      ...(words === '' ? {} : { text: words }),
      ...(of.value === any ? {} : { class: of.value }),
      ...(outcome.value === any ? {} : { outcome: outcome.value }),
      ...(day === undefined ? {} : { day }),
    });
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast airfind"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={() => onFind(filter)}>
            {t('action.back')}
          </Button>
          <Button onPress={() => onFind({})}>{w('find.clear')}</Button>
          <Button look="main" icon="find" push onPress={find}>
            {w('find.go')}
          </Button>
        </>
      }
    >
      <TextField
        label={w('find.text')}
        placeholder={w('find.textPlace')}
        value={text.value}
        maxLength={100}
        onInput={(value) => (text.value = value)}
      />
      <FormRow label={w('find.class')}>
        <Picks
          label={w('find.class')}
          value={of.value}
          choices={[
            { value: any, label: w('find.any') },
            ...classes.map((value) => ({ value, label: w(`class.${value}`) })),
          ]}
          onPick={(value) => (of.value = value)}
        />
      </FormRow>
      <FormRow label={w('find.outcome')}>
        <Picks
          label={w('find.outcome')}
          value={outcome.value}
          choices={[
            { value: any, label: w('find.any') },
            ...outcomes.map((value) => ({ value, label: w(`outcome.${value}`) })),
          ]}
          onPick={(value) => (outcome.value = value)}
        />
      </FormRow>
      <FormRow label={w('find.day')}>
        <Picks
          label={w('find.day')}
          value={back.value === undefined ? any : back.value === 0 ? 'today' : 'other'}
          choices={[
            { value: any, label: w('find.any') },
            { value: 'today', label: w('find.today') },
          ]}
          onPick={(value) => (back.value = value === any ? undefined : 0)}
        />
        <Stepper
          value={-(back.value ?? 0)}
          min={-mostDaysBack}
          max={0}
          text={day ?? '–'}
          lessLabel={w('find.earlier')}
          moreLabel={w('find.later')}
          onChange={(value) => (back.value = -value)}
        />
      </FormRow>
    </Sheet>
  );
}

function daysBack(day: string): number {
  return Math.round((Date.parse(isoDay(nowMs.value, zone())) - Date.parse(day)) / msPerDay);
}
