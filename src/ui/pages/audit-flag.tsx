import './audit.css';
import { useSignal } from '@preact/signals';
import { useParams } from 'wouter-preact';
import type { FlagDecisionView, FlagView } from '../../proxy-audit/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, FactRow, Facts, Icon, Sheet } from '../kit/kit.ts';
import { w } from '../words/audit-words.ts';
import { t } from '../words/t.ts';
import { clauseWords, say } from '../words/words.ts';
import { SignInFirst } from './audit.tsx';
import { DismissSheet, ProposeSheet } from './audit-decide.tsx';
import { auditors, daysOf, factsOf, momentOf, namesOf, verdictWords } from './audit-state.ts';
import { useDoing } from './lend-live.ts';

/** One flag: what speaks for it, and what is decided. */
export function AuditFlagPage() {
  const { id = '' } = useParams<{ id: string }>();
  return mayDo(...auditors) ? <Flag key={id} id={id} /> : <SignInFirst />;
}

function Flag({ id }: { readonly id: string }) {
  const path = `/api/proxy-audit/flags/${id}`;
  const { answer, failed, again } = useAsked<FlagView>(path, { on: ['audit'] });
  const doing = useDoing();
  const chosen = useSignal<readonly number[]>([]);
  const shown = useSignal(1);
  const step = useSignal<'view' | 'dismiss' | 'propose'>('view');
  const printed = useSignal(false);
  const flag = answer.value;
  const decide = async (body: object): Promise<void> => {
    const done = await doing.run('decide', () =>
      command('POST', `${path}/decisions`, { ...body, shown: flag?.evidence.length ?? 0 }),
    );
    again();
    if (!done) return;
    step.value = 'view';
    chosen.value = [];
  };
  const back = (): void => {
    step.value = 'view';
    doing.failed.value = undefined;
  };
  if (flag === undefined)
    return (
      <Sheet title="" stage="audit" acts={<Back />}>
        <ErrorLine error={failed.value} onRetry={again} />
      </Sheet>
    );
  const picked = flag.evidence.length === 1 ? [1] : chosen.value;
  if (step.value === 'dismiss')
    return (
      <DismissSheet
        flag={flag}
        doing={doing}
        onBack={back}
        onDismiss={(reason) => void decide({ verdict: 'dismissed', reason })}
      />
    );
  if (step.value === 'propose')
    return (
      <ProposeSheet
        flag={flag}
        chosen={picked}
        doing={doing}
        onBack={back}
        onPropose={(withPersonId, reason) =>
          void decide({ verdict: 'absent', incidents: picked, withPersonId, reason })
        }
      />
    );
  const touch = (n: number): void => {
    shown.value = n;
    chosen.value = chosen.value.includes(n) ? chosen.value.filter((one) => one !== n) : [...chosen.value, n];
  };
  return (
    <Sheet
      title={w('one.title', { kind: w(`kind.${flag.kind}`), names: namesOf(flag.people) })}
      stage="audit one"
      acts={
        <>
          <Back />
          <Button
            icon="printer"
            busy={doing.busy.value === 'print'}
            onPress={() =>
              void doing.run('print', () => command('POST', `${path}/print`)).then((done) => (printed.value = done))
            }
          >
            {w('one.print')}
          </Button>
          {flag.mayDecide && (
            <>
              <Button onPress={() => (step.value = 'dismiss')}>{w('one.dismiss')}</Button>
              <Button look="main" push disabled={picked.length === 0} onPress={() => (step.value = 'propose')}>
                {picked.length === 0 ? w('one.proposeNone') : w('one.propose', { n: picked.length })}
              </Button>
            </>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      <div class="halves">
        <div class="left">
          <p class="label">{flag.mayDecide ? w('one.choose') : w('one.leadOnly')}</p>
          <ul class="incidents">
            {flag.evidence.map(({ n, day, apartMs }) => (
              <li key={n}>
                <button type="button" aria-pressed={picked.includes(n)} onClick={() => touch(n)}>
                  <span class="tick">{picked.includes(n) && <Icon name="check" />}</span>
                  <time>{day.slice(5)}</time>
                  <span class="label">{apartMs === null ? '' : w('one.apart', { n: apartMs / 1_000 })}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
        <Evidence flag={flag} n={shown.value} printed={printed.value} />
      </div>
    </Sheet>
  );
}

function Back() {
  return (
    <Button look="quiet" icon="back" href="/attendance/audit">
      {t('action.back')}
    </Button>
  );
}

function Evidence({ flag, n, printed }: { readonly flag: FlagView; readonly n: number; readonly printed: boolean }) {
  const incident = flag.evidence.find((one) => one.n === n) ?? flag.evidence[0];
  const closeDays = new Set(flag.evidence.map(({ day }) => day)).size;
  return (
    <article>
      {printed && <p class="label">{w('one.printed')}</p>}
      <h2>{incident?.day}</h2>
      <Facts>
        <FactRow
          state={flag.verdict === null ? 'need' : 'done'}
          note={flag.daysTogether === null ? '' : w('one.together', { n: flag.daysTogether, m: closeDays })}
        >
          {verdictWords(flag)} · {w('one.clause', { clause: flag.clause })}
        </FactRow>
        <FactRow state="off" note={clauseWords(flag.measure.clause)}>
          {say(flag.measure)}
        </FactRow>
        {flag.decisions.map((decision) => (
          <FactRow key={decision.decisionId} state="done" note={noteOf(decision)}>
            {decisionWords(decision)}
          </FactRow>
        ))}
        {incident !== undefined &&
          factsOf(incident, flag).map(({ text, note }) => (
            <FactRow key={text} state="off" {...(note === undefined ? {} : { note })}>
              {text}
            </FactRow>
          ))}
        {flag.earlier.map((earlier) => (
          <FactRow key={earlier.flagId} state="off" note={namesOf(earlier.people)}>
            {w('one.earlier', {
              kind: w(`kind.${earlier.kind}`),
              days: daysOf(earlier),
              verdict: verdictWords(earlier),
            })}
          </FactRow>
        ))}
      </Facts>
    </article>
  );
}

function decisionWords({ verdict, byName, atMs, reason, absences }: FlagDecisionView): string {
  const who = { name: showName(byName), at: momentOf(atMs) };
  if (verdict === 'dismissed') return w('one.dismissed', { ...who, reason });
  const days = [...new Set(absences.map(({ day }) => day.slice(5)))].join(' ');
  return w('one.absent', { ...who, days });
}

function noteOf({ verdict, reason, absences }: FlagDecisionView): string {
  if (verdict === 'dismissed') return '';
  const names = [...new Set(absences.map(({ name }) => showName(name)))].join(' ');
  return reason === '' ? names : `${names} · ${w('one.note', { reason })}`;
}
