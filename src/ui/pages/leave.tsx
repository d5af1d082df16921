import './leave.css';
import { useSignal } from '@preact/signals';
import { useLocation } from 'wouter-preact';
import type { Named } from '../../forms/view.rules.ts';
import type { LeaveAccount, LeaveKindSum } from '../../leave/rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo, session } from '../desk/desk.ts';
import { findPerson } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { Button, Empty, ErrorLine, FactRow, Facts, FindField, Lamp, Pick, Picks, Sheet, Stepper } from '../kit/kit.ts';
import { w } from '../words/leave-words.ts';
import { t } from '../words/t.ts';
import { say } from '../words/words.ts';
import { begin, dayAfter, daysOf, dayWords } from './forms-state.ts';
import { useDoing } from './lend-live.ts';

const mostHalfDays = 30;
const whys = ['carried', 'correction', 'award'] as const;

/** What somebody has of leave this year: their own, or anybody's at the desk; HR puts it right. */
export function LeavePage() {
  const own = session.value?.staffId;
  const personId = useSignal<number | undefined>(undefined);
  const shown = personId.value ?? own;
  const people = useAsked<readonly Named[]>(own === undefined ? '' : '/api/forms/people').answer.value ?? [];
  const day = useSignal<string | undefined>(undefined);
  const path = `/api/leave/${shown}${day.value === undefined ? '' : `?day=${day.value}`}`;
  const account = useAsked<LeaveAccount>(shown === undefined ? '' : path, { on: ['form', 'roster'] });
  const adjusting = useSignal(false);
  const typed = useSignal('');
  const found = findPerson(people, typed.value);
  const [, goTo] = useLocation();
  const now = account.answer.value;
  if (now !== undefined && adjusting.value)
    return <Adjust account={now} onBack={() => (adjusting.value = false)} onDone={account.again} />;
  return (
    <Sheet
      title={w('leave.title')}
      stage={`leave ${people.length > 1 ? 'with' : ''}`}
      acts={
        <>
          <Button look="quiet" icon="back" href="/forms">
            {t('action.back')}
          </Button>
          {now !== undefined && mayDo('hr') && (
            <Button onPress={() => (adjusting.value = true)}>{w('leave.adjust')}</Button>
          )}
          {own === undefined ? (
            <Button look="main" push icon="user" href="/sign-in">
              {t('bar.signIn')}
            </Button>
          ) : (
            <Button
              look="main"
              push
              icon="plus"
              onPress={() => {
                begin({ kind: 'leave', leaveKind: 'annual', personId: shown === own ? undefined : shown });
                goTo('/forms/fill');
              }}
            >
              {w('leave.new')}
            </Button>
          )}
        </>
      }
    >
      {own === undefined && <Empty icon="calendar">{w('leave.signIn')}</Empty>}
      {people.length > 1 && (
        <section class="people">
          <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
          {found.length === 0 && <p class="label">{t('find.nobody')}</p>}
          <Picks
            label={w('leave.who')}
            choices={found.map(({ id, name }) => ({ value: id, label: showName(name) }))}
            value={shown}
            onPick={(id) => (personId.value = id)}
          />
        </section>
      )}
      <section class="account">
        <ErrorLine error={account.failed.value} onRetry={account.again} />
        {now !== undefined && <Account account={now} onYear={(of) => (day.value = of)} />}
      </section>
    </Sheet>
  );
}

interface AccountProps {
  readonly account: LeaveAccount;
  /** Another year: the one a day is in. */
  readonly onYear: (day: string) => void;
}

