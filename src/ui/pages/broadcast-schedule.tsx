import './broadcast-schedule.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { CalendarDay } from '../../calendar/rules.ts';
import type { OccurrenceView, ScheduleDay } from '../../schedule/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, Pick, Sheet } from '../kit/kit.ts';
import { w } from '../words/schedule-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { clockTime, dayBeside, dayName, inWords, isAhead, lampOfState, stateLine, zoneOf } from './schedule-day.ts';
import { ItemSheet } from './schedule-item.tsx';
import { OccurrenceSheet } from './schedule-occurrence.tsx';

/** The day as it was, is and will be: what was aired, what comes next and when, and every other day. */
export function SchedulePage() {
  const day = useSignal('');
  const open = useSignal<{ readonly item?: string | undefined; readonly form?: string } | undefined>(undefined);
  const asked = useAsked<ScheduleDay>(`/api/schedule${day.value === '' ? '' : `?day=${day.value}`}`, {
    on: ['schedule', 'air'],
  });
  const shown = asked.answer.value;
  const chosen = shown?.occurrences.find(({ itemId }) => itemId === open.value?.item);
  const close = (): void => {
    open.value = undefined;
    asked.again();
  };
  if (open.value?.form !== undefined) return <ItemSheet id={open.value.form} onClose={close} />;
  if (shown !== undefined && chosen !== undefined) {
    const change = (): void => {
      open.value = { form: chosen.itemId };
    };
    return <OccurrenceSheet one={chosen} day={shown} onClose={close} onChange={change} />;
  }
  const turn = (days: 1 | -1): void => {
    if (shown !== undefined) day.value = dayBeside(shown.day, days);
  };
  return (
    <Sheet
      title={w('title')}
      stage="schedule"
      acts={
        <>
          <Button look="quiet" icon="back" href="/broadcast/board">
            {t('action.back')}
          </Button>
          {shown !== undefined && shown.day !== shown.today && (
            <Button
              onPress={() => {
                day.value = '';
              }}
            >
              {w('day.today')}
            </Button>
          )}
          {session.value === null ? (
            <>
              <span class="label">{w('signIn.why')}</span>
              <Button look="main" icon="user" push href="/sign-in">
                {w('signIn')}
              </Button>
            </>
          ) : (
            mayDo('shift-lead', 'supervisor') && (
              <Button
                look="main"
                icon="plus"
                push
                onPress={() => {
                  open.value = { form: '' };
                }}
              >
                {w('add')}
              </Button>
            )
          )}
        </>
      }
    >
      {shown !== undefined && (
        <header class="dayline">
          <Pick icon="back" label={w('day.before')} onPress={() => turn(-1)} />
          <b>{dayName(shown.day)}</b>
          <Pick icon="next" label={w('day.after')} onPress={() => turn(1)} />
          <span>{kindOf(shown.calendar)}</span>
          {(shown.horizon.endsSoon || !shown.calendar.known) && (
            <span class="label wait">{w('horizon', { until: shown.horizon.until })}</span>
          )}
        </header>
      )}
      {shown?.held === true && <Held />}
      <ErrorLine error={asked.failed.value} onRetry={asked.again} />
      {shown?.occurrences.length === 0 && <Empty icon="calendar">{w('day.empty')}</Empty>}
      {shown !== undefined && shown.occurrences.length > 0 && (
        <DayList
          key={shown.day}
          day={shown}
          onPick={(itemId) => {
            open.value = { item: itemId };
          }}
        />
      )}
    </Sheet>
  );
}

function kindOf({ kind, name }: CalendarDay): string {
  if (kind === 'holiday' && name !== null) return w('day.holiday', { name: say(name) });
  if (kind === 'make-up-workday' && name !== null) return w('day.makeUp', { name: say(name) });
  return kind === 'weekend' ? w('day.weekend') : '';
}

// Only a person can say whether a clock is right that nothing has set.
function Held() {
  const failed = useSignal<unknown>(undefined);
  const confirm = (): void => {
    command('POST', '/api/schedule/clock-confirmed').catch((thrown: unknown) => {
      failed.value = thrown;
    });
  };
  return (
    <div class="held">
      <Lamp state="wait" />
      <p>{w('held.text', { time: timeOfDay(nowMs.value, zoneOf()) })}</p>
      {mayDo('shift-lead', 'supervisor') && <Pick onPress={confirm}>{w('held.yes')}</Pick>}
      <ErrorLine error={failed.value} />
    </div>
  );
}

interface ListProps {
  readonly day: ScheduleDay;
  readonly onPick: (itemId: string) => void;
}

function DayList({ day, onPick }: ListProps) {
  const list = useRef<HTMLOListElement>(null);
  const today = day.day === day.today;
  const next = today ? day.occurrences.find((one) => isAhead(one) && one.dueMs > nowMs.value) : undefined;
  const nextId = next?.itemId;
  useEffect(() => {
    list.current?.querySelector('.next')?.scrollIntoView({ block: 'center' });
  }, [nextId]);
  return (
    <ol class="daylist" ref={list}>
      {day.occurrences.map((one) => (
        <Row
          key={one.itemId}
          one={one}
          next={one === next}
          held={day.held}
          past={today && one.dueMs < nowMs.value}
          onPick={onPick}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly one: OccurrenceView;
  readonly next: boolean;
  readonly held: boolean;
  readonly past: boolean;
  readonly onPick: (itemId: string) => void;
}

function Row({ one, next, held, past, onPick }: RowProps) {
  return (
    <li class={next ? 'next' : past ? 'past' : ''}>
      <button type="button" onClick={() => onPick(one.itemId)}>
        <time>{clockTime(one.dueMs)}</time>
        <Lamp state={lampOfState(one)} />
        <span>
          <b>{say(one.title)}</b>
          <span class="label">{stateLine(one, held)}</span>
        </span>
        {next && <strong>{inWords(one.dueMs - nowMs.value)}</strong>}
      </button>
    </li>
  );
}
