import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { browserMs } from '../desk/desk-clock.ts';
import { Icon } from '../kit/kit.ts';
import { w } from '../words/live-words.ts';
import { say } from '../words/words.ts';
import { meterPercent } from './level-meter.tsx';
import { letGo, pressed, pressKey } from './live-hand.ts';
import { live, liveLevel } from './live-state.ts';

const tickMs = 250;
const msPerSecond = 1000;

type Look = 'free' | 'busy' | 'wait' | 'chime' | 'ready' | 'held';

/** The one key: what it says is readable across the room, and it is let go of by anything that takes the hand or the page away. */
export function TalkKey({ mayTalk }: { readonly mayTalk: boolean }) {
  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') letGo();
    };
    window.addEventListener('blur', letGo);
    window.addEventListener('pagehide', letGo);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      letGo();
      window.removeEventListener('blur', letGo);
      window.removeEventListener('pagehide', letGo);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, []);
  const now = live.value;
  const leftMs = useLeftMs(now?.view.talk?.leftMs ?? null, now?.atMs ?? 0);
  const look = lookNow();
  const why = now?.view.busy ?? null;
  return (
    <button
      type="button"
      class={`talkkey ${look}`}
      disabled={!mayTalk || (look === 'busy' && !pressed.value)}
      aria-pressed={pressed.value}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pressKey();
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={({ key, repeat }) => {
        if (key === ' ' && !repeat) pressKey();
      }}
      onKeyUp={({ key }) => {
        if (key === ' ') letGo();
      }}
    >
      <Icon name="mic" />
      <b>{w(titles[look])}</b>
      <span>{look === 'busy' && why !== null ? say(why) : w(reasons[look])}</span>
      {look === 'ready' && (
        <>
          <i class="voice" aria-hidden="true">
            <em style={{ width: `${meterPercent(liveLevel.value)}%` }} />
          </i>
          <small>{w('key.left', { n: Math.ceil(leftMs / msPerSecond) })}</small>
        </>
      )}
    </button>
  );
}

const titles = {
  free: 'key.hold',
  busy: 'key.busy',
  wait: 'key.wait',
  chime: 'key.chime',
  ready: 'key.ready',
  held: 'key.held',
} as const;
const reasons = {
  free: 'key.free',
  busy: 'key.free',
  wait: 'key.waitWhy',
  chime: 'key.chimeWhy',
  ready: 'key.readyWhy',
  held: 'key.heldWhy',
} as const;

function lookNow(): Look {
  const view = live.value?.view;
  const talk = view?.talk ?? null;
  if (!pressed.value) {
    if (talk !== null) return 'held';
    return view !== undefined && view.busy !== null ? 'busy' : 'free';
  }
  if (talk === null || talk.state === 'waiting') return 'wait';
  return talk.state;
}

function useLeftMs(leftMs: number | null, atMs: number): number {
  const left = useSignal(0);
  useEffect(() => {
    if (leftMs === null) return;
    const turn = (): void => {
      left.value = Math.max(0, leftMs - (browserMs() - atMs));
    };
    turn();
    const timer = setInterval(turn, tickMs);
    return () => clearInterval(timer);
  }, [leftMs, atMs, left]);
  return left.value;
}
