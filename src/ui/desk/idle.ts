import { computed, signal } from '@preact/signals';
import { session } from './desk.ts';
import { maskName, maskPhone, plainName } from './mask.ts';

/** Personal data is covered after this long without a touch. */
const idleAfterMs = 60_000;

/** True when nobody has touched the screen for a minute. */
export const idle = signal(false);

/** True when personal data must be covered: nobody signed in, or nobody at the screen. */
export const veiled = computed(() => session.value === null || idle.value);

/** A name as it may be shown now. */
export const showName = (name: string): string => (veiled.value ? maskName(name) : plainName(name));

/** A phone number as it may be shown now. */
export const showPhone = (phone: string): string => (veiled.value ? maskPhone(phone) : phone);

/** Starts listening for touches and keys. */
export function watchTouches(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const touched = (): void => {
    idle.value = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      idle.value = true;
    }, idleAfterMs);
  };
  for (const kind of ['pointerdown', 'keydown'] as const)
    addEventListener(kind, touched, { capture: true, passive: true });
  touched();
}
