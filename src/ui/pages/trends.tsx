import './trends.css';
import { useSignal } from '@preact/signals';
import { Link } from 'wouter-preact';
import type { TrendPoint, TrendRow, Trends } from '../../outcomes/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { w as ow } from '../words/outcomes-words.ts';
import { t } from '../words/t.ts';
import { shortMonthName, thisMonth } from './month-cells.ts';

type Measure = keyof TrendPoint;
const measures: readonly Measure[] = ['offMinutes', 'missed', 'absentDays'];

interface Bars {
  readonly key: string;
  readonly name: string;
  readonly href?: string;
  readonly values: readonly number[];
}

/** Half a year of late and early minutes, missed punches or absence, drawn for each department and each person. */
export function TrendsPage() {
  const measure = useSignal<Measure>('offMinutes');
  const typed = useSignal('');
  const may = mayDo('shift-lead', 'supervisor', 'hr');
  const { answer, failed, again } = useAsked<Trends>(may ? `/api/outcomes/trends/${thisMonth()}` : '', {
    on: ['outcome'],
  });
  const trends = answer.value;
  return (
    <Sheet
      title={w('trend.title')}
      stage="trends"
      acts={
        <Button look="quiet" icon="back" href="/attendance/months">
          {t('action.back')}
        </Button>
      }
    >
      <div class="findrow">
        <Picks
          label={w('trend.measure')}
          choices={measures.map((value) => ({ value, label: w(`trend.${value}`) }))}
          value={measure.value}
          onPick={(value) => (measure.value = value)}
        />
        <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
      </div>
      <ErrorLine error={failed.value} onRetry={again} />
      {!may && <Empty icon="calendar">{ow('list.signIn')}</Empty>}
      {may && trends === undefined && failed.value === undefined && <Empty icon="calendar">{w('list.waits')}</Empty>}
      {trends !== undefined && <Charts trends={trends} measure={measure.value} typed={typed.value} />}
    </Sheet>
  );
}

interface ChartsProps {
  readonly trends: Trends;
  readonly measure: Measure;
  /** Who is looked for: then the departments step back. */
  readonly typed: string;
}

function Charts({ trends: { months, rows }, measure, typed }: ChartsProps) {
  const newest = months.at(-1) ?? '';
  const people = findPerson(rows, typed)
    .map(
      (row): Bars => ({
        key: String(row.personId),
        name: showName(row.name),
        href: `/attendance/month/${row.personId}/${newest}`,
        values: row.points.map((point) => point[measure]),
      }),
    )
    .sort((a, b) => sumOf(b.values) - sumOf(a.values));
  return (
    <div class="charts">
      <ul>
        <li class="head" aria-hidden="true">
          <span />
          {months.map((month) => (
            <span key={month} class="label">
              {shortMonthName(month)}
            </span>
          ))}
        </li>
        {typed.trim() === '' && <Group bars={departmentsOf(rows, measure)} months={months} />}
        <Group bars={people} months={months} />
        {people.length === 0 && <li class="label">{t('find.nobody')}</li>}
      </ul>
    </div>
  );
}

/** The bars of one group are drawn to one scale. */
function Group({ bars, months }: { readonly bars: readonly Bars[]; readonly months: readonly string[] }) {
  const most = Math.max(1, ...bars.flatMap(({ values }) => values));
  return (
    <>
      {bars.map(({ key, name, href, values }) => {
        const drawn = (
          <>
            <b>{name}</b>
            {values.map((value, at) => (
              <span key={months[at]} class="pillar">
                <span class={value > 0 ? '' : 'label'}>{value}</span>
                <i style={{ height: `${(value / most) * 100}%` }} />
              </span>
            ))}
          </>
        );
        return <li key={key}>{href === undefined ? <div>{drawn}</div> : <Link href={href}>{drawn}</Link>}</li>;
      })}
    </>
  );
}

function departmentsOf(rows: readonly TrendRow[], measure: Measure): Bars[] {
  const names = [...new Set(rows.map(({ department }) => department))].sort();
  return names.map((name) => {
    const own = rows.filter(({ department }) => department === name);
    const months = own[0]?.points.length ?? 0;
    const values = Array.from({ length: months }, (_, at) =>
      sumOf(own.map(({ points }) => points[at]?.[measure] ?? 0)),
    );
    return { key: `department/${name}`, name, values };
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
