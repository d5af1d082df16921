import { useSignal } from '@preact/signals';
import { Link } from 'wouter-preact';
import type { RosterLine } from '../../roster/rules.ts';
import type { RosterChoices, RosterDay, RosterRow, RosterTable } from '../../roster/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, Facts, FindField, Lamp, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { type ChangedDay, RosterCell } from './roster-cell.tsx';
import {
  addDays,
  BreakRow,
  dayName,
  lineWords,
  RosterGate,
  rosterTabs,
  shortNames,
  weekdayName,
} from './roster-parts.tsx';

const weekDays = 7;
const everybody = '';

/** Who is on which shift this week: people down, days across. */
export function RosterPage() {
  return (
    <RosterGate tab="week">
      <Week />
    </RosterGate>
  );
}

function Week() {
  const from = useSignal<string | undefined>(undefined);
  const department = useSignal(everybody);
  const cell = useSignal<{ readonly row: RosterRow; readonly line: RosterLine } | undefined>(undefined);
  const day = useSignal<string | undefined>(undefined);
  const undo = useSignal<ChangedDay | undefined>(undefined);
  const typed = useSignal('');
  const query = new URLSearchParams({
    ...(from.value === undefined ? {} : { from: from.value }),
    ...(department.value === everybody ? {} : { department: department.value }),
  });
  const { answer, failed, again } = useAsked<RosterTable>(`/api/roster?${query}`, {
    on: ['roster', 'calendar', 'staff'],
  });
  const choices = useAsked<RosterChoices>('/api/roster/choices').answer.value;
  const doing = useDoing();
  const table = answer.value;
  if (cell.value !== undefined && choices !== undefined)
    return (
      <RosterCell
        {...cell.value}
        choices={choices}
        onDone={(changed) => {
          undo.value = changed;
          cell.value = undefined;
          again();
        }}
        onClose={() => (cell.value = undefined)}
      />
    );
  if (day.value !== undefined && table !== undefined)
    return <DayRules day={day.value} table={table} onClose={() => (day.value = undefined)} />;

  const takeBack = (changed: ChangedDay): void =>
    void doing.run('undo', async () => {
      const { personId, day: on, before: shiftIds } = changed;
      await command('POST', '/api/roster/days', { days: [{ personId, day: on, shiftIds }], reason: w('week.undone') });
      undo.value = undefined;
      again();
    });
  const go = (days: number): void => {
    if (table !== undefined) from.value = addDays(table.from, days);
  };
  return (
    <Sheet
      tabs={rosterTabs('week')}
      stage="roster"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button icon="back" onPress={() => go(-weekDays)}>
            {w('week.last')}
          </Button>
          <Button onPress={() => (from.value = undefined)}>{w('week.now')}</Button>
          <Button icon="next" onPress={() => go(weekDays)}>
            {w('week.next')}
          </Button>
          {undo.value !== undefined && (
            <Button
              look="main"
              push
              busy={doing.busy.value === 'undo'}
              onPress={() => undo.value && takeBack(undo.value)}
            >
              {w('week.undo', { day: undo.value.day.slice('2026-'.length) })}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {table !== undefined && (
        <div class="findrow">
          <Picks
            label={w('person.department')}
            choices={[
              { value: everybody, label: w('week.everybody') },
              ...table.departments.map((name) => ({ value: name, label: name })),
            ]}
            value={department.value}
            onPick={(value) => (department.value = value)}
          />
          <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
        </div>
      )}
      {table?.rows.length === 0 && <Empty icon="users">{w('week.nobody')}</Empty>}
      {table !== undefined && table.rows.length > 0 && (
        <Grid
          table={table}
          rows={findPerson(table.rows, typed.value)}
          choices={choices}
          onDay={(on) => (day.value = on)}
          onCell={(row, line) => (cell.value = { row, line })}
        />
      )}
    </Sheet>
  );
}

interface GridProps {
  readonly table: RosterTable;
  /** Those of its rows that are looked for. */
  readonly rows: readonly RosterRow[];
  readonly choices: RosterChoices | undefined;
  readonly onDay: (day: string) => void;
  readonly onCell: (row: RosterRow, line: RosterLine) => void;
}

function Grid({ table, rows, choices, onDay, onCell }: GridProps) {
  const mayPlan = mayDo('shift-lead', 'supervisor', 'hr');
  const broken = (day: string) => table.breaks.filter((one) => one.day === day);
  return (
    <div class="week" style={{ '--days': table.days.length }}>
      <span class="corner" />
      {table.days.map((day) => (
        <Head key={day.calendar.day} day={day} today={table.today} />
      ))}
      <span class="who">{w('week.rules')}</span>
      {table.days.map(({ calendar: { day } }) => {
        const count = broken(day).length;
        return (
          <button
            key={day}
            type="button"
            class="rule"
            disabled={count === 0}
            aria-label={`${day} ${count === 0 ? w('week.ok') : w('week.some', { n: count })}`}
            onClick={() => onDay(day)}
          >
            <Lamp state={count === 0 ? 'done' : 'need'} />
            {count > 0 && w('week.some', { n: count })}
          </button>
        );
      })}
      {rows.length === 0 && <p class="label nobody">{t('find.nobody')}</p>}
      {rows.map((row) => (
        <Row
          key={row.personId}
          row={row}
          choices={choices}
          mayPlan={mayPlan}
          broken={new Set(table.breaks.flatMap((one) => (one.personId === row.personId ? [one.day] : [])))}
          onCell={onCell}
        />
      ))}
    </div>
  );
}

function Head({ day: { calendar, triplePay }, today }: { readonly day: RosterDay; readonly today: string }) {
  const weekday = weekdayName(calendar.day);
  const mark = calendar.kind === 'holiday' && calendar.name !== null ? say(calendar.name) : '';
  return (
    <span class={`head ${calendar.kind} ${calendar.day === today ? 'today' : ''}`}>
      <b>{calendar.day.slice('2026-'.length)}</b>
      <span>
        {triplePay ? w('mark.triple') : calendar.kind === 'make-up-workday' ? w('mark.make-up-workday') : weekday}
      </span>
      {mark !== '' && <i>{mark}</i>}
    </span>
  );
}

interface RowProps {
  readonly row: RosterRow;
  readonly choices: RosterChoices | undefined;
  readonly mayPlan: boolean;
  readonly broken: ReadonlySet<string>;
  readonly onCell: (row: RosterRow, line: RosterLine) => void;
}

function Row({ row, choices, mayPlan, broken, onCell }: RowProps) {
  return (
    <>
      <Link class="who" href={`/roster/people/${row.personId}`}>
        <b>{showName(row.name)}</b>
        <span>{w('week.hours', { n: Math.round(row.minutes / 6) / 10 })}</span>
      </Link>
      {row.lines.map((line) => (
        <button
          key={line.day}
          type="button"
          class={`cell ${broken.has(line.day) ? 'broken' : ''} ${line.source.kind === 'change' ? 'changed' : ''}`}
          disabled={!mayPlan}
          aria-label={w('cell.says', { name: row.name, day: line.day, what: lineWords(choices, line) })}
          onClick={() => onCell(row, line)}
        >
          <Chips line={line} choices={choices} />
        </button>
      ))}
    </>
  );
}

/** What a day is, as it stands in a cell: a night reaches over the edge into the next day. */
function Chips({ line, choices }: { readonly line: RosterLine; readonly choices: RosterChoices | undefined }) {
  if (line.shifts.length === 0) return <span class="rest">{w('cell.rest')}</span>;
  const names = shortNames(
    choices,
    line.shifts.map(({ shiftId }) => shiftId),
  );
  return (
    <>
      {line.shifts.map(({ shiftId }, at) => {
        const shift = choices?.shifts.find(({ id }) => id === shiftId);
        const isNight = shift !== undefined && shift.ends <= shift.starts;
        return (
          <span key={shiftId} class={`chip ${isNight ? 'night' : ''}`}>
            {names[at]}
          </span>
        );
      })}
    </>
  );
}

function DayRules({
  day,
  table,
  onClose,
}: {
  readonly day: string;
  readonly table: RosterTable;
  readonly onClose: () => void;
}) {
  return (
    <Sheet
      title={w('day.title', { day: dayName(day) })}
      stage="roster scroll"
      acts={
        <Button look="quiet" icon="back" onPress={onClose}>
          {t('action.back')}
        </Button>
      }
    >
      <Facts>
        {table.breaks
          .filter((one) => one.day === day)
          .map((one) => (
            <BreakRow key={one.key} one={one} />
          ))}
      </Facts>
    </Sheet>
  );
}
