import './months.css';
import { useSignal } from '@preact/signals';
import { Link } from 'wouter-preact';
import type { MonthRow } from '../../outcomes/view.rules.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FindField, Lamp, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/month-words.ts';
import { w as ow } from '../words/outcomes-words.ts';
import { t } from '../words/t.ts';
import { attendanceTabs } from './attendance-tabs.ts';
import { SaveSheet } from './months-save.tsx';
import { monthName, recentMonths } from './outcomes-state.ts';

const everybody = '';
const explained = ['late', 'missed', 'absent', 'leave'] as const;
/** Days that are numbered over the columns. */
const numbered = [1, 5, 10, 15, 20, 25, 30];

/** The months of a department: people by days, each day in its colour and with its sign. */
export function MonthsPage() {
  const [newest = ''] = recentMonths();
  const chosen = useSignal<string | undefined>(undefined);
  const department = useSignal(everybody);
  const saving = useSignal(false);
  const typed = useSignal('');
  const month = chosen.value ?? newest;
  const may = mayDo('shift-lead', 'supervisor', 'hr');
  const { answer, failed, again } = useAsked<readonly MonthRow[]>(may ? `/api/outcomes/months?month=${month}` : '', {
    on: ['outcome'],
  });
  const rows = answer.value;
  const departments = [...new Set(rows?.map((row) => row.department))].filter((name) => name !== '').sort();
  const ofIt = (rows ?? []).filter((row) => department.value === everybody || row.department === department.value);
  const shown = findPerson(ofIt, typed.value);
  if (saving.value)
    return <SaveSheet month={month} department={department.value} onBack={() => (saving.value = false)} />;
  return (
    <Sheet
      tabs={attendanceTabs('/attendance/months')}
      stage="months"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {may && <Legend />}
          {may ? (
            <>
              {mayDo('supervisor', 'hr') && (
                <Button push onPress={() => (saving.value = true)}>
                  {w('act.save')}
                </Button>
              )}
              <Button push={!mayDo('supervisor', 'hr')} href="/attendance/trends">
                {w('act.trends')}
              </Button>
            </>
          ) : (
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
            <div class="choices">
              <Picks
                label={ow('list.month')}
                choices={recentMonths().map((value) => ({ value, label: monthName(value) }))}
                value={month}
                onPick={(value) => (chosen.value = value)}
              />
              {departments.length > 1 && (
                <Picks
                  label={w('list.department')}
                  choices={[everybody, ...departments].map((value) => ({ value, label: value || w('list.all') }))}
                  value={department.value}
                  onPick={(value) => (department.value = value)}
                />
              )}
            </div>
            <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
          </div>
          <ErrorLine error={failed.value} onRetry={again} />
          {rows === undefined && failed.value === undefined && <Empty icon="calendar">{w('list.waits')}</Empty>}
          {rows?.length === 0 && <Empty icon="calendar">{w('list.nobody')}</Empty>}
          {ofIt.length > 0 && shown.length === 0 && <Empty icon="find">{t('find.nobody')}</Empty>}
          {shown.length > 0 && <Matrix rows={shown} month={month} />}
        </>
      ) : (
        <Empty icon="calendar">{ow('list.signIn')}</Empty>
      )}
    </Sheet>
  );
}

function Matrix({ rows, month }: { readonly rows: readonly MonthRow[]; readonly month: string }) {
  const days = rows[0]?.states.length ?? 0;
  return (
    <div class="matrix" style={{ '--days': days }}>
      <div class="head" aria-hidden="true">
        <span />
        {Array.from({ length: days }, (_, at) => (
          <span key={`day${at}`}>{numbered.includes(at + 1) ? at + 1 : ''}</span>
        ))}
        <span />
      </div>
      <ul>
        {rows.map(({ personId, name, states, undecided }) => (
          <li key={personId}>
            <Link href={`/attendance/month/${personId}/${month}`}>
              <b>{showName(name)}</b>
              {states.map((state, at) => (
                <i key={`${personId}/${at}`} class={state}>
                  {w(`mark.${state}`)}
                </i>
              ))}
              <Lamp state={undecided > 0 ? 'need' : 'done'} />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Legend() {
  return (
    <p class="legend">
      {explained.map((state) => (
        <span key={state}>
          <i class={state}>{w(`mark.${state}`)}</i>
          {w(`key.${state}`)}
        </span>
      ))}
    </p>
  );
}
