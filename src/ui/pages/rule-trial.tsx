import './rule-trial.css';
import { useSignal } from '@preact/signals';
import type { FigureChange } from '../../outcomes/trial.rules.ts';
import type { Trial } from '../../outcomes/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FormRow, Picks, Sheet, Stepper } from '../kit/kit.ts';
import { w } from '../words/rule-trial-words.ts';
import { t } from '../words/t.ts';
import { clauseWords } from '../words/words.ts';
import { attendanceTabs } from './attendance-tabs.ts';
import { useDoing } from './lend-live.ts';
import { recentMonths } from './outcomes-state.ts';

const choices = {
  lateDeducts: ['over', 'all'],
  lateAndEarly: ['summed', 'apart'],
  missedAtLimit: ['normal', 'absent'],
} as const;
const steppers = { monthLateMinutes: 120, absentOverMinutes: 240 } as const;
const spans = [1, 3, 6, 12] as const;
const minutesPerHour = 60;

type Rules = {
  readonly [Key in keyof typeof choices]: { readonly value: string; readonly clause: string };
} & { readonly [Key in keyof typeof steppers]: { readonly value: number; readonly clause: string } };

/** What a changed rule would have come to in past months, side by side; nothing is stored. */
export function RuleTrialPage() {
  const may = mayDo('supervisor', 'hr');
  const { answer, failed, again } = useAsked<Rules>(may ? '/api/outcomes/rules' : '');
  const changed = useSignal<Readonly<Record<string, string | number>>>({});
  const span = useSignal<number>(3);
  const found = useSignal<Trial | undefined>(undefined);
  const doing = useDoing();
  const rules = answer.value;
  const months = recentMonths(span.value + 1).slice(1);
  const set = (key: keyof Rules, value: string | number): void => {
    const { [key]: _, ...others } = changed.value;
    changed.value = String(rules?.[key].value) === String(value) ? others : { ...others, [key]: value };
  };
  const isSame = Object.keys(changed.value).length === 0;
  const run = (): Promise<unknown> =>
    doing.run('try', async () => {
      found.value = await command<Trial>('POST', '/api/outcomes/trial', { values: changed.value, months });
    });
  return (
    <Sheet
      tabs={attendanceTabs('/attendance/trial')}
      stage="ruletrial"
      acts={
        <>
          {found.value === undefined ? (
            <Button look="quiet" icon="back" href="/more">
              {t('action.back')}
            </Button>
          ) : (
            <Button look="quiet" icon="back" onPress={() => (found.value = undefined)}>
              {w('trial.again')}
            </Button>
          )}
          {!may && (
            <Button look="main" push href="/sign-in">
              {t('bar.signIn')}
            </Button>
          )}
          {may && found.value === undefined && (
            <Button
              look="main"
              push
              busy={doing.busy.value !== undefined}
              disabled={rules === undefined || isSame}
              onPress={() => void run()}
            >
              {w('trial.run')}
            </Button>
          )}
        </>
      }
    >
      {!may && <Empty icon="calendar">{w('trial.signIn')}</Empty>}
      <ErrorLine error={failed.value ?? doing.failed.value} onRetry={again} />
      {found.value !== undefined && <Found trial={found.value} />}
      {rules !== undefined && found.value === undefined && (
        <div class="rules">
          {(['lateDeducts', 'lateAndEarly', 'missedAtLimit'] as const).map((key) => (
            <FormRow key={key} label={w(`rule.${key}`)}>
              <Picks
                label={w(`rule.${key}`)}
                choices={choices[key].map((value) => ({ value: String(value), label: optionWord(key, value) }))}
                value={String(changed.value[key] ?? rules[key].value)}
                onPick={(value) => set(key, value)}
              />
              <span class="label">{clauseWords(rules[key].clause)}</span>
            </FormRow>
          ))}
          {(['monthLateMinutes', 'absentOverMinutes'] as const).map((key) => {
            const value = Number(changed.value[key] ?? rules[key].value);
            return (
              <FormRow key={key} label={w(`rule.${key}`)}>
                <Stepper
                  value={value}
                  text={w('rule.minutes', { n: value })}
                  min={key === 'absentOverMinutes' ? 5 : 0}
                  max={steppers[key]}
                  step={5}
                  onChange={(next) => set(key, next)}
                />
                <span class="label">{clauseWords(rules[key].clause)}</span>
              </FormRow>
            );
          })}
          <FormRow label={w('trial.months')}>
            <Picks
              label={w('trial.months')}
              choices={spans.map((n) => ({ value: n, label: w('trial.last', { n }) }))}
              value={span.value}
              onPick={(n) => (span.value = n)}
            />
          </FormRow>
          <p class="label">{w(isSame ? 'trial.first' : 'trial.note')}</p>
        </div>
      )}
    </Sheet>
  );
}

function optionWord(key: keyof typeof choices, value: string): string {
  switch (key) {
    case 'lateDeducts':
      return w(value === 'all' ? 'rule.lateDeducts.all' : 'rule.lateDeducts.over');
    case 'lateAndEarly':
      return w(value === 'apart' ? 'rule.lateAndEarly.apart' : 'rule.lateAndEarly.summed');
    case 'missedAtLimit':
      return w(value === 'absent' ? 'rule.missedAtLimit.absent' : 'rule.missedAtLimit.normal');
  }
}

function Found({ trial }: { readonly trial: Trial }) {
  const { rows, judged } = trial;
  if (rows.length === 0) return <Empty icon="calendar">{w('trial.same', { n: judged })}</Empty>;
  return (
    <>
      <h2>{w('trial.changed', { total: judged, n: rows.length })}</h2>
      <ul class="found">
        {rows.map((row) => (
          <li key={`${row.personId} ${row.month}`}>
            <b>{showName(row.name)}</b>
            <time>{row.month}</time>
            <span>
              {row.changes.map((change) => (
                <span key={change.what}>
                  {changeWords(change)} <span class="label">{clauseWords(change.clause)}</span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function changeWords({ what, before, after }: FigureChange): string {
  const per = what === 'worked' ? minutesPerHour : 1;
  const shown = (value: number): number => Math.round((value / per) * 10) / 10;
  return w(`change.${what}`, { before: shown(before), after: shown(after) });
}
