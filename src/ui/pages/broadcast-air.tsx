import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AirView, AnnouncementView, CallView } from '../../broadcast/rules.ts';
import { command } from '../desk/api.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, FactRow, Facts, Sheet, Steps, type Tab, Track } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { say } from '../words/words.ts';
import { SayLine, segmentsOf } from './broadcast-parts.tsx';
import { calls, clearForm, type FormKind, loadCalls, object, person, wantFresh } from './broadcast-state.ts';
import { clauseAt } from './spoken-clause.ts';

type OnAir = NonNullable<AirView['onAir']>;

const tickMs = 250;
const msPerSecond = 1000;
const zone = (): string => desk.value?.timeZone ?? 'Asia/Shanghai';

/** Loudness as drawn, percent; what has been said of the round is solid. */
const wave = [
  18, 42, 70, 55, 88, 64, 36, 58, 92, 74, 48, 30, 62, 84, 96, 70, 44, 28, 52, 78, 60, 34, 66, 90, 72, 46, 24, 40, 68,
  50,
];

/** Runs one command on a call and keeps what went wrong. */
function useCallCommand() {
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const done = useSignal<string | undefined>(undefined);
  const run = (callId: number, verb: 'found' | 'close' | 'again' | 'slip'): void => {
    failed.value = undefined;
    busy.value = true;
    command('POST', `/api/calls/${callId}/${verb}`)
      .then(() => {
        done.value = verb;
        return loadCalls();
      })
      .catch((thrown: unknown) => {
        failed.value = thrown;
      })
      .finally(() => {
        busy.value = false;
      });
  };
  return { failed, busy, done, run };
}

function foundWord(kind: CallView['kind'], call: CallView | undefined): string {
  if (kind === 'lost-object') return w('air.objectFound');
  return w(call !== undefined && !/[男女]孩/.test(call.script.zh) ? 'air.personFound' : 'air.childFound');
}

interface OnAirProps {
  readonly tabs: readonly Tab[];
  readonly onAir: OnAir;
  /** Whose page this is. */
  readonly kind: FormKind;
  /** Rounds that follow when these have ended. */
  readonly added: number;
  readonly atMs: number;
}

/** What is being said now, which round, and how to end it. */
export function OnAirSheet({ tabs, kind, onAir, added, atMs }: OnAirProps) {
  const { failed, busy, done, run } = useCallCommand();
  const position = useSignal(onAir.positionMs);
  const { timeline, times, callId } = onAir;
  useEffect(() => {
    const turn = (): void => {
      const sinceMs = timeline.totalMs === 0 ? 0 : browserMs() - atMs;
      position.value = Math.min(timeline.totalMs, onAir.positionMs + sinceMs);
    };
    turn();
    const timer = setInterval(turn, tickMs);
    return () => clearInterval(timer);
  }, [onAir.id, onAir.positionMs, timeline.totalMs, atMs, position]);

  const now = timeline.segments.findLast((segment) => segment.startMs <= position.value);
  const round = Math.min(times, now?.round ?? onAir.round);
  const own = timeline.segments.filter((segment) => segment.round === round && segment.kind !== 'gap');
  const first = own.at(0);
  const last = own.at(-1);
  const roundMs = (last?.startMs ?? 0) + (last?.durationMs ?? 0) - (first?.startMs ?? 0);
  const progress = roundMs === 0 ? 0 : Math.min(1, (position.value - (first?.startMs ?? 0)) / roundMs);
  const inGap = now?.kind === 'gap';
  const call = calls.value.find((one) => one.id === callId);
  const counter = mayDo('clerk', 'shift-lead', 'supervisor');
  return (
    <Sheet
      {...(tabs.find((tab) => tab.current) === undefined
        ? {}
        : { title: tabs.find((tab) => tab.current)?.label ?? '' })}
      stage="broadcast onair"
      acts={
        <>
          {callId !== null && counter && (
            <>
              <Button busy={busy.value} onPress={() => run(callId, 'again')}>
                {w('air.more')}
              </Button>
              <Button icon="printer" busy={busy.value || done.value === 'slip'} onPress={() => run(callId, 'slip')}>
                {w('air.slip')}
              </Button>
            </>
          )}
          {counter && (
            <Button look="quiet" onPress={() => wantFresh(kind, true)}>
              {w('air.new')}
            </Button>
          )}
          {callId !== null && kind !== 'service' && counter && (
            <Button look="main" icon="check" push busy={busy.value} onPress={() => run(callId, 'found')}>
              {foundWord(kind, call)}
            </Button>
          )}
          {session.value === null && (
            <Button look="main" icon="user" push href="/sign-in">
              {w('gate.signIn')}
            </Button>
          )}
        </>
      }
    >
      <Steps
        labels={Array.from({ length: times }, (_, at) => w('check.round', { n: at + 1 }))}
        now={inGap ? round : round - 1}
        progress={inGap ? 0 : progress}
      />
      <div class="speaking">
        <div class="wave" aria-hidden="true">
          {wave.map((percent, at) => (
            <i
              key={at}
              class={!inGap && at / wave.length < progress ? 'said' : ''}
              style={{ height: `${inGap ? 4 : percent}%` }}
            />
          ))}
        </div>
        <Spoken timeline={timeline} positionMs={position.value} round={round} />
      </div>
      {failed.value === undefined ? (
        <Track
          segments={segmentsOf(timeline)}
          totalMs={Math.max(1, timeline.totalMs)}
          positionMs={position.value}
          startLabel={
            timeline.totalMs === 0 || onAir.startedAtMs === null
              ? w('air.starting')
              : w('air.started', { at: timeOfDay(onAir.startedAtMs, zone()) })
          }
          endLabel={added > 0 ? w('air.added', { n: added }) : w('air.ducked')}
        />
      ) : (
        <ErrorLine error={failed.value} />
      )}
    </Sheet>
  );
}

