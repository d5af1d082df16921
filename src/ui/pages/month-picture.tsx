import './month.css';
import type { DayView, MonthView } from '../../outcomes/view.rules.ts';
import { Dome, Domes, FactRow, Facts, Icon } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { clauseWords, say } from '../words/words.ts';
import {
  dayTitle,
  emptyBefore,
  hoursText,
  markOf,
  rosteredMinutes,
  thisMonth,
  today,
  weekdayOf,
} from './month-cells.ts';
import { offTimesOf } from './month-off-time.ts';
import { decisionWords, findingWords, leadsWords, paperWords, punchWords, rosterWords } from './outcomes-state.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const minutesPerHour = 60;

export interface MonthCalendarProps {
  readonly view: MonthView;
  /** The day that is looked at, `YYYY-MM-DD`. */
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** A month as a calendar of coloured days; each can be touched. */
export function MonthCalendar({ view, chosen, onChoose }: MonthCalendarProps) {
  return (
    <div class="month">
      {weekdays.map((day) => (
        <span key={day} class="wd">
          {w(`week.${weekdayOf(day)}`)}
        </span>
      ))}
      {Array.from({ length: emptyBefore(view.days) }, (_, at) => (
        <i key={`empty${at}`} />
      ))}
      {view.days.map((day) => (
        <Cell key={day.day} day={day} pressed={day.day === chosen} onPress={() => onChoose(day.day)} />
      ))}
    </div>
  );
}

interface CellProps {
  readonly day: DayView;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

function Cell({ day, pressed, onPress }: CellProps) {
  const { look, text, tick } = markOf(day);
  const isToday = day.day === today();
  return (
    <button
      type="button"
      class={`d ${look} ${isToday ? 'now' : ''}`}
      aria-pressed={pressed}
      aria-label={`${dayTitle(day)} ${text}`}
      onClick={onPress}
    >
      <b>{Number(day.day.slice(-2))}</b>
      {tick ? <Icon name="check" /> : <span>{text}</span>}
    </button>
  );
}

/** How much of each limit a month has used. */
export function MonthSums({ view }: { readonly view: MonthView }) {
  const { outcome, limits, weeks } = view;
  const offTimes = offTimesOf(view);
  // Four counters leave no room for it; each finding has it on its day.
  const withClause = (words: string, clause: string): string =>
    offTimes.length > 1 ? words : `${words} · ${clauseWords(clause)}`;
  const { confirmed, waiting, unconfirmed } = outcome.missed;
  const missed = confirmed + waiting + unconfirmed;
  const week =
    view.month === thisMonth() ? weeks.find(({ from, until }) => from <= today() && today() <= until) : undefined;
  return (
    <Domes>
      {offTimes.map(({ kind, minutes, deductedMinutes }) => (
        <Dome
          key={kind}
          value={minutes}
          limit={limits.lateMinutes.value}
          unit={w('unit.minutes')}
          label={w(`sum.${kind}`)}
          note={withClause(
            deductedMinutes > 0
              ? w('sum.deducted', { n: deductedMinutes })
              : w('sum.offTimeNote', { n: limits.lateMinutes.value }),
            limits.lateMinutes.clause,
          )}
          {...(deductedMinutes > 0 ? { state: 'need' as const } : {})}
        />
      ))}
      <Dome
        value={missed}
        limit={limits.missed.value}
        unit={w('unit.times')}
        label={w('sum.missed')}
        note={withClause(
          unconfirmed > 0
            ? w('sum.missedOpen', { n: unconfirmed })
            : w('sum.missedNote', { n: limits.missed.value - 1 }),
          limits.missed.clause,
        )}
        {...(unconfirmed > 0
          ? { state: 'need' as const }
          : missed >= limits.missed.value
            ? { state: 'wait' as const }
            : {})}
      />
      {week === undefined ? (
        <Dome
          value={Math.floor(outcome.workedMinutes / minutesPerHour)}
          limit={Math.round(rosteredMinutes(view) / minutesPerHour)}
          unit={w('unit.hours')}
          label={w('sum.month')}
          note={w('sum.monthNote', { n: Math.round(rosteredMinutes(view) / minutesPerHour) })}
        />
      ) : (
        <Dome
          value={Math.floor(week.workedMinutes / minutesPerHour)}
          limit={week.limitMinutes / minutesPerHour}
          unit={w('unit.hours')}
          label={w('sum.week')}
          note={withClause(w('sum.weekNote', { n: week.limitMinutes / minutesPerHour }), week.clause)}
        />
      )}
    </Domes>
  );
}

/** A day with its roster line, its punches and what was found: each finding with its clause, what it leads to and who decided. */
export function DayDetail({ day, view }: { readonly day: DayView; readonly view: MonthView }) {
  const { source, shifts } = day.line;
  return (
    <article>
      <h2>{dayTitle(day)}</h2>
      <Facts>
        <FactRow state="off" note={sourceWords(source)}>
          {rosterWords(shifts)}
        </FactRow>
        <FactRow
          state="off"
          {...(day.workedMinutes > 0 ? { note: w('day.worked', { n: hoursText(day.workedMinutes) }) } : {})}
        >
          {punchWords(day.punches)}
        </FactRow>
        {day.state === 'good' && <FactRow state="done">{w('day.none')}</FactRow>}
        {day.findings.map((finding) => (
          <FactRow
            key={finding.key}
            state={finding.undecided ? 'need' : finding.consequence === 'waiting' ? 'wait' : 'done'}
            note={clauseWords(finding.clause)}
          >
            {w('day.found', { what: findingWords(finding), leads: leadsWords(finding, view) })}
          </FactRow>
        ))}
        {day.findings.flatMap((finding) =>
          paperWords(finding, view).map((line) => (
            <FactRow key={`${finding.key}${line}`} state="off">
              {line}
            </FactRow>
          )),
        )}
        {view.decisions
          .filter(({ findingKey }) => findingKey.startsWith(`${day.day}/`))
          .map((decision) => (
            <FactRow key={decision.decisionId} state="done">
              {decisionWords(decision)}
            </FactRow>
          ))}
      </Facts>
    </article>
  );
}

function sourceWords(source: DayView['line']['source']): string {
  switch (source.kind) {
    case 'pattern':
      return `${w('day.pattern')} · ${clauseWords(source.clause)}`;
    case 'holiday':
    case 'make-up-workday':
      return `${say(source.name)} · ${clauseWords(source.clause)}`;
    case 'change':
      return w('day.change', { reason: source.reason });
  }
}