function Account({ account, onYear }: AccountProps) {
  const {
    year,
    joined,
    entitled,
    halfDayHours,
    adjusted,
    used,
    pending,
    left,
    expiring,
    availableFrom,
    clause,
    kinds,
  } = account;
  return (
    <>
      <div class="left">
        <p>
          <span>{w('leave.left')}</span>
          <b>{daysOf(left)}</b>
          <span>{w('leave.unit')}</span>
        </p>
        <Pick icon="back" label={w('leave.earlier')} onPress={() => onYear(dayAfter(year.from, -1))} />
        <Pick icon="next" label={w('leave.later')} onPress={() => onYear(dayAfter(year.until, 1))} />
      </div>
      <p>
        {[
          w('leave.entitled', { n: daysOf(entitled) }),
          ...(adjusted === 0 ? [] : [w('leave.adjusted', { n: daysOf(adjusted) })]),
          w('leave.used', { n: daysOf(used) }),
          w('leave.pending', { n: daysOf(pending) }),
        ].join(' · ')}
        <span class="label">
          {[
            w('leave.year', { from: year.from, until: year.until }),
            joined === null ? w('leave.noJoined') : w('leave.joined', { day: joined, n: year.served }),
            w('leave.half', { n: halfDayHours }),
            w('leave.clause', { clause }),
          ].join(' · ')}
        </span>
      </p>
      <Facts>
        {expiring > 0 && (
          <FactRow state="wait">{w('leave.expiring', { n: daysOf(expiring), day: dayWords(year.until) })}</FactRow>
        )}
        {availableFrom !== null && <FactRow state="wait">{w('leave.from', { day: dayWords(availableFrom) })}</FactRow>}
      </Facts>
      <ul class="kinds">
        {kinds
          .filter(({ leaveKind }) => leaveKind !== 'annual')
          .map((kind) => (
            <li key={kind.leaveKind}>
              <b>{say(kind)}</b>
              <span class="label">
                {[w(`leave.${kind.counts}`), w('leave.pay', { n: kind.pay }), leastOf(kind)].join(' · ')}
              </span>
              <span>{w('leave.days', { n: daysOf(kind.used + kind.pending) })}</span>
              {kind.pending + kind.documents > 0 && <Open kind={kind} />}
            </li>
          ))}
      </ul>
    </>
  );
}

const leastOf = ({ unit }: LeaveKindSum): string => w('leave.least', { n: daysOf(unit) });

/** What of a kind waits for signatures or for documents. */
function Open({ kind: { pending, documents, seen } }: { readonly kind: LeaveKindSum }) {
  return (
    <span class="open">
      <Lamp state={pending === 0 && seen === documents ? 'done' : 'wait'} />
      {[
        ...(pending === 0 ? [] : [w('leave.ofThem', { n: daysOf(pending) })]),
        ...(documents === 0 ? [] : [w('leave.papers', { seen, n: documents })]),
      ].join(' · ')}
    </span>
  );
}

interface AdjustProps {
  readonly account: LeaveAccount;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

function Adjust({ account, onBack, onDone }: AdjustProps) {
  const halfDays = useSignal(2);
  const why = useSignal<string | undefined>(undefined);
  const doing = useDoing();
  const save = (): void =>
    void doing.run('adjust', async () => {
      const body = { day: account.year.from, halfDays: halfDays.value, reason: why.value };
      await command('POST', `/api/leave/${account.personId}/adjust`, body);
      onDone();
      onBack();
    });
  return (
    <Sheet
      title={w('leave.adjust')}
      stage="leave adjust"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          <Button
            look="main"
            push
            busy={doing.busy.value !== undefined}
            disabled={halfDays.value === 0 || why.value === undefined}
            onPress={save}
          >
            {w('leave.save')}
          </Button>
        </>
      }
    >
      <ErrorLine error={doing.failed.value} />
      <span class="label">{w('leave.by')}</span>
      <Stepper
        value={halfDays.value}
        text={w('leave.days', { n: `${halfDays.value > 0 ? '+' : ''}${daysOf(halfDays.value)}` })}
        min={-mostHalfDays}
        max={mostHalfDays}
        onChange={(value) => (halfDays.value = value)}
      />
      <span class="label">{w('leave.why')}</span>
      <Picks
        label={w('leave.why')}
        choices={whys.map((one) => ({ value: w(`leave.why.${one}`), label: w(`leave.why.${one}`) }))}
        value={why.value}
        onPick={(value) => (why.value = value)}
      />
    </Sheet>
  );
}
