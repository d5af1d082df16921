import './calibrate.css';
import { useSignal } from '@preact/signals';
import { useParams } from 'wouter-preact';
import type { CalibratedDoor, CalibrationView } from '../../devices/calibration.rules.ts';
import type { OpenOutcome } from '../../ports/umbrella-cabinet.ts';
import { command, get } from '../desk/api.ts';
import { desk, mayDo, session } from '../desk/desk.ts';
import { dateLine, timeOfDay } from '../desk/local-time.ts';
import { Button, Empty, ErrorLine, FactRow, Facts, Lamp, type LampState, Pick, Sheet } from '../kit/kit.ts';
import { w } from '../words/calibrate-words.ts';
import { t } from '../words/t.ts';
import { language } from '../words/words.ts';
import { useDoing, useLive } from './lend-live.ts';

/** Finding out, door by door, which way round the contacts of a cabinet are wired; and trying a door by its lock. */
export function CalibratePage() {
  const { id = '' } = useParams();
  if (mayDo('shift-lead', 'supervisor')) return <Calibrate key={id} id={id} />;
  return (
    <Sheet
      title={w('calibrate.title')}
      acts={
        <>
          <Button look="quiet" icon="back" href="/devices">
            {t('action.back')}
          </Button>
          <Button look="main" push href="/sign-in">
            {t('bar.signIn')}
          </Button>
        </>
      }
    >
      <Empty icon="key">{w(session.value === null ? 'calibrate.signIn' : 'calibrate.notYours')}</Empty>
    </Sheet>
  );
}

interface Tried {
  readonly door: number;
  /** Undefined while the door is being opened. */
  readonly outcome?: OpenOutcome;
}

function Calibrate({ id }: { readonly id: string }) {
  const path = `/api/devices/${encodeURIComponent(id)}/calibration`;
  const live = useLive(path, () => get<CalibrationView>(path), ['device', 'door']);
  const doing = useDoing();
  const tried = useSignal<Tried | undefined>(undefined);
  const view = live.value.value;
  const step = view?.step ?? null;
  const busy = doing.busy.value;
  const ask = (name: string, method: 'POST' | 'DELETE', at = '', body?: object) => ({
    busy: busy === name,
    disabled: busy !== undefined && busy !== name,
    onPress: () =>
      void doing.run(name, async () => {
        tried.value = undefined;
        live.value.value = await command<CalibrationView>(method, `${path}${at}`, body);
      }),
  });
  const tryDoor = (door: number): void => {
    void doing.run('try', async () => {
      tried.value = { door };
      try {
        const outcome = await command<OpenOutcome>('POST', `/api/devices/${encodeURIComponent(id)}/try-door`, { door });
        tried.value = { door, outcome };
      } catch (thrown) {
        tried.value = undefined;
        throw thrown;
      }
    });
  };
  const touched = step === null ? tryDoor : (door: number): void => ask('redo', 'POST', '/redo', { door }).onPress();
  const learned = view?.doors.filter((door) => door.finding?.is === 'learned' && !door.contradicts).length ?? 0;
  const all = view !== undefined && learned === view.doors.length;

  return (
    <Sheet
      title={w('calibrate.title')}
      stage="calibrate"
      acts={
        step === null ? (
          <>
            <Button look="quiet" icon="back" href="/devices">
              {t('action.back')}
            </Button>
            <Button look="main" push {...ask('begin', 'POST')} disabled={view === undefined || busy === 'try'}>
              {w('calibrate.begin')}
            </Button>
          </>
        ) : (
          <>
            <Button look="quiet" {...ask('end', 'DELETE')}>
              {w('calibrate.giveUp')}
            </Button>
            {step.door !== null && (
              <>
                <Button {...ask('skip', 'POST', '/next', { door: step.door })}>
                  {w(isFault(view) ? 'calibrate.asFault' : 'calibrate.skip')}
                </Button>
                <Button look="main" push {...ask('press', 'POST', '/press', { at: step.at, door: step.door })}>
                  {busy === 'press'
                    ? w('calibrate.reading')
                    : w(step.at === 'shut' ? 'calibrate.isShut' : 'calibrate.isOpen', { n: step.door })}
                </Button>
              </>
            )}
            {step.at === 'done' && (
              <Button look="main" push {...ask('keep', 'POST', '/keep')} disabled={view?.canKeep !== true}>
                {all ? w('calibrate.keep') : w('calibrate.keepSome', { n: learned })}
              </Button>
            )}
          </>
        )
      }
    >
      <ErrorLine error={doing.failed.value ?? live.failed.value} />
      {view !== undefined && (
        <div class="atcabinet">
          <ul class={`contacts ${view.doors.length > 12 ? 'many' : ''}`}>
            {view.doors.map((door) => (
              <li key={door.number}>
                <button
                  type="button"
                  class={door.number === (step?.door ?? tried.value?.door) ? 'asked' : ''}
                  aria-label={wordOf(door)}
                  disabled={busy !== undefined}
                  onClick={() => touched(door.number)}
                >
                  <b>{door.number}</b>
                  <Lamp state={lampOf(door, step !== null)} />
                </button>
              </li>
            ))}
          </ul>
          <div class="now">
            {step === null ? <Rest view={view} tried={tried.value} /> : <Now view={view} />}
            {view.canKeep && step?.door != null && (
              <Pick disabled={busy !== undefined} onPress={ask('keep', 'POST', '/keep').onPress}>
                {w('calibrate.keepSome', { n: learned })}
              </Pick>
            )}
          </div>
        </div>
      )}
    </Sheet>
  );
}

