import { useSignal } from '@preact/signals';
import { command } from '../desk/api.ts';
import { mayDo } from '../desk/desk.ts';
import { Button, ErrorLine, Icon, Sheet, Stepper, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { airNow } from './broadcast-state.ts';

const volumeStep = 5;
const loudest = 100;

/** The background music: what plays, how loud, and a pause. */
export function MusicSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const failed = useSignal<unknown>(undefined);
  const busy = useSignal(false);
  const music = airNow.value?.view.music;
  const state = music?.state ?? 'none';
  const on = state === 'playing' || state === 'ducked';
  const counter = mayDo('clerk', 'shift-lead', 'supervisor');
  const set = async (wanted: { playing?: boolean; volume?: number }): Promise<void> => {
    busy.value = true;
    failed.value = undefined;
    try {
      await command('PUT', '/api/music', wanted);
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
          <span class="label">{w('music.note')}</span>
          {counter ? (
            <Button
              look="main"
              icon={on ? 'pause' : 'play'}
              push
              busy={busy.value}
              disabled={state === 'none'}
              onPress={() => void set({ playing: !on })}
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
      <div class="tune">
        <Icon name={state === 'paused' ? 'pause' : 'music'} />
        <div>
          <b>{music?.track?.replace(/\.\w+$/, '') ?? w(state === 'none' ? 'music.none' : 'music.title')}</b>
          <span class="label">{w(`music.${state}`)}</span>
        </div>
      </div>
      {music !== undefined && (
        <div class="volume">
          <span>{w('music.volume')}</span>
          <div class="level" aria-hidden="true">
            <i style={{ width: `${music.volume}%` }} />
          </div>
          {counter && (
            <Stepper
              value={music.volume}
              min={0}
              max={loudest}
              step={volumeStep}
              lessLabel={w('music.quieter')}
              moreLabel={w('music.louder')}
              onChange={(volume) => void set({ volume })}
            />
          )}
        </div>
      )}
      <ErrorLine error={failed.value} />
    </Sheet>
  );
}
