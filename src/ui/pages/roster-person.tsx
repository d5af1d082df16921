import { useSignal } from '@preact/signals';
import { useParams } from 'wouter-preact';
import type { Employment } from '../../roster/rules.ts';
import type { PersonRoster, RosterChoices } from '../../roster/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { Button, ErrorLine, Sheet } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { useDoing } from './lend-live.ts';
import { day as dayOfMs } from './retention-state.ts';
import { EmploymentForm, NursingForm } from './roster-employment.tsx';
import { RosterGate } from './roster-parts.tsx';

/** Before anybody's first day. */
const always = '1970-01-01';

/** What holds for one person: department, post, pattern, probation, nursing hour, and everything ever said of it. */
export function RosterPersonPage() {
  const { id = '' } = useParams<{ id: string }>();
  return (
    <RosterGate tab="week">
      <One key={id} id={Number(id)} />
    </RosterGate>
  );
}

function One({ id }: { readonly id: number }) {
  const { answer, failed, again } = useAsked<PersonRoster>(`/api/roster/people/${id}`, { on: ['roster', 'staff'] });
  const choices = useAsked<RosterChoices>('/api/roster/choices').answer.value;
  const form = useSignal<'employment' | 'nursing' | undefined>(undefined);
  const doing = useDoing();
  const view = answer.value;
  const mayEmploy = mayDo('supervisor', 'hr');
  if (view !== undefined && choices !== undefined && form.value !== undefined) {
    const done = (): void => {
      form.value = undefined;
      again();
    };
    const Form = form.value === 'employment' ? EmploymentForm : NursingForm;
    return <Form view={view} choices={choices} onDone={done} onClose={() => (form.value = undefined)} />;
  }
  const takeBack = (what: 'employments' | 'nursing-hours', from: string): void =>
    void doing.run(`${what} ${from}`, async () => {
      await command('POST', `/api/roster/people/${id}/${what}/${from}/cancel`);
      again();
    });
  const patternOf = ({ patternId }: Employment): string => {
    const pattern = choices?.patterns.find((one) => one.id === patternId);
    return pattern === undefined ? patternId : w('person.patternOf', { pattern: say(pattern), clause: pattern.clause });
  };
  const post = choices?.posts.find((one) => one.id === view?.now.postId);
  const nursing = view?.nursing.filter(({ until, cancelled }) => !cancelled && until >= view.today) ?? [];
  return (
    <Sheet
      title={view === undefined ? w('tab.week') : showName(view.name)}
      stage="roster personone"
      acts={
        <>
          <Button look="quiet" icon="back" href="/roster">
            {t('action.back')}
          </Button>
          {mayEmploy && view !== undefined && (
            <>
              <Button onPress={() => (form.value = 'nursing')}>{w('person.nursingHour')}</Button>
              <Button look="main" push onPress={() => (form.value = 'employment')}>
                {w('person.transfer')}
              </Button>
            </>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {view !== undefined && (
        <div class="halves">
          <dl class="facts">
            <Fact label={w('person.department')}>{view.now.department}</Fact>
            <Fact label={w('person.pattern')}>{patternOf(view.now)}</Fact>
            <Fact label={w('person.post')}>
              {post === undefined
                ? w('person.noPost')
                : post.manned
                  ? w('person.manned', { post: say(post), clause: post.clause })
                  : say(post)}
            </Fact>
            <Fact label={w('person.grade')}>{w(`grade.${view.now.grade}`)}</Fact>
            <Fact label={w('person.joined')}>
              {view.joined === null || view.joined === always ? w('person.notSaid') : view.joined}
              {view.probation !== null && view.joined !== always && view.probation.until > view.today && (
                <span class="label">{w('person.probation', view.probation)}</span>
              )}
            </Fact>
            <Fact label={w('person.nursing')}>
              {nursing.length === 0
                ? w('person.noNursing')
                : nursing
                    .map(({ from, until, option }) =>
                      w('person.nursingOf', { from, until, option: w(`option.${option}`) }),
                    )
                    .join('；')}
            </Fact>
          </dl>
          <ul class="told">
            {view.employments.map((one) => (
              <Told
                key={`${one.from} ${one.atMs} ${one.cancelled}`}
                says={
                  one.from === always
                    ? w('person.always', { department: one.department, pattern: patternOf(one) })
                    : w('person.from', { from: one.from, department: one.department, pattern: patternOf(one) })
                }
                one={one}
                onTakeBack={mayEmploy && one.from !== always ? () => takeBack('employments', one.from) : undefined}
              />
            ))}
            {view.nursing.map((one) => (
              <Told
                key={`n ${one.from} ${one.atMs} ${one.cancelled}`}
                says={`${w('person.nursing')} ${w('person.nursingOf', { ...one, option: w(`option.${one.option}`) })}`}
                one={one}
                onTakeBack={mayEmploy ? () => takeBack('nursing-hours', one.from) : undefined}
              />
            ))}
          </ul>
        </div>
      )}
    </Sheet>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ToldProps {
  readonly says: string;
  readonly one: { readonly cancelled: boolean; readonly by: string; readonly atMs: number };
  readonly onTakeBack: (() => void) | undefined;
}

function Told({ says, one, onTakeBack }: ToldProps) {
  return (
    <li>
      <span>
        {says}
        <span class="label">
          {one.cancelled && `${w('person.taken')} · `}
          {w('person.toldBy', { name: showName(one.by), at: dayOfMs(one.atMs) })}
        </span>
      </span>
      {!one.cancelled && onTakeBack !== undefined && <Button onPress={onTakeBack}>{w('person.takeBack')}</Button>}
    </li>
  );
}
