import { signal } from '@preact/signals';

const tickMs = 1000;

/** Service time minus browser time, in milliseconds. */
const offsetMs = signal(0);

/** UTC milliseconds at the service, turning once a second. */
export const nowMs = signal(Date.now());

/** Sets the offset from a service's own reading. */
export function setServerTime(serverNowMs: number): void {
  offsetMs.value = serverNowMs - Date.now();
  nowMs.value = serverNowMs;
}

/** Milliseconds in this browser that never go back; for countdowns and idling. */
export function browserMs(): number {
  return performance.now();
}

/** Lets {@link nowMs} run. */
export function startClock(): void {
  setInterval(() => {
    nowMs.value = Date.now() + offsetMs.value;
  }, tickMs);
}
