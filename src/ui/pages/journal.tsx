import './journal.css';
import { useSignal } from '@preact/signals';
import type { ChainReport, JournalLine } from '../../journal/rules.ts';
import type { Person } from '../../staff/rules.ts';
import { get } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { showName } from '../desk/idle.ts';
import { dateLine, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, Lamp, Pick, Sheet } from '../kit/kit.ts';
import { kindWord, subjectWord, w } from '../words/journal-words.ts';
import { t } from '../words/t.ts';
import { language } from '../words/words.ts';

const pageSize = 50;

/** Who did what and when, newest first; and whether anybody has touched the record. */
export function JournalPage() {
  if (session.value === null || !mayDo('shift-lead', 'supervisor', 'hr'))
    return (
      <Sheet
        title={w('journal.title')}
        acts={
          <>
            <Button look="quiet" icon="back" href="/more">
              {t('action.back')}
            </Button>
            <Button look="main" push href="/sign-in">
              {t('bar.signIn')}
            </Button>
          </>
        }
      >
        <Empty icon="book">{session.value === null ? w('journal.signIn') : w('journal.notYours')}</Empty>
      </Sheet>
    );
  return <Lines />;
}

function Lines() {
  const subject = useSignal<string | undefined>(undefined);
  const before = useSignal<number | undefined>(undefined);
  const open = useSignal<number | undefined>(undefined);
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (subject.value !== undefined) query.set('subject', subject.value);
  if (before.value !== undefined) query.set('before', String(before.value));
  const { answer, failed, again } = useAsked<readonly JournalLine[]>(`/api/journal?${query}`);
  const people = useAsked<readonly Person[]>('/api/people');
  const chain = useSignal<ChainReport | 'checking' | undefined>(undefined);
  const refused = useSignal<unknown>(undefined);
  const lines = answer.value ?? [];
  const oldest = lines.at(-1)?.seq;

  const check = (): void => {
    chain.value = 'checking';
    refused.value = undefined;
    get<ChainReport>('/api/journal/chain').then(
      (report) => {
        chain.value = report;
      },
      (thrown: unknown) => {
        chain.value = undefined;
        refused.value = thrown;
      },
    );
  };
  const only = (wanted: string | undefined): void => {
    subject.value = wanted;
    before.value = undefined;
    open.value = undefined;
  };

  return (
    <Sheet
      title={w('journal.title')}
      stage="journal"
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {before.value !== undefined && (
            <Button onPress={() => (before.value = undefined)}>{w('journal.newest')}</Button>
          )}
          <Button disabled={lines.length < pageSize || oldest === undefined} onPress={() => (before.value = oldest)}>
            {w('journal.older')}
          </Button>
          <Button look="main" push icon="shield" busy={chain.value === 'checking'} onPress={check}>
            {w(chain.value === 'checking' ? 'journal.checking' : 'journal.check')}
          </Button>
        </>
      }
    >
      <div class="above">
        <ErrorLine error={refused.value ?? failed.value} onRetry={again} />
        <Chain report={chain.value} />
        {subject.value !== undefined && (
          <div class="picks">
            <Pick pressed onPress={() => only(undefined)}>
              {w('journal.only', { subject: subjectText(subject.value, people.answer.value) })}
            </Pick>
            <Pick onPress={() => only(undefined)}>{w('journal.all')}</Pick>
          </div>
        )}
      </div>
      {answer.value !== undefined && lines.length === 0 && <Empty icon="book">{w('journal.none')}</Empty>}
      <ol class="lines">
        {lines.map((line) => (
          <Line
            key={line.seq}
            line={line}
            people={people.answer.value}
            isOpen={open.value === line.seq}
            onTouch={() => (open.value = open.value === line.seq ? undefined : line.seq)}
            onOnly={() => only(line.subject)}
          />
        ))}
      </ol>
    </Sheet>
  );
}

function Chain({ report }: { readonly report: ChainReport | 'checking' | undefined }) {
  if (report === undefined || report === 'checking') return null;
  return (
    <div class={`chain ${report.whole ? 'done' : 'need'}`} role="status">
      <Lamp state={report.whole ? 'done' : 'need'} />
      {report.whole ? (
        <p>
          <b>{w('journal.whole', { n: report.rows })}</b>
          <span class="label">
            {w('journal.head')} <code>{report.head.replace(/(.{8})(?=.)/g, '$1 ')}</code>
          </span>
        </p>
      ) : (
        <b>{w('journal.broken', { n: report.brokenAt, why: w(`journal.why.${report.why}`) })}</b>
      )}
    </div>
  );
}

interface LineProps {
  readonly line: JournalLine;
  readonly people: readonly Person[] | undefined;
  readonly isOpen: boolean;
  readonly onTouch: () => void;
  readonly onOnly: () => void;
}

function Line({ line, people, isOpen, onTouch, onOnly }: LineProps) {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  return (
    <li>
      <button type="button" class="entry" aria-expanded={isOpen} onClick={onTouch}>
        <time>
          {timeOfDay(line.atMs, zone)}
          {line.clockQuality !== 'synchronised' && <span class="clock">{w(`journal.clock.${line.clockQuality}`)}</span>}
        </time>
        <b>{kindWord(line.kind)}</b>
        <span>{subjectText(line.subject, people)}</span>
        <span class="by">{actorText(line.actor, people)}</span>
      </button>
      {isOpen && (
        <div class="more">
          <p>
            {w('journal.row', { n: line.seq })} · {dateLine(line.atMs, zone, language.value)}
            {line.clockQuality !== 'synchronised' && ` · ${w(`journal.clock.${line.clockQuality}`)}`}
          </p>
          <code>
            {line.kind} · {line.subject}
          </code>
          <code>{JSON.stringify(line.body)}</code>
          <code>{line.hash}</code>
          <Pick onPress={onOnly}>{w('journal.only', { subject: subjectText(line.subject, people) })}</Pick>
        </div>
      )}
    </li>
  );
}

function nameOf(id: string, people: readonly Person[] | undefined): string {
  const person = people?.find((each) => String(each.id) === id);
  return person === undefined ? w('who.staff', { id }) : showName(person.name);
}

function actorText(actor: string, people: readonly Person[] | undefined): string {
  const [kind, id = ''] = actor.split(':');
  if (kind === 'staff') return nameOf(id, people);
  if (kind === 'device') return deviceText(id);
  if (kind === 'screen') return w('who.screen');
  return kind === 'system' ? w('who.system') : actor;
}

function subjectText(subject: string, people: readonly Person[] | undefined): string {
  const [kind, id = ''] = subject.split(':');
  if (kind === 'staff') return nameOf(id, people);
  return kind === 'device' ? deviceText(id) : subjectWord(subject);
}

// Of two devices of a kind the id says which.
function deviceText(id: string): string {
  const devices = desk.value?.devices ?? [];
  const found = devices.find((device) => device.id === id);
  if (found === undefined) return w('who.device', { id });
  const word = t(`device.${found.kind}`);
  return devices.filter(({ kind }) => kind === found.kind).length === 1 ? word : `${word} ${id}`;
}
