import './broadcast-board.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AirView } from '../../broadcast/rules.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { Button, Icon, Sheet, type Tab, Track } from '../kit/kit.ts';
import { w } from '../words/board-words.ts';
import { say } from '../words/words.ts';
import { segmentsOf } from './broadcast-parts.tsx';
import { Queue } from './broadcast-queue.tsx';
import { airNow } from './broadcast-state.ts';
import { LevelMeter } from './level-meter.tsx';

const tickMs = 250;
const msPerSecond = 1000;
const secondsPerMinute = 60;

/** The air at a glance: what is on it and how long still, how loud it is, and what waits, in its order. */
export function BoardSheet({ tabs }: { readonly tabs: readonly Tab[] }) {
  const now = airNow.value;
  const sinceMs = useSinceMs(now?.atMs ?? 0);
  return (
    <Sheet
      tabs={tabs}
      stage="broadcast board"
      acts={
        <>
          <Button icon="calendar" href="/broadcast/schedule">
            {w('to.schedule')}
          </Button>
          <Button icon="shop" href="/broadcast/promotions">
            {w('to.promotions')}
          </Button>
          <Button icon="mic" href="/broadcast/live">
            {w('to.live')}
          </Button>
          <Button icon="book" href="/broadcast/log">
            {w('to.log')}
          </Button>
          <Button icon="siren" push href="/broadcast/emergency">
            {w('to.emergency')}
          </Button>
        </>
      }
    >
      <div class="now">
        {now !== undefined && <Now view={now.view} sinceMs={sinceMs} />}
        <LevelMeter />
      </div>
      {now !== undefined && <Queue entries={now.view.queue} sinceMs={sinceMs} />}
    </Sheet>
  );
}

/** Milliseconds since a report, moving. */
function useSinceMs(atMs: number): number {
  const since = useSignal(0);
  useEffect(() => {
    const turn = (): void => {
      since.value = browserMs() - atMs;
    };
    turn();
    const timer = setInterval(turn, tickMs);
    return () => clearInterval(timer);
  }, [atMs, since]);
  return since.value;
}

function Now({ view, sinceMs }: { readonly view: AirView; readonly sinceMs: number }) {
  const { onAir, armed, music, muted } = view;
  if (onAir !== null) {
    const { timeline, times } = onAir;
    const position = Math.min(timeline.totalMs, onAir.positionMs + (timeline.totalMs === 0 ? 0 : sinceMs));
    const round = timeline.segments.findLast((one) => one.startMs <= position)?.round ?? onAir.round;
    return (
      <div class="what">
        <Headline
          kind={w('now.onAir', { n: Math.min(round, times), of: times })}
          title={say(onAir.title)}
          leftMs={timeline.totalMs - position}
        />
        <Track segments={segmentsOf(timeline)} totalMs={Math.max(1, timeline.totalMs)} positionMs={position} />
      </div>
    );
  }
  if (armed !== null && muted === null) {
    return (
      <div class="what">
        <Headline kind={w('now.armed')} title={say(armed.title)} leftMs={Math.max(0, armed.leftMs - sinceMs)} />
      </div>
    );
  }
  const playing = music.state === 'playing' || music.state === 'ducked';
  const title = muted === null ? w(playing ? 'now.music' : 'now.quiet') : w('now.muted');
  return (
    <div class="what idle">
      <h2>
        <Icon name={muted === null ? (playing ? 'music' : 'speaker') : 'siren'} />
        {title}
      </h2>
      {playing && muted === null && <span class="label">{music.track?.replace(/\.\w+$/, '')}</span>}
    </div>
  );
}

function Headline({ kind, title, leftMs }: { readonly kind: string; readonly title: string; readonly leftMs: number }) {
  const seconds = Math.max(0, Math.ceil(leftMs / msPerSecond));
  return (
    <div class="headline">
      <div>
        <span class="label">{kind}</span>
        <h2>{title}</h2>
      </div>
      <p class="left">
        <span class="label">{w('now.left')}</span>
        <b>
          {Math.floor(seconds / secondsPerMinute)}:{String(seconds % secondsPerMinute).padStart(2, '0')}
        </b>
      </p>
    </div>
  );
}
