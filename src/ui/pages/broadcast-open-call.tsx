import { useComputed, useSignal } from '@preact/signals';
import type { FollowedCall, StepView } from '../../broadcast/follow-up.rules.ts';
import type { AnnouncementView } from '../../broadcast/rules.ts';
import { desk } from '../desk/desk.ts';
import { browserMs, nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, FactRow, Facts, Lamp, Pick, Sheet, type Tab } from '../kit/kit.ts';
import { w as bw } from '../words/broadcast-words.ts';
import { w } from '../words/call-words.ts';
import { say } from '../words/words.ts';
import { foundWord, useCallCommand } from './broadcast-air.tsx';
import { callsToldAt, clearForm, object, person, wantFresh } from './broadcast-state.ts';

const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';
const msPerSecond = 1000;
const secondsPerMinute = 60;

function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / msPerSecond));
  return `${Math.floor(seconds / secondsPerMinute)}:${String(seconds % secondsPerMinute).padStart(2, '0')}`;
}

/** A call that is not on the air and not closed: since when it is sought, what to do next, and how to end it. */
export function OpenCallSheet({ tabs, call }: { readonly tabs: readonly Tab[]; readonly call: FollowedCall }) {
  const { failed, busy, run } = useCallCommand();
  // The clock of the screen turns once a second; what the service told is older by that much.
  const agoMs = useComputed(() => (nowMs.value === 0 ? 0 : browserMs() - callsToldAt.value));
  const last = call.airings.findLast((one) => one.state !== 'withdrawn' || one.follows === null);
  const form = call.kind === 'lost-person' ? person : object;
  const { elapsedMs, sure, steps } = call.next;
  const open = steps.filter(({ state }) => state !== 'done');
  const done = steps.filter(({ state }) => state === 'done');
  const wanted = useSignal(false);
  const showsDone = wanted.value && done.length > 0;
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast open"
      acts={
        <>
          <Button look="quiet" busy={busy.value} onPress={() => run(call.id, 'close')}>
            {bw('open.close')}
          </Button>
          <Button icon="again" busy={busy.value} onPress={() => run(call.id, 'again')}>
            {call.publicHeard || call.audience !== 'staff' ? bw('open.again') : w('open.public')}
          </Button>
          <Button
            onPress={() => {
              if (form.value.place === undefined) clearForm(call.kind);
              wantFresh(call.kind, true);
            }}
          >
            {bw('air.new')}
          </Button>
          <Button look="main" icon="check" push busy={busy.value} onPress={() => run(call.id, 'found')}>
            {foundWord(call.kind, call)}
          </Button>
        </>
      }
    >
      <div class="next">
        <p class="since">
          <span class="label">{elapsedMs === null ? w('open.notHeard') : w('open.since')}</span>
          {elapsedMs !== null && <b>{clockOf(elapsedMs + agoMs.value)}</b>}
          {!sure && (
            <span class="label unsure">
              <Lamp state="wait" />
              {w('open.unsure')}
            </span>
          )}
        </p>
        <ul class="todo">
          {showsDone &&
            done.map((step) => (
              <DoneStep
                key={step.id}
                step={step}
                busy={busy.value}
                onUndo={() => run(call.id, `steps/${step.id}/undo`)}
              />
            ))}
          {(showsDone ? [] : open).map((step) => (
            <Step
              key={step.id}
              step={step}
              agoMs={elapsedMs === null ? 0 : agoMs.value}
              busy={busy.value}
              onDo={() => run(call.id, step.heard === null ? `steps/${step.id}` : verbOf[step.heard])}
            />
          ))}
          {open.length === 0 && !showsDone && (
            <li>
              <Lamp state="done" />
              <span>{w('open.allDone')}</span>
            </li>
          )}
        </ul>
      </div>
      <div class="told">
        <span class="label">
          {call.number} · {timeOfDay(call.openedAtMs, zone())}
        </span>
        {call.ledgerNumber !== null && <span class="label">{w('open.ledger', { number: call.ledgerNumber })}</span>}
        <Facts>
          {last !== undefined && (
            <Outcome airing={last} heard={call.airings.reduce((sum, one) => sum + one.rounds, 0)} />
          )}
        </Facts>
        {done.length > 0 && (
          <>
            <span class="label">{doneLine(done)}</span>
            <Pick pressed={showsDone} onPress={() => (wanted.value = !showsDone)}>
              {w(showsDone ? 'open.showOpen' : 'open.showDone')}
            </Pick>
          </>
        )}
        <p>{call.script.zh}</p>
      </div>
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}

const verbOf = { staff: 'staff', public: 'again' } as const;

function doneLine(done: readonly StepView[]): string {
  const last = done.reduce((a, b) => ((b.doneAtMs ?? 0) >= (a.doneAtMs ?? 0) ? b : a));
  const at = timeOfDay(last.doneAtMs ?? 0, zone());
  return w('open.done', { n: done.length, what: say(last.says), by: last.by ?? '', at });
}

interface StepProps {
  readonly step: StepView;
  /** How old the answer is. */
  readonly agoMs: number;
  readonly busy: boolean;
  readonly onDo: () => void;
}

function Step({ step, agoMs, busy, onDo }: StepProps) {
  const leftMs = step.dueInMs - agoMs;
  const due = step.state === 'due' || (step.state === 'later' && leftMs <= 0);
  return (
    <li class={due ? 'due' : ''}>
      <Lamp state={due ? 'wait' : 'off'} />
      <span>{say(step.says)}</span>
      {!due && <time>{w('open.in', { left: clockOf(leftMs) })}</time>}
      <Pick disabled={busy} onPress={onDo}>
        {w(step.heard === null ? 'open.tick' : 'open.air')}
      </Pick>
    </li>
  );
}

interface DoneStepProps {
  readonly step: StepView;
  readonly busy: boolean;
  readonly onUndo: () => void;
}

/** What was ticked by hand can have been ticked by mistake; what was heard was heard. */
function DoneStep({ step, busy, onUndo }: DoneStepProps) {
  return (
    <li>
      <Lamp state="done" />
      <span>{say(step.says)}</span>
      <time>{w('open.doneBy', { by: step.by ?? '', at: timeOfDay(step.doneAtMs ?? 0, zone()) })}</time>
      {step.heard === null && (
        <Pick disabled={busy} onPress={onUndo}>
          {w('open.undo')}
        </Pick>
      )}
    </li>
  );
}

function Outcome({ airing, heard }: { readonly airing: AnnouncementView; readonly heard: number }) {
  if (airing.state === 'armed' || airing.state === 'on-air') return null;
  const state = airing.state === 'completed' ? 'done' : airing.state === 'failed' ? 'need' : 'wait';
  const why = airing.says === null ? {} : { note: say(airing.says) };
  return (
    <FactRow state={state} {...why}>
      {bw(`open.${airing.state}`, { n: heard })}
    </FactRow>
  );
}
