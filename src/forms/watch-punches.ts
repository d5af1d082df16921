import type { LiveStream } from '../http/live-stream.ts';
import { afterPunch } from './after-punch.ts';
import type { Forms } from './open-forms.ts';

/** A tap is answered and its numbers are on the screen before anything is printed because of it. */
const AFTER_TAP_MS = 300;

/** Prints what each punch makes necessary, a moment after it; returns the stop function. */
export function watchPunches(forms: Forms, live: Pick<LiveStream, 'on'>, report: (error: unknown) => void): () => void {
  const waiting = new Set<() => void>();
  const off = live.on(({ name, payload }) => {
    if (name !== 'punch' || !isPunch(payload) || payload.repeat) return;
    const { personId } = payload;
    const cancel = forms.desk.clock.after(AFTER_TAP_MS, () => {
      waiting.delete(cancel);
      try {
        afterPunch(forms, { personId });
      } catch (error) {
        report(error);
      }
    });
    waiting.add(cancel);
  });
  return () => {
    off();
    for (const cancel of waiting) cancel();
  };
}

function isPunch(payload: unknown): payload is { readonly personId: number; readonly repeat: boolean } {
  return typeof payload === 'object' && payload !== null && 'personId' in payload && 'repeat' in payload;
}
