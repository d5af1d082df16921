import { signal } from '@preact/signals';
import type { AirableRecording } from '../../recordings/rules.ts';
import { get } from '../desk/api.ts';
import { session } from '../desk/desk.ts';
import { onEvent } from '../desk/events.ts';
import { say } from '../words/words.ts';

/** Every whole recording there is; `undefined` until it is known. */
export const airable = signal<readonly AirableRecording[] | undefined>(undefined);
/** Why they are not known. */
export const airableFailed = signal<unknown>(undefined);

/** Asks for them. */
export function loadAirable(): void {
  if (session.value === null) return;
  get<readonly AirableRecording[]>('/api/recordings/airable').then(
    (all) => {
      airable.value = all;
      airableFailed.value = undefined;
    },
    (thrown: unknown) => {
      airableFailed.value = thrown;
    },
  );
}

/** Asks for them now and whenever one is kept or removed; returns the function that ends it. */
export function followAirable(): () => void {
  loadAirable();
  return onEvent('take', loadAirable);
}

/** Its title; its id while the titles are not known, or when it is gone. */
export function titleOfRecording(id: string): string {
  const found = airable.value?.find((one) => one.id === id);
  return found === undefined ? id : say(found.title);
}
