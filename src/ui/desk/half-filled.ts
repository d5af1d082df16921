import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { session } from './desk.ts';
import type { Session } from './types.ts';

/**
 * A form that stays half filled in while other pages come between, and while who fills it in is signed out for a moment;
 * as soon as somebody else signs in it is empty, because what was typed concerns others.
 */
export function halfFilled<T>(
  nothing: T,
  signedIn: ReadonlySignal<Pick<Session, 'staffId'> | null> = session,
): Signal<T> {
  const form = signal(nothing);
  let whose: number | undefined;
  effect(() => {
    const now = signedIn.value?.staffId;
    if (now === undefined || now === whose) return;
    if (whose !== undefined) form.value = nothing;
    whose = now;
  });
  return form;
}
