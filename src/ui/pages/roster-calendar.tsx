import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CalendarYear, ListedDay } from '../../calendar/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FormRow, Lamp, Picks, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { day as dayOfMs } from './retention-state.ts';
import { DayPick, dayName, RosterGate, rosterTabs } from './roster-parts.tsx';

const longestNotice = 120;

/** Public holidays, make-up workdays and triple-pay days of a year, and who wrote which. */
export function RosterCalendarPage() {
  return (
    <RosterGate tab="calendar">
      <Year />
    </RosterGate>
  );
}

function Year() {
  const year = useSignal<number | undefined>(undefined);
  const editing = useSignal<{ readonly day: string; readonly known: ListedDay | undefined } | undefined>(undefined);
  const { answer, failed, again } = useAsked<CalendarYear>(
    `/api/calendar${year.value === undefined ? '' : `?year=${year.value}`}`,
    { on: ['calendar'] },
  );
  const view = answer.value;
  const coming = view?.days.find(({ calendar }) => calendar.day >= view.today)?.calendar.day;
  const toCome = useRef<HTMLLIElement>(null);
  const isListed = editing.value === undefined;
  // What is over is above: whoever looks here asks for the next one.
  useEffect(() => {
    if (isListed) toCome.current?.scrollIntoView({ block: 'start' });
  }, [isListed, view?.year, coming]);
  if (editing.value !== undefined && view !== undefined)
    return (
      <OneDay
        {...editing.value}
        today={view.today}
        onClose={() => {
          editing.value = undefined;
          again();
        }}
      />
    );
  const go = (years: number): void => {
    if (view !== undefined) year.value = view.year + years;
  };
  const mayEdit = mayDo('supervisor', 'hr');
  return (
    <Sheet
      tabs={rosterTabs('calendar')}
      stage="roster"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button icon="back" onPress={() => go(-1)}>
            {w('cal.year', { year: (view?.year ?? 0) - 1 })}
          </Button>
          <Button icon="next" onPress={() => go(1)}>
            {w('cal.year', { year: (view?.year ?? 0) + 1 })}
          </Button>
          {mayEdit && view !== undefined && (
            <Button
              look="main"
              push
              icon="plus"
              onPress={() => (editing.value = { day: view.today, known: undefined })}
            >
              {w('cal.add')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={failed.value} onRetry={again} />
      {view !== undefined && (
        <p class="what">
          <b>{w('cal.year', { year: view.year })}</b>
          <span>
            {w('cal.until', { until: view.horizon.until })}
            {view.horizon.endsSoon && ` · ${w('cal.soon')}`}
          </span>
        </p>
      )}
      {view?.days.length === 0 && <Empty icon="calendar">{w('cal.none')}</Empty>}
      <ul class="days">
        {view?.days.map((one) => (
          <li key={one.calendar.day} ref={one.calendar.day === coming ? toCome : null}>
            <button
              type="button"
              disabled={!mayEdit}
              onClick={() => (editing.value = { day: one.calendar.day, known: one })}
            >
              <b>{dayName(one.calendar.day)}</b>
              <span>
                {one.calendar.name === null ? '' : `${say(one.calendar.name)} `}
                {w(`cal.${one.calendar.kind}`)}
                {one.triplePay && ` · ${w('cal.triple')}`}
              </span>
              {one.told[0] !== undefined && <Lamp state="wait" />}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

const names = ['newYear', 'spring', 'tomb', 'labour', 'dragon', 'autumn', 'national', 'makeUp', 'plaza'] as const;
type Name = (typeof names)[number];
const inEnglish: Readonly<Record<Name, string>> = {
  newYear: "New Year's Day",
  spring: 'Spring Festival',
  tomb: 'Tomb-sweeping Day',
  labour: 'Labour Day',
  dragon: 'Dragon Boat Day',
  autumn: 'Mid-autumn',
  national: 'National Day',
  makeUp: 'Make-up workday',
  plaza: "Plaza's own",
};
const inChinese: Readonly<Record<Name, string>> = {
  newYear: '元旦',
  spring: '春节',
  tomb: '清明节',
  labour: '劳动节',
  dragon: '端午节',
  autumn: '中秋节',
  national: '国庆节',
  makeUp: '调休补班',
  plaza: '本店安排',
};

interface OneDayProps {
  readonly day: string;
  readonly known: ListedDay | undefined;
  readonly today: string;
  readonly onClose: () => void;
}

/** One day of the calendar: what it is to be, and by which notice. */
function OneDay({ day: first, known, today, onClose }: OneDayProps) {
  const day = useSignal(first);
  const is = useSignal<'holiday' | 'workday' | 'table'>(
    known?.calendar.kind === 'make-up-workday' || known?.calendar.kind === 'workday' ? 'workday' : 'holiday',
  );
  const name = useSignal<Name>(names.find((one) => inChinese[one] === known?.calendar.name?.zh) ?? 'plaza');
  const pay = useSignal<'by-rule' | 'yes' | 'no'>('by-rule');
  const notice = useSignal('');
  const doing = useDoing();
  const save = (): void =>
    void doing.run('save', async () => {
      const one = {
        day: day.value,
        is: is.value,
        zh: inChinese[name.value],
        en: inEnglish[name.value],
        triplePay: pay.value,
      };
      await command('POST', '/api/calendar/days', { days: [one], notice: notice.value.trim() });
      onClose();
    });
  return (
    <Sheet
      title={w('cal.title', { day: dayName(day.value) })}
      stage="roster scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onClose}>
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value === 'save'}
            disabled={notice.value.trim().length < 2}
            onPress={save}
          >
            {w('cal.save')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      {known === undefined && (
        <FormRow label={w('cal.day')}>
          <DayPick
            label={w('cal.day')}
            value={day.value}
            today={today}
            quick={[`${Number(today.slice(0, 4)) + 1}-01-01`, `${today.slice(0, 4)}-10-01`].map((one) => ({
              label: one,
              day: one,
            }))}
            onPick={(value) => (day.value = value)}
          />
        </FormRow>
      )}
      <FormRow label={w('cal.is')}>
        <Picks
          label={w('cal.is')}
          choices={[
            { value: 'holiday', label: w('cal.holiday') },
            { value: 'workday', label: w('cal.workday') },
            { value: 'table', label: w('cal.table') },
          ]}
          value={is.value}
          onPick={(value: 'holiday' | 'workday' | 'table') => (is.value = value)}
        />
      </FormRow>
      <TextField
        label={w('cal.notice')}
        value={notice.value}
        maxLength={longestNotice}
        onInput={(text) => (notice.value = text)}
      />
      <FormRow label={w('cal.name')}>
        <Picks
          label={w('cal.name')}
          choices={names.map((one) => ({ value: one, label: w(`name.${one}`) }))}
          value={name.value}
          onPick={(value: Name) => (name.value = value)}
        />
      </FormRow>
      <FormRow label={w('cal.pay')}>
        <Picks
          label={w('cal.pay')}
          choices={(['by-rule', 'yes', 'no'] as const).map((one) => ({ value: one, label: w(`cal.pay.${one}`) }))}
          value={pay.value}
          onPick={(value: 'by-rule' | 'yes' | 'no') => (pay.value = value)}
        />
      </FormRow>
      {known?.told.map((one) => (
        <p key={one.atMs} class="label">
          {w('cal.told', { name: showName(one.by), at: dayOfMs(one.atMs), notice: one.notice })}
        </p>
      ))}
    </Sheet>
  );
}
