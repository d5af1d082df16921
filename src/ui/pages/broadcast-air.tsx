import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { FollowedCall } from '../../broadcast/follow-up.rules.ts';
import type { AirView } from '../../broadcast/rules.ts';
import { command } from '../desk/api.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, Sheet, Steps, type Tab, Track } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { w as cw } from '../words/call-words.ts';
import { segmentsOf } from './broadcast-parts.tsx';
import { calls, type FormKind, loadCalls, wantFresh } from './broadcast-state.ts';
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

type CallVerb = 'found' | 'close' | 'again' | 'slip' | 'staff' | 'all-clear' | `steps/${string}`;

/** Runs one command on a call and keeps what went wrong. */
export function useCallCommand() {
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const done = useSignal<string | undefined>(undefined);
  const run = (callId: number, verb: CallVerb): void => {
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

/** 孩子找到了, 人找到了, 东西找到了 */
export function foundWord(kind: FollowedCall['kind'], call: FollowedCall | undefined): string {
  if (kind === 'lost-object') return w('air.objectFound');
  return w(call?.sought === 'adult' ? 'air.personFound' : 'air.childFound');
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
  const toStaff = call?.audience === 'staff-first' && !call.publicHeard;
  const addedWord = toStaff ? cw('air.thenPublic', { n: added }) : w('air.added', { n: added });
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
          endLabel={added > 0 ? addedWord : w('air.ducked')}
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
  if (segment.unsaid !== undefined) return <p class="big">{w('air.unsaid')}</p>;
  const { said, saying, next } = clauseAt(segment.text ?? '', (positionMs - segment.startMs) / segment.durationMs);
  return (
    <p class="big">
      <span class="said">{said}</span>
      <b>{saying}</b>
      {next}
    </p>
  );
}
