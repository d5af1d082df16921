import { useSignal } from '@preact/signals';
import type { UndatedListed, WaitingListed } from '../../attendance/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, FormRow, Pick, Sheet, TextField } from '../kit/kit.ts';
import { w } from '../words/attendance-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';

const whys = ['attendance.whyLate', 'attendance.whyClosed', 'attendance.whyIll'] as const;
const longestWhy = 200;
const at = (ms: number): string => timeOfDay(ms, desk.value?.timeZone ?? 'UTC');

/** Who has tapped out of a manned post and is not relieved; a supervisor lets them go. */
export function WaitingForRelief({ onLetGo }: { readonly onLetGo: (wait: WaitingListed) => void }) {
  const { answer, failed, again } = useAsked<readonly WaitingListed[]>('/api/punches/waiting', {
    on: ['punch', 'attendance'],
  });
  return (
    <>
      <ErrorLine error={failed.value} onRetry={again} />
      {(answer.value?.length ?? 0) > 0 && (
        <ul class="waiting">
          {answer.value?.map((wait) => (
            <li key={wait.punchId}>
              <div>
                <b>
                  {showName(wait.name)} <span class="wait">{w('attendance.waitingFor', { post: say(wait.post) })}</span>
                </b>
                <span class="label">
                  {w('attendance.readyBy', { at: at(wait.atMs), ready: at(wait.readyByMs), clause: wait.clause })}
                </span>
              </div>
              {mayDo('supervisor') && <Button onPress={() => onLetGo(wait)}>{w('attendance.letGo')}</Button>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Punches whose time nobody can find any more; only who is signed in is asked to see to them. */
export function UndatedPunches() {
  const signedIn = session.value !== null;
  const { answer } = useAsked<readonly UndatedListed[]>(signedIn ? '/api/punches/undated' : '', { on: ['attendance'] });
  const punches = answer.value ?? [];
  if (!signedIn || punches.length === 0) return null;
  return (
    <details>
      <summary>{w('attendance.undated', { n: punches.length })}</summary>
      <p class="label">{w('attendance.undatedNote')}</p>
      <ul>
        {punches.map((punch) => (
          <li key={punch.punchId}>
            <b>{showName(punch.name)}</b>
            <span class="label">{w('attendance.said', { at: at(punch.saidMs) })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Asks a supervisor why somebody leaves without a relief. */
export function LetGo({ wait, onDone }: { readonly wait: WaitingListed; readonly onDone: () => void }) {
  const doing = useDoing();
  const why = useSignal('');
  const letGo = async (): Promise<void> => {
    const reason = why.value.trim();
    const done = await doing.run('let-go', () => command('POST', `/api/punches/${wait.punchId}/let-go`, { reason }));
    if (done) onDone();
  };
  return (
    <Sheet
      title={w('attendance.letGoTitle')}
      stage="letgo"
      acts={
        <>
          <Button look="quiet" onPress={onDone}>
            {t('action.cancel')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={why.value.trim() === ''}
            onPress={() => void letGo()}
          >
            {w('attendance.letGoDo')}
          </Button>
        </>
      }
    >
      <h2>
        {showName(wait.name)} <span class="label">{w('attendance.waitingFor', { post: say(wait.post) })}</span>
      </h2>
      <p class="label">{w('attendance.letGoNote')}</p>
      <FormRow label={w('attendance.why')}>
        <div class="picks">
          {whys.map((key) => (
            <Pick key={key} pressed={why.value === w(key)} onPress={() => (why.value = w(key))}>
              {w(key)}
            </Pick>
          ))}
        </div>
      </FormRow>
      <FormRow label="">
        <TextField
          label={w('attendance.why')}
          hideLabel
          placeholder={w('attendance.whyOther')}
          maxLength={longestWhy}
          value={why.value}
          onInput={(value) => (why.value = value)}
        />
      </FormRow>
      <ErrorLine error={doing.failed.value} />
    </Sheet>
  );
}