function Spoken({ timeline, positionMs, round }: { timeline: OnAir['timeline']; positionMs: number; round: number }) {
  const now = timeline.segments.findLast((segment) => segment.startMs <= positionMs);
  const spoken = timeline.segments.filter((segment) => segment.round === round && segment.kind === 'speech');
  const segment = spoken.findLast((one) => one.startMs <= positionMs) ?? spoken[0];
  if (segment === undefined) return <p class="big">{w('air.starting')}</p>;
  if (now?.kind === 'gap') {
    const n = Math.ceil((now.startMs + now.durationMs - positionMs) / msPerSecond);
    return <p class="big quiet">{w('air.gap', { n, round: round + 1 })}</p>;
  }
  const { said, saying, next } = clauseAt(segment.text ?? '', (positionMs - segment.startMs) / segment.durationMs);
  return (
    <p class="big">
      <span class="said">{said}</span>
      <b>{saying}</b>
      {next}
    </p>
  );
}

/** A call that is not on the air and not closed: what became of it, and what to do. */
export function OpenCallSheet({ tabs, call }: { readonly tabs: readonly Tab[]; readonly call: CallView }) {
  const { failed, busy, done, run } = useCallCommand();
  // A round that was to follow and was taken back says nothing about the call.
  const last = call.airings.findLast((one) => one.state !== 'withdrawn' || one.follows === null);
  const heard = call.airings.reduce((sum, one) => sum + one.rounds, 0);
  const found = foundWord(call.kind, call);
  const form = call.kind === 'lost-person' ? person : object;
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast open"
      acts={
        <>
          <Button look="quiet" busy={busy.value} onPress={() => run(call.id, 'close')}>
            {w('open.close')}
          </Button>
          <Button icon="again" busy={busy.value} onPress={() => run(call.id, 'again')}>
            {w('open.again')}
          </Button>
          <Button
            onPress={() => {
              if (form.value.place === undefined) clearForm(call.kind);
              wantFresh(call.kind, true);
            }}
          >
            {w('air.new')}
          </Button>
          <Button look="main" icon="check" push busy={busy.value} onPress={() => run(call.id, 'found')}>
            {found}
          </Button>
        </>
      }
    >
      <div class="big">
        <p>{call.script.zh}</p>
      </div>
      <Facts>
        {last !== undefined && <Outcome airing={last} heard={heard} />}
        <FactRow state="off">{w('open.next', { found })}</FactRow>
      </Facts>
      <div class="under">
        <span class="label">
          {call.number} · {timeOfDay(call.openedAtMs, zone())}
        </span>
        {done.value === 'slip' ? <span class="label">{w('open.printed')}</span> : <SayLine name="onAir" />}
      </div>
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}

function Outcome({ airing, heard }: { readonly airing: AnnouncementView; readonly heard: number }) {
  if (airing.state === 'armed' || airing.state === 'on-air') return null;
  const state = airing.state === 'completed' ? 'done' : airing.state === 'failed' ? 'need' : 'wait';
  const why = airing.says === null ? {} : { note: say(airing.says) };
  return <FactRow state={state} lead={w(`open.${airing.state}`, { n: heard })} {...why} />;
}
