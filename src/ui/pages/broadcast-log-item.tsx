import type { LogActor, LogItem } from '../../broadcast/log.rules.ts';
import { command } from '../desk/api.ts';
import { useAsked } from '../desk/ask-again.ts';
import { mayDo } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { dateLine, secondOfDay, timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, Lamp, Pick, Sheet, type Tab, Track, type TrackSegment } from '../kit/kit.ts';
import { kindWord } from '../words/journal-words.ts';
import { w } from '../words/log-words.ts';
import { t } from '../words/t.ts';
import { language, say } from '../words/words.ts';
import { actorText, lampOfLine, posts, said, zone } from './broadcast-log.tsx';
import { useDoing } from './lend-live.ts';

export interface LogItemSheetProps {
  readonly tabs: readonly Tab[];
  readonly id: string;
  readonly onBack: () => void;
  /** Shows only what this person had a hand in. */
  readonly onPerson: (person: LogActor) => void;
}

/** One item of the log: what was said, for whom, and every stretch of time in which it was heard. */
export function LogItemSheet({ tabs, id, onBack, onPerson }: LogItemSheetProps) {
  const { answer, failed, again } = useAsked<LogItem>(`/api/air/log/${id}`, { on: ['air'] });
  const doing = useDoing();
  const item = answer.value;
  const note = () =>
    doing.run('note', async () => {
      await command('POST', `/api/air/unheard/${id}/note`);
      onBack();
    });
  const airAgain = () =>
    doing.run('again', async () => {
      if (item?.again === 'call') {
        await command('POST', `/api/calls/${item.callId}/again`);
        await command('POST', `/api/air/unheard/${id}/note`);
      } else await command('POST', `/api/air/unheard/${id}/again`);
      onBack();
    });
  const dropped = item?.outcome === 'dropped' && item.noted === null && mayDo(...posts);
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast airitem scroll"
      acts={
        <>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t('action.back')}
          </Button>
          {dropped && (
            <Button push busy={doing.busy.value === 'note'} onPress={() => void note()}>
              {w('item.know')}
            </Button>
          )}
          {dropped && item.again !== null && (
            <Button look="main" icon="again" busy={doing.busy.value === 'again'} onPress={() => void airAgain()}>
              {w('item.again')}
            </Button>
          )}
        </>
      }
    >
      <ErrorLine error={doing.failed.value ?? failed.value} onRetry={again} />
      {item !== undefined && <Item item={item} onPerson={onPerson} />}
    </Sheet>
  );
}

function Item({ item, onPerson }: { readonly item: LogItem; readonly onPerson: (person: LogActor) => void }) {
  const people = [item.asked, item.approved, item.ended].filter((one) => one !== null);
  const named = people.filter(
    (one, at) => one.name !== null && people.findIndex(({ actor }) => actor === one.actor) === at,
  );
  return (
    <>
      <div class="head">
        <Lamp state={lampOfLine(item)} />
        <div>
          <h2>
            {say(item.title)} {item.number} · {say(item.told)}
          </h2>
          {item.says !== null && item.outcome !== 'waiting' && <p>{say(item.says)}</p>}
        </div>
      </div>
      <Heard item={item} />
      <div class="saidwords">
        {said(item).map((words) => (
          <p key={words}>{words}</p>
        ))}
      </div>
      <p class="facts">
        <span>{dateLine(item.requestedAtMs, zone(), language.value)}</span>
        <span>{w('item.asked', { who: actorText(item.asked) })}</span>
        {item.approved !== null && <span>{w('item.approved', { who: actorText(item.approved) })}</span>}
        {item.ended !== null && <span>{w('item.ended', { who: actorText(item.ended) })}</span>}
        <span>{w('item.rounds', { n: item.times })}</span>
        <span>
          {item.heardIn.length === 0
            ? w('item.everywhere')
            : w('item.zones', { zones: item.heardIn.map(say).join(' · ') })}
        </span>
        {item.noted !== null && (
          <span>{w('item.noted', { who: actorText(item.noted.by), at: timeOfDay(item.noted.atMs, zone()) })}</span>
        )}
      </p>
      {named.length > 0 && (
        <div class="picks">
          {named.map((person) => (
            <Pick key={person.actor} icon="user" onPress={() => onPerson(person)}>
              {w('item.only', { who: actorText(person) })}
            </Pick>
          ))}
        </div>
      )}
      <ol class="journalrows">
        {item.journal.map((row) => (
          <li key={row.seq}>
            <time>{secondOfDay(row.atMs, zone())}</time> <span>{kindWord(row.kind)}</span>
            <span class="label">{actorText(row.by)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** From the asking to the end, drawn to scale: quiet where it waited, tinted where it was heard. */
function Heard({ item }: { readonly item: LogItem }) {
  const fromMs = item.requestedAtMs;
  const lastMs = item.stretches.at(-1)?.endedAtMs ?? item.stretches.at(-1)?.startedAtMs ?? fromMs;
  const untilMs = Math.max(item.outcome === 'waiting' ? nowMs.value : (item.endedAtMs ?? lastMs), lastMs);
  return (
    <div class="heardline">
      <Track
        totalMs={untilMs - fromMs}
        segments={segmentsOf(item, fromMs, untilMs)}
        startLabel={secondOfDay(fromMs, zone())}
        endLabel={item.outcome === 'waiting' ? w('item.now') : secondOfDay(untilMs, zone())}
      />
      <ul>
        {item.stretches.map((one) => (
          <li key={one.startedAtMs}>
            {w('item.stretch', {
              from: secondOfDay(one.startedAtMs, zone()),
              until:
                one.endedAtMs === null
                  ? w(one.ending === null ? 'item.now' : 'item.unseen')
                  : secondOfDay(one.endedAtMs, zone()),
              n: one.rounds,
            })}
            {one.db !== 0 && <> · {w('item.level', { n: -one.db })}</>}
            {one.says !== null && <> · {say(one.says)}</>}
            {one.endedBy !== null && <> {actorText(one.endedBy)}</>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function segmentsOf(item: LogItem, fromMs: number, untilMs: number): TrackSegment[] {
  const segments: TrackSegment[] = [];
  let freeMs = fromMs;
  const add = (toMs: number, voice: boolean, label: string): void => {
    if (toMs > freeMs) segments.push({ startMs: freeMs - fromMs, durationMs: toMs - freeMs, voice, label });
    freeMs = Math.max(freeMs, toMs);
  };
  for (const one of item.stretches) {
    add(one.startedAtMs, false, w('item.waited'));
    add(one.endedAtMs ?? untilMs, true, w('item.aired'));
  }
  add(untilMs, false, w('item.waited'));
  return segments;
}
