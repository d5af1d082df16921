import './broadcast-music.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MusicTrack } from '../../ports/music-player.ts';
import { get } from '../desk/api.ts';
import { session } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { Button, Empty, ErrorLine, Icon, Lamp, Sheet, type Tab } from '../kit/kit.ts';
import { w } from '../words/broadcast-words.ts';
import { m } from '../words/music-words.ts';
import { followMusic, minutesAndSeconds, musicNow, titleOf } from './music-state.ts';

/** While tracks are measured, the list is asked for again so often. */
const measuringLookMs = 3_000;

/** Every file of the music folder: how long, how loud, what it is changed by, and which cannot be played. */
export function TracksSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  useEffect(followMusic, []);
  const tracks = useSignal<readonly MusicTrack[] | undefined>(undefined);
  const failed = useSignal<unknown>(undefined);
  const load = (): void => {
    get<MusicTrack[]>('/api/music/tracks').then(
      (found) => {
        tracks.value = found;
        failed.value = undefined;
      },
      (thrown: unknown) => {
        failed.value = thrown;
      },
    );
  };
  const signedIn = session.value !== null;
  const due = (tracks.value ?? []).filter(
    ({ seconds, unreadable }) => seconds === undefined && unreadable === undefined,
  );
  const turn = due.length > 0 ? Math.floor(nowMs.value / measuringLookMs) : 0;
  useEffect(() => {
    if (signedIn) load();
  }, [signedIn, turn, musicNow.value?.view.now.track]);
  if (!signedIn)
    return (
      <Sheet
        tabs={tabs}
        stage="broadcast"
        acts={
          <Button look="main" icon="user" push href="/sign-in">
            {w('gate.signIn')}
          </Button>
        }
      >
        <Empty icon="music">{m('gate')}</Empty>
      </Sheet>
    );
  const found = tracks.value ?? [];
  const folders = [...new Set(found.map(({ folder }) => folder))];
  return (
    <Sheet
      tabs={tabs}
      stage={`broadcast tracks ${found.length === 0 ? '' : 'scroll'}`}
      acts={
        <>
          <span class="label">{due.length > 0 ? m('measuring', { n: due.length }) : m('levelled')}</span>
          <Button look="main" icon="check" push href="/broadcast/music">
            {m('back')}
          </Button>
        </>
      }
    >
      <ErrorLine error={failed.value} onRetry={load} />
      {tracks.value?.length === 0 && <Empty icon="music">{m('empty')}</Empty>}
      <ul class="rows">
        {folders.map((folder) => (
          <Folder key={folder} name={folder} tracks={found.filter((track) => track.folder === folder)} />
        ))}
      </ul>
    </Sheet>
  );
}

function Folder({ name, tracks }: { readonly name: string; readonly tracks: readonly MusicTrack[] }) {
  return (
    <>
      <li class="day label">{name === '' ? m('top') : name}</li>
      {tracks.map((track) => (
        <TrackRow key={track.name} track={track} />
      ))}
    </>
  );
}

function TrackRow({ track }: { readonly track: MusicTrack }) {
  const heard = musicNow.value?.view.now;
  const plays = heard?.track === track.name && heard.folder === track.folder;
  const { unreadable, seconds, lufs, gainDb } = track;
  return (
    <li class={`row ${plays ? 'plays' : ''}`}>
      {unreadable === undefined ? <Icon name="music" /> : <Lamp state="wait" />}
      <b>{titleOf(track.name)}</b>
      {unreadable !== undefined ? (
        <span class="why">{m('unreadable')}</span>
      ) : (
        <>
          <span>{seconds === undefined ? m('measureDue') : minutesAndSeconds(seconds * 1000)}</span>
          <span>{lufs !== undefined && m('loudness', { n: lufs.toFixed(1).replace('-', '−') })}</span>
          <span>{gainDb !== undefined && signed(gainDb)}</span>
        </>
      )}
    </li>
  );
}

function signed(db: number): string {
  const n = Math.abs(db).toFixed(1);
  return m('gain', { sign: n === '0.0' ? '±' : db < 0 ? '−' : '+', n });
}
