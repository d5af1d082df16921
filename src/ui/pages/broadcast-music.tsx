import './broadcast-music.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MusicView } from '../../music/music.rules.ts';
import { command } from '../desk/api.ts';
import { desk, mayDo } from '../desk/desk.ts';
import { browserMs, nowMs } from '../desk/desk-clock.ts';
import { timeOfDay } from '../desk/local-time.ts';
import { Button, ErrorLine, Icon, Lamp, Sheet, Stepper, Switch, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { m } from '../words/music-words.ts';
import { say } from '../words/words.ts';
import { followMusic, minutesAndSeconds, musicNow, titleOf } from './music-state.ts';

const volumeStep = 5;
const loudest = 100;

/** The background music: which list, what plays and comes next, how loud, in which order, and a pause. */
export function MusicSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  useEffect(followMusic, []);
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const told = musicNow.value;
  const state = told?.view.state ?? 'none';
  const on = state === 'playing' || state === 'ducked';
  const counter = mayDo('clerk', 'shift-lead', 'supervisor');
  const ask = async (method: 'PUT' | 'POST', path: string, body?: object): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await command(method, path, body);
    } catch (thrown) {
      failed.value = thrown;
    } finally {
      busy.value = false;
    }
  };
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast music"
      acts={
        <>
          <Button icon="tracks" href="/broadcast/music/tracks">
            {m('tracks')}
          </Button>
          {counter && on && (
            <Button icon="skip" busy={busy.value} onPress={() => void ask('POST', '/api/music/skip')}>
              {m('skip')}
            </Button>
          )}
          {counter ? (
            <Button
              look="main"
              icon={on ? 'pause' : 'play'}
              push
              busy={busy.value}
              disabled={state === 'none'}
              onPress={() => void ask('PUT', '/api/music', { playing: !on })}
            >
              {w(on ? 'music.pause' : 'music.play')}
            </Button>
          ) : (
            <Button look="main" icon="user" push href="/sign-in">
              {w('gate.signIn')}
            </Button>
          )}
        </>
      }
    >
      {told !== undefined && (
        <>
          <Plan view={told.view} />
          <Tune view={told.view} atMs={told.atMs} />
          <div class="hand">
            <Loudness
              view={told.view}
              counter={counter}
              onChange={(volume) => void ask('PUT', '/api/music', { volume })}
            />
            {counter && (
              <Switch
                label={m('shuffle')}
                on={told.view.shuffle}
                onChange={(shuffle) => void ask('PUT', '/api/music/order', { shuffle })}
              />
            )}
          </div>
        </>
      )}
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}

/** Which list, and until when. */
function Plan({ view }: { readonly view: MusicView }) {
  const { name, next } = view.list;
  const zone = desk.value?.timeZone ?? 'Asia/Shanghai';
  const list = say(name);
  return (
    <div class="plan">
      <b>{m('list', { list })}</b>
      {next && <span class="label">{m('until', { at: timeOfDay(next.atMs, zone), next: say(next.name) })}</span>}
      {view.now.fallback && (
        <span class="instead">
          <Lamp state="wait" />
          {m('fallback', { list })}
        </span>
      )}
    </div>
  );
}

function Tune({ view, atMs }: { readonly view: MusicView; readonly atMs: number }) {
  const { state, now } = view;
  const moving = state === 'playing' || state === 'ducked';
  // Read for its turning once a second.
  const sinceMs = moving && nowMs.value > 0 ? browserMs() - atMs : 0;
  const positionMs = Math.min(now.positionMs + sinceMs, now.durationMs ?? Number.POSITIVE_INFINITY);
  const untold = state === 'none' ? w('music.none') : m('nothing');
  return (
    <div class="tune">
      <Icon name={state === 'paused' ? 'pause' : 'music'} />
      <div>
        <b>{now.track === undefined ? untold : titleOf(now.track)}</b>
        <span class="label">{w(`music.${state}`)}</span>
        {now.durationMs !== undefined && (
          <>
            <div class="level" aria-hidden="true">
              <i style={{ width: `${(100 * positionMs) / now.durationMs}%` }} />
            </div>
            <span class="label time">
              <span>{minutesAndSeconds(positionMs)}</span>
              <span>{minutesAndSeconds(now.durationMs)}</span>
            </span>
          </>
        )}
        {now.next !== undefined && <span class="label after">{m('next', { track: titleOf(now.next) })}</span>}
      </div>
    </div>
  );
}

interface LoudnessProps {
  readonly view: MusicView;
  readonly counter: boolean;
  readonly onChange: (volume: number) => void;
}

function Loudness({ view, counter, onChange }: LoudnessProps) {
  const limit = view.list.loudest;
  return (
    <div class="volume">
      <span>
        {w('music.volume')}
        {limit < view.volume && <span class="label limit">{m('limited', { n: limit })}</span>}
      </span>
      {counter ? (
        <Stepper
          value={view.volume}
          min={0}
          max={loudest}
          step={volumeStep}
          lessLabel={w('music.quieter')}
          moreLabel={w('music.louder')}
          onChange={onChange}
        />
      ) : (
        <b>{view.volume}</b>
      )}
    </div>
  );
}
