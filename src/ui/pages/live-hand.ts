import { signal } from '@preact/signals';
import type { LiveView } from '../../live/rules.ts';
import { command, freshKey } from '../desk/api.ts';
import { chosenZones, tellLive } from './live-state.ts';

/** The service ends the talk when it has heard nothing for two seconds. */
const holdEveryMs = 500;

/** This screen's hand is on the key. */
export const pressed = signal(false);
/** What the last press was refused for. */
export const refused = signal<unknown>(undefined);

/** Moves on with every press and release: an answer that comes after the hand has left ends what it began. */
let turn = 0;
let talk: string | undefined;
let beat: ReturnType<typeof setInterval> | undefined;

/** The hand comes down on the key. */
export function pressKey(): void {
  if (pressed.value) return;
  const mine = ++turn;
  pressed.value = true;
  refused.value = undefined;
  command<{ readonly announcementId: string }>('POST', '/api/live', { zones: chosenZones.value }).then(
    ({ announcementId }) => {
      if (mine !== turn) {
        tellRelease(announcementId);
        return;
      }
      talk = announcementId;
      beat = setInterval(() => holdKey(announcementId), holdEveryMs);
    },
    (thrown: unknown) => {
      if (mine !== turn) return;
      refused.value = thrown;
      pressed.value = false;
    },
  );
}

/** The hand leaves the key; also when the page goes out of sight, or loses the touch. */
export function letGo(): void {
  if (!pressed.value) return;
  turn++;
  pressed.value = false;
  clearInterval(beat);
  if (talk !== undefined) tellRelease(talk);
  talk = undefined;
}

function holdKey(id: string): void {
  command<LiveView>('POST', `/api/live/${id}/hold`).then(tellLive, () => {
    // The talk is over for another reason; the page says which.
    if (talk === id) letGo();
  });
}

/** Goes out even while the page is being closed. */
function tellRelease(id: string): void {
  fetch(`/api/live/${id}/release`, {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', 'idempotency-key': freshKey() },
  }).catch(() => undefined);
}
