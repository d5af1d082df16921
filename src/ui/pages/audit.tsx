import './audit.css';
import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Link, useLocation } from 'wouter-preact';
import type { AuditWeek, DrawnPerson, DrawView, FlagRow } from '../../proxy-audit/view.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { findPerson, isMeant } from '../desk/find-person.ts';
import { showName } from '../desk/idle.ts';
import { isoDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, FindField, Lamp, Picks, Sheet } from '../kit/kit.ts';
import { w } from '../words/audit-words.ts';
import { t } from '../words/t.ts';
import { attendanceTabs } from './attendance-tabs.ts';
import { auditors, daysOf, deciders, momentOf, namesOf, timeAt, verdictWords } from './audit-state.ts';
import { useDoing } from './lend-live.ts';

/** What speaks for one having punched for another. */
export function AuditPage() {
  const may = mayDo(...auditors);
  const { answer, failed, again } = useAsked<readonly FlagRow[]>(may ? '/api/proxy-audit/flags' : '', {
    on: ['audit'],
  });
  const doing = useDoing();
  const found = useSignal<number | undefined>(undefined);
  const typed = useSignal('');
  const look = async (): Promise<void> => {
    await doing.run('look', async () => {
      found.value = (await command<{ found: number }>('POST', '/api/proxy-audit/flags')).found;
      again();
    });
  };
  if (!may) return <SignInFirst />;
  const shown = answer.value?.filter(({ people }) => people.some((person) => isMeant(person, typed.value)));
  return (
    <AuditSheet
      part="flags"
      typed={typed}
      act={
        <Button look="main" push icon="find" busy={doing.busy.value === 'look'} onPress={() => void look()}>
          {w('flags.look')}
        </Button>
      }
      note={
        found.value === undefined ? '' : found.value > 0 ? w('flags.found', { n: found.value }) : w('flags.nothing')
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {answer.value?.length === 0 && <Empty icon="find">{w('flags.none')}</Empty>}
      {answer.value !== undefined && answer.value.length > 0 && shown?.length === 0 && (
        <Empty icon="find">{t('find.nobody')}</Empty>
      )}
      <ul class="rows">
        {shown?.map((flag) => (
          <li key={flag.flagId}>
            <Link href={`/attendance/audit/flags/${flag.flagId}`}>
              <Lamp state={flag.verdict === null ? 'need' : flag.verdict === 'absent' ? 'wait' : 'done'} />
              <b>{namesOf(flag.people)}</b>
              <span class="what">
                {w(`kind.${flag.kind}`)} <span class="label">{daysOf(flag)}</span>
              </span>
              <span class={flag.verdict === null ? 'need' : 'label'}>{verdictWords(flag)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </AuditSheet>
  );
}

/** Who was drawn this week, and whether they were there. */
export function AuditWeekPage() {
  const may = mayDo(...auditors);
  const { answer, failed, again } = useAsked<AuditWeek>(may ? '/api/proxy-audit/week' : '', {
    on: ['audit', 'punch', 'attendance'],
  });
  const doing = useDoing();
  const note = useSignal('');
  const typed = useSignal('');
  const view = answer.value;
  const post = async (name: string, path: string, body: object | undefined): Promise<unknown> => {
    let got: unknown;
    await doing.run(name, async () => {
      got = await command('POST', `/api/proxy-audit/${path}`, body);
      again();
    });
    return got;
  };
  const check = async (list: DrawView, { personId }: DrawnPerson, seen: boolean): Promise<void> => {
    note.value = '';
    const path = `weeks/${list.week}/people/${personId}/checks`;
    const got = await post(`${personId} ${seen}`, path, { seen });
    if (isFlagged(got)) note.value = w('week.flagged');
  };
  if (!may) return <SignInFirst />;
  const list = view?.list ?? null;
  return (
    <AuditSheet
      part="week"
      typed={typed}
      note={note.value}
      act={
        <>
          {view !== undefined && list === null && mayDo(...deciders) && (
            <Button
              look="main"
              push
              icon="users"
              busy={doing.busy.value === 'draw'}
              onPress={() => void post('draw', 'week', undefined)}
            >
              {w('week.draw', { n: view.draws })}
            </Button>
          )}
          {list !== null && (
            <Button
              look="main"
              push
              icon="printer"
              busy={doing.busy.value === 'print'}
              onPress={() =>
                void post('print', `weeks/${list.week}/print`, undefined).then((got) => {
                  if (got !== undefined) note.value = w('week.printed');
                })
              }
            >
              {w('week.print')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {view !== undefined && list === null && <Empty icon="users">{w('week.notYet', { week: view.week })}</Empty>}
      {list !== null && (
        <>
          <p class="drawn">
            <Lamp state={list.agrees ? 'done' : 'need'} />
            <span>
              {w('week.head', { week: list.week, people: list.people })}{' '}
              <span class="label">
                {w('week.seed', { seed: list.seed, name: showName(list.byName), at: momentOf(list.atMs) })}{' '}
                {w(list.agrees ? 'week.agrees' : 'week.differs')}
              </span>
            </span>
          </p>
          <ul class="rows">
            {findPerson(list.drawn, typed.value).map((person) => (
              <DrawnRow
                key={person.personId}
                person={person}
                busy={doing.busy.value}
                onCheck={(seen) => void check(list, person, seen)}
              />
            ))}
          </ul>
        </>
      )}
    </AuditSheet>
  );
}

interface DrawnRowProps {
  readonly person: DrawnPerson;
  readonly busy: string | undefined;
  readonly onCheck: (seen: boolean) => void;
}

function DrawnRow({ person, busy, onCheck }: DrawnRowProps) {
  const { personId, name, staffNo, department, roster, here, checks } = person;
  const today = isoDay(nowMs.value, desk.value?.timeZone ?? 'UTC');
  const rests = roster.find(({ day }) => day === today)?.shifts.length === 0;
  const last = checks.at(-1);
  const isSelf = session.value?.staffNo === staffNo;
  return (
    <li class="person">
      <Lamp state={last === undefined ? 'off' : last.seen ? 'done' : last.punchedIn ? 'need' : 'wait'} />
      <span>
        <b>{showName(name)}</b>{' '}
        <span class="label">
          {staffNo} {department} · {w(here ? 'week.here' : rests ? 'week.rest' : 'week.notHere')}
          {last !== undefined &&
            ` · ${w(last.seen ? 'week.checkSeen' : 'week.checkNot', {
              at: isoDay(last.atMs, desk.value?.timeZone ?? 'UTC') === today ? timeAt(last.atMs) : momentOf(last.atMs),
            })}`}
        </span>
      </span>
      {isSelf ? (
        <span class="label">{w('week.self')}</span>
      ) : (
        <span class="pair">
          <Button busy={busy === `${personId} true`} onPress={() => onCheck(true)}>
            {w('week.seen')}
          </Button>
          <Button busy={busy === `${personId} false`} onPress={() => onCheck(false)}>
            {w('week.notThere')}
          </Button>
        </span>
      )}
    </li>
  );
}

interface AuditSheetProps {
  readonly part: 'flags' | 'week';
  /** Whom one looks for. */
  readonly typed: Signal<string>;
  readonly act: ComponentChildren;
  readonly note: string;
  readonly children: ComponentChildren;
}

function AuditSheet({ part, typed, act, note, children }: AuditSheetProps) {
  const [, go] = useLocation();
  return (
    <Sheet
      tabs={attendanceTabs('/attendance/audit')}
      stage="audit"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <span class="label" role="status">
            {note}
          </span>
          {act}
        </>
      }
    >
      <div class="findrow">
        <Picks
          label={w('part.flags')}
          choices={(['flags', 'week'] as const).map((value) => ({ value, label: w(`part.${value}`) }))}
          value={part}
          onPick={(value) => go(value === 'flags' ? '/attendance/audit' : '/attendance/audit/week')}
        />
        <FindField value={typed.value} onInput={(text) => (typed.value = text)} />
      </div>
      <div class="list">{children}</div>
    </Sheet>
  );
}

/** Stands where the audit would be while nobody is signed in who may see it. */
export function SignInFirst() {
  return (
    <Sheet
      tabs={attendanceTabs('/attendance/audit')}
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          <Button look="main" push icon="user" href="/sign-in">
            {t('bar.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="find">{w('gate.signIn')}</Empty>
    </Sheet>
  );
}

function isFlagged(got: unknown): boolean {
  return typeof got === 'object' && got !== null && 'flagged' in got && got.flagged === true;
}
