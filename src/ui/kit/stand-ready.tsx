import { air, desk } from '../desk/desk.ts';
import { nowMs } from '../desk/desk-clock.ts';
import { w } from '../words/schedule-words.ts';
import { say } from '../words/words.ts';
import { Icon } from './icon.tsx';

const msPerSecond = 1000;
const secondsPerMinute = 60;

function cue(): { readonly title: string; readonly seconds: number } | undefined {
  const view = desk.value;
  const ready = view?.schedule?.standReady ?? null;
  if (view === undefined || ready === null || view.muted !== null) return undefined;
  return { title: say(ready.title), seconds: Math.max(0, Math.ceil((ready.dueMs - nowMs.value) / msPerSecond)) };
}

/** Two minutes before a scheduled broadcast, on the home and broadcast pages: staff stand ready. Takes its place and covers nothing. */
export function ReadyLine({ path }: { readonly path: string }) {
  const shown = cue();
  if (shown === undefined || !(path === '/' || path.startsWith('/broadcast'))) return null;
  const { title, seconds } = shown;
  const [m, s] = [Math.floor(seconds / secondsPerMinute), seconds % secondsPerMinute];
  const left =
    s === 0 && m > 0
      ? w('ready.minutes', { n: m })
      : m === 0
        ? w('ready.seconds', { n: s })
        : w('ready.both', { m, s });
  return (
    <p class="readyline" role="status" aria-live="off">
      <Icon name="horn" />
      <b>{seconds === 0 ? w('ready.soon', { title }) : w('ready.line', { left, title })}</b>
    </p>
  );
}

/** The same in the bar of every other page, while nothing is on the air. */
export function ReadyPill() {
  const shown = cue();
  if (shown === undefined || air.value !== null) return null;
  const { seconds } = shown;
  const left = `${Math.floor(seconds / secondsPerMinute)}:${String(seconds % secondsPerMinute).padStart(2, '0')}`;
  return (
    <span class="air ready">
      <Icon name="horn" />
      {w('ready.pill')} <b>{left}</b>
    </span>
  );
}
