import './outcomes.css';
import { useSignal } from '@preact/signals';
import { Link, useParams } from 'wouter-preact';
import type { FindingView, MonthRow, MonthView } from '../../outcomes/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Lamp, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/outcomes-words.ts';
import { t } from '../words/t.ts';
import { attendanceTabs } from './attendance-tabs.ts';
import { useDoing } from './lend-live.ts';
import { FindingDetail, ReasonSheet } from './outcomes-finding.tsx';
import { findingWords, monthName, recentMonths } from './outcomes-state.ts';

/** Of whom something is still to be decided in a month. */
export function DecisionsPage() {
  const [newest = ''] = recentMonths();
  const chosen = useSignal<string | undefined>(undefined);
  const typed = useSignal('');
  const month = chosen.value ?? newest;
  const may = mayDo('shift-lead', 'supervisor', 'hr');
  const { answer, failed, again } = useAsked<readonly MonthRow[]>(may ? `/api/outcomes/months?month=${month}` : '', {
    on: ['outcome'],
  });
  const rows = findPerson(answer.value ?? [], typed.value).sort(
    (a, b) => b.undecided - a.undecided || a.staffNo.localeCompare(b.staffNo),
  );
  return (
    <Sheet
      tabs={attendanceTabs('/attendance/decisions')}
      stage="outcomes list"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {!may && (
            <Button look="main" push href="/sign-in">
              {t('bar.signIn')}
            </Button>
          )}
        </>
      }
    >
      {may ? (
        <>
          <div class="findrow">
            <Picks
              label={w('list.month')}
              choices={recentMonths().map((value) => ({ value, label: monthName(value) }))}
              value={month}
              onPick={(value) => (chosen.value = value)}
            />
            <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
          </div>
          <ErrorLine error={failed.value} onRetry={again} />
          {answer.value?.length === 0 && <Empty icon="calendar">{w('list.nobody')}</Empty>}
          {answer.value !== undefined && answer.value.length > 0 && rows.length === 0 && (
            <Empty icon="find">{t('find.nobody')}</Empty>
          )}
          <ul class="people">
            {rows.map((row) => (
              <li key={row.personId}>
                <Link href={`/attendance/decisions/${row.personId}/${month}`}>
                  <Lamp state={row.undecided > 0 ? 'need' : 'done'} />
                  <b>{showName(row.name)}</b>
                  <span class="sums">{sumsOf(row)}</span>
                  <span class={row.undecided > 0 ? 'need' : 'label'}>
                    {row.undecided > 0 ? w('list.undecided', { n: row.undecided }) : w('list.decided')}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Empty icon="calendar">{w('list.signIn')}</Empty>
      )}
    </Sheet>
  );
}

function sumsOf({ outcome, undecided }: MonthRow): string {
  const deducted = outcome.deductions.reduce((sum, { deductedMinutes }) => sum + deductedMinutes, 0);
  const sums = [
    ...(deducted > 0 ? [w('sum.deducted', { n: deducted })] : []),
    ...(outcome.absentDays > 0 ? [w('sum.absent', { n: outcome.absentDays })] : []),
    ...(outcome.reviews.length > 0 ? [w('sum.review')] : []),
  ];
  if (sums.length > 0) return sums.join(' · ');
  return w(undecided > 0 ? 'sum.look' : 'sum.clean');
}

/** What was found of one person's month, one after the other, each to stand or to be excused. */
export function PersonDecisionsPage() {
  const { id = '', month = '' } = useParams<{ id: string; month: string }>();
  const { answer, failed, again } = useAsked<MonthView>(`/api/outcomes/people/${id}?month=${month}`, {
    on: ['outcome', 'punch'],
  });
  const doing = useDoing();
  const touched = useSignal<string | undefined>(undefined);
  const excusing = useSignal(false);
  const view = answer.value;
  const findings = view?.days.flatMap((day) => day.findings).filter(({ consequence }) => consequence !== 'fact') ?? [];
  const shown =
    findings.find(({ key }) => key === touched.value) ?? findings.find(({ undecided }) => undecided) ?? findings[0];
  const decide = async (
    { key, minutes }: FindingView,
    verdict: 'stands' | 'excused',
    reason: string,
  ): Promise<void> => {
    const body = { findingKey: key, minutes, verdict, reason };
    const done = await doing.run(verdict, () => command('POST', `/api/outcomes/people/${id}/decisions`, body));
    if (!done) return;
    excusing.value = false;
    touched.value = undefined;
    again();
  };
  if (excusing.value && shown !== undefined)
    return (
      <ReasonSheet
        finding={shown}
        doing={doing}
        onBack={() => (excusing.value = false)}
        onExcuse={(reason) => void decide(shown, 'excused', reason)}
      />
    );
  const may = mayDo('supervisor', 'hr') && shown !== undefined;
  return (
    <Sheet
      title={view === undefined ? '' : w('one.title', { name: showName(view.name), month: monthName(month) })}
      stage="outcomes one"
      acts={
        <>
          <Button look="quiet" icon="back" href="/attendance/decisions">
            {t('action.back')}
          </Button>
          {may && (
            <>
              <Button onPress={() => (excusing.value = true)}>{w('one.excuse')}</Button>
              <Button
                look="main"
                push
                busy={doing.busy.value === 'stands'}
                onPress={() => void decide(shown, 'stands', '')}
              >
                {w('one.stands')}
              </Button>
            </>
          )}
        </>
      }
    >
      <ErrorLine error={failed.value ?? doing.failed.value} onRetry={again} />
      {view !== undefined && shown === undefined && <Empty icon="calendar">{w('one.nothing')}</Empty>}
      {view !== undefined && shown !== undefined && (
        <div class="halves">
          <ul class="findings">
            {findings.map((finding) => (
              <li key={finding.key}>
                <button
                  type="button"
                  aria-pressed={finding.key === shown.key}
                  onClick={() => (touched.value = finding.key)}
                >
                  <Lamp state={finding.undecided ? 'need' : finding.decision === null ? 'off' : 'done'} />
                  <time>{finding.day.slice(5)}</time>
                  <span>{findingWords(finding)}</span>
                </button>
              </li>
            ))}
          </ul>
          <FindingDetail finding={shown} month={view} />
        </div>
      )}
    </Sheet>
  );
}
