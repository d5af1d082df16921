import { effect } from '@preact/signals';
import { command, get } from './api.ts';
import { desk, session } from './desk.ts';
import { browserMs, nowMs } from './desk-clock.ts';
import type { Session } from './types.ts';

const sessionPath = '/api/session';
/** How often touches are told to the service; it may sign out this much early at most. */
const tellEveryMs = 30_000;
const lookEveryMs = 1_000;

function show(now: Session | null): void {
  if (desk.value !== undefined) desk.value = { ...desk.value, session: now };
}

/**
 * Keeps the session as long as somebody touches the screen, and signs out in time when nobody does: the service counts
 * requests, and typing or reading sends none.
 */
export function watchSession(): void {
  let touchedMs = browserMs();
  let toldMs = touchedMs;
  let ending = false;

  const tell = (): void => {
    toldMs = browserMs();
    get<Session | null>(sessionPath).then(show, () => undefined);
  };
  const touched = (): void => {
    touchedMs = browserMs();
    if (session.value !== null && touchedMs - toldMs >= tellEveryMs) tell();
  };
  for (const kind of ['pointerdown', 'keydown'] as const)
    addEventListener(kind, touched, { capture: true, passive: true });

  let lifeMs = Number.POSITIVE_INFINITY;
  effect(() => {
    const now = session.value;
    if (now !== null) lifeMs = now.expiresAtMs - nowMs.peek();
  });

  setInterval(() => {
    if (session.value === null || ending || browserMs() - touchedMs < lifeMs) return;
    ending = true;
    command('DELETE', sessionPath)
      .then(() => show(null))
      .catch(() => undefined)
      .finally(() => {
        ending = false;
      });
  }, lookEveryMs);
}
