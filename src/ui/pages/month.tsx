import { useSignal } from '@preact/signals';
import { useLocation, useParams } from 'wouter-preact';
import type { MonthView } from '../../outcomes/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Acts, Button, Empty, ErrorLine, Lamp, Pick, Sheet } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { t } from '../words/t.ts';
import { monthBeside, monthTitle, thisMonth } from './month-cells.ts';
import { DayDetail, MonthCalendar, MonthSums } from './month-picture.tsx';
import { findingWords } from './outcomes-state.ts';

/** A month of one person: the calendar, what it comes to, and any day of it with its punches, roster line, findings and forms. */
export function MonthPage() {
  const { id = '', month = '' } = useParams<{ id: string; month: string }>();
  const [, go] = useLocation();
  const signedIn = session.value !== null;
  const { answer, failed, again } = useAsked<MonthView>(signedIn ? `/api/outcomes/people/${id}?month=${month}` : '', {
    on: ['outcome', 'punch', 'attendance'],
  });
  const touched = useSignal<string | undefined>(undefined);
  const chosen = touched.value?.startsWith(month) ? touched.value : undefined;
  // What was asked for by somebody who signed out since is shown to nobody.
  const view = signedIn ? answer.value : undefined;
  const step = (by: number): void => go(`/attendance/month/${id}/${monthBeside(month, by)}`);
  return (
    <Sheet
      title={view === undefined ? '' : w('title.one', { name: showName(view.name), month: monthTitle(view.month) })}
      stage="monthpage"
      barExtra={
        <span class="monthsteps">
          <Pick onPress={() => step(-1)}>{w('step.before')}</Pick>
          <Pick disabled={month >= thisMonth()} onPress={() => step(1)}>
            {w('step.after')}
          </Pick>
        </span>
      }
    >
      {view === undefined ? (
        <Empty icon="calendar">{signedIn ? '' : w('look.signIn')}</Empty>
      ) : (
        <MonthCalendar
          view={view}
          chosen={chosen}
          onChoose={(day) => (touched.value = day === chosen ? undefined : day)}
        />
      )}
      <div class="side">
        <ErrorLine error={failed.value} onRetry={again} />
        {view !== undefined && <Side view={view} chosen={chosen} onChoose={(day) => (touched.value = day)} />}
        <MonthActs view={view} chosen={chosen} onSums={() => (touched.value = undefined)} />
      </div>
    </Sheet>
  );
}

interface SideProps {
  readonly view: MonthView;
  readonly chosen: string | undefined;
  readonly onChoose: (day: string) => void;
}

/** What a month comes to, or the day that was touched. */
export function Side({ view, chosen, onChoose }: SideProps) {
  const day = view.days.find((one) => one.day === chosen);
  if (day !== undefined) return <DayDetail day={day} view={view} />;
  return (
    <div class="sums">
      <MonthSums view={view} />
      <ToLookAt view={view} onChoose={onChoose} />
    </div>
  );
}

function ToLookAt({ view, onChoose }: Omit<SideProps, 'chosen'>) {
  const open = view.days.flatMap(({ findings }) => findings).filter(({ undecided }) => undecided);
  const [first, ...others] = open;
  if (first === undefined) return <p class="look label">{w('look.none')}</p>;
  const absent = view.outcome.absentDays;
  return (
    <button type="button" class="look" onClick={() => onChoose(first.day)}>
      <Lamp state="need" />
      <span>
        {w('look', { n: Number(first.day.slice(-2)), what: findingWords(first) })}
        <span class="label">
          {[
            ...(others.length > 0 ? [w('look.more', { n: others.length })] : []),
            ...(absent > 0 ? [w('sum.absent', { n: absent })] : []),
            ...view.outcome.reviews.slice(0, 1).map(({ clause }) => w('sum.review', { clause })),
          ].join(' · ')}
        </span>
      </span>
    </button>
  );
}

interface MonthActsProps {
  readonly view: MonthView | undefined;
  readonly chosen: string | undefined;
  readonly onSums: () => void;
}

function MonthActs({ view, chosen, onSums }: MonthActsProps) {
  const open = view?.days.flatMap(({ findings }) => findings).filter(({ undecided }) => undecided).length ?? 0;
  const decides =
    view !== undefined && open > 0 && mayDo('supervisor', 'hr') && view.personId !== session.value?.staffId;
  const leads = mayDo('shift-lead', 'supervisor', 'hr');
  return (
    <Acts>
      <Button look="quiet" icon="back" href={leads ? '/attendance/months' : '/attendance'}>
        {t('action.back')}
      </Button>
      {chosen !== undefined ? (
        <Button push onPress={onSums}>
          {w('act.sums')}
        </Button>
      ) : (
        decides && (
          <Button look="main" push href={`/attendance/decisions/${view.personId}/${view.month}`}>
            {w('act.decide', { n: open })}
          </Button>
        )
      )}
    </Acts>
  );
}