/** What the person does now, and what came of the last press. */
function Now({ view }: { readonly view: CalibrationView }) {
  const { step, hitch } = view;
  if (step === null) return null;
  if (step.door === null)
    return (
      <>
        <h2>{w('calibrate.done')}</h2>
        <p>{w('calibrate.doneNote')}</p>
        <ul class="findings">
          {view.doors
            .filter((door) => door.finding?.is !== 'learned' || door.contradicts)
            .map((door) => (
              <li key={door.number}>
                <Lamp state={lampOf(door, true)} />
                {wordOf(door)}
              </li>
            ))}
        </ul>
      </>
    );
  return (
    <>
      <h2>{w(step.at === 'shut' ? 'calibrate.shut' : 'calibrate.open', { n: step.door })}</h2>
      <p>{w(step.at === 'shut' ? 'calibrate.shutNote' : 'calibrate.openNote')}</p>
      {hitch !== null && (
        <p class="hitch" role="alert">
          <Lamp state="need" />
          <span>
            {hitch.is === 'crossed' || hitch.is === 'others-moved'
              ? w(`calibrate.hitch.${hitch.is}`, { n: hitch.door })
              : w(`calibrate.hitch.${hitch.is}`)}
          </span>
        </p>
      )}
    </>
  );
}

/** Nothing is under way: what calibrating is, when it was done last, and what a tried door did. */
function Rest({ view, tried }: { readonly view: CalibrationView; readonly tried: Tried | undefined }) {
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const at = view.taughtAtMs;
  return (
    <Facts>
      <FactRow state={at === null ? 'off' : 'done'}>
        {at === null
          ? w('calibrate.asConfigured')
          : w('calibrate.taught', { at: `${dateLine(at, zone, language.value)} ${timeOfDay(at, zone)}` })}
      </FactRow>
      {tried === undefined ? (
        <>
          <FactRow state="off">{w('calibrate.what')}</FactRow>
          <FactRow state="off">{w('calibrate.meanwhile')}</FactRow>
          <FactRow state="off">{w('calibrate.tryHint')}</FactRow>
        </>
      ) : (
        <FactRow state={tried.outcome === undefined ? 'wait' : tried.outcome.result === 'opened' ? 'done' : 'need'}>
          {w(triedKey(tried.outcome), { n: tried.door })}
        </FactRow>
      )}
    </Facts>
  );
}

function triedKey(outcome: OpenOutcome | undefined) {
  if (outcome === undefined) return 'calibrate.trying';
  if (outcome.result !== 'refused') return `calibrate.tried.${outcome.result}` as const;
  if (outcome.code === 'cabinet/resting') return 'calibrate.tried.resting';
  return outcome.code === 'cabinet/already-open' ? 'calibrate.tried.open' : 'calibrate.tried.refused';
}

const isFault = (view: CalibrationView | undefined): boolean =>
  view?.hitch?.is === 'same' || view?.hitch?.is === 'crossed';

function lampOf({ finding, contradicts, position }: CalibratedDoor, underWay: boolean): LampState {
  if (!underWay) return position === 'closed' ? 'done' : position === 'open' ? 'wait' : 'off';
  if (contradicts || finding?.is === 'stuck' || finding?.is === 'crossed') return 'need';
  if (finding?.is === 'learned') return 'done';
  return finding === null ? 'off' : 'wait';
}

function wordOf({ number: n, finding, contradicts }: CalibratedDoor): string {
  if (contradicts) return w('calibrate.finding.contradicts', { n });
  if (finding === null) return w('calibrate.finding.none', { n });
  return finding.is === 'crossed'
    ? w('calibrate.finding.crossed', { n, other: finding.moved })
    : w(`calibrate.finding.${finding.is}`, { n });
}
