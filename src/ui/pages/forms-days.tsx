import { useSignal } from '@preact/signals';
import type { FormDay } from '../../forms/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { Pick } from '../kit/kit.ts';
import { w } from '../words/forms-words.ts';
import { language, say } from '../words/words.ts';
import { dayAfter, dayWords, mondayOf } from './forms-state.ts';

const shownDays = 21;
const weekDays = 7;

export interface DaysProps {
  readonly personId: number;
  readonly today: string;
  /** First and last day that is chosen; the same for one. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Weeks before this one that are shown first, where no day is chosen. */
  readonly weeksBack: number;
  readonly onPick: (day: FormDay) => void;
}

/** Three weeks of somebody's roster to choose a day from: rest is pale, a missed punch red, a form has its mark. */
export function Days({ personId, today, from, until, weeksBack, onPick }: DaysProps) {
  const first = useSignal(from === undefined ? dayAfter(mondayOf(today), -weekDays * weeksBack) : mondayOf(from));
  const last = dayAfter(first.value, shownDays - 1);
  const asked = (day: string): string => `/api/forms/days?personId=${personId}&month=${day.slice(0, 7)}`;
  const one = useAsked<readonly FormDay[]>(asked(first.value), { on: ['form', 'punch', 'roster'] });
  const other = useAsked<readonly FormDay[]>(asked(last), { on: ['form', 'punch', 'roster'] });
  const known = new Map([...(one.answer.value ?? []), ...(other.answer.value ?? [])].map((day) => [day.day, day]));
  const days = Array.from({ length: shownDays }, (_, n) => dayAfter(first.value, n));
  const weekday = (day: string): string =>
    new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en-GB', { timeZone: 'UTC', weekday: 'narrow' }).format(
      Date.parse(`${day}T00:00:00Z`),
    );
  return (
    <div class="days">
      <div class="turn">
        <Pick icon="back" label={w('fill.earlier')} onPress={() => (first.value = dayAfter(first.value, -shownDays))} />
        <b>{first.value.slice(0, 7)}</b>
        <Pick icon="next" label={w('fill.later')} onPress={() => (first.value = dayAfter(first.value, shownDays))} />
      </div>
      <div class="weekdays" aria-hidden="true">
        {days.slice(0, weekDays).map((day) => (
          <span key={day}>{weekday(day)}</span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see Picks */}
      <div class="grid" role="group" aria-label={w('fill.day')}>
        {days.map((day) => (
          <DayKey
            key={day}
            day={day}
            known={known.get(day)}
            isToday={day === today}
            isIn={from !== undefined && day >= from && day <= (until ?? from)}
            onPick={onPick}
          />
        ))}
      </div>
    </div>
  );
}

interface DayKeyProps {
  readonly day: string;
  readonly known: FormDay | undefined;
  readonly isToday: boolean;
  readonly isIn: boolean;
  readonly onPick: (day: FormDay) => void;
}

function DayKey({ day, known, isToday, isIn, onPick }: DayKeyProps) {
  const rests = known?.shifts.length === 0;
  const marks = [rests ? 'rest' : '', known?.gap ? 'gap' : '', isToday ? 'today' : ''].join(' ');
  const shifts = known?.shifts.map(({ name }) => say(name)) ?? [];
  const words = [dayWords(day), ...(rests ? [w('fill.rest')] : shifts), ...(known?.gap ? [w('fill.gap')] : [])];
  return (
    <button
      type="button"
      class={`day ${marks}`}
      aria-pressed={isIn}
      aria-label={words.join(' ')}
      disabled={known === undefined}
      onClick={() => known !== undefined && onPick(known)}
    >
      {Number(day.slice(8))}
      {(known?.forms.length ?? 0) > 0 && <i class="mark" />}
    </button>
  );
}
