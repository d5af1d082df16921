import { computed, signal } from '@preact/signals';
import { get } from './api.ts';
import { setServerTime } from './desk-clock.ts';
import type { AirShown, DeskView, Session } from './types.ts';

/** The desk as the service last told it; undefined until the first answer. */
export const desk = signal<DeskView | undefined>(undefined);

/** Who is signed in at this screen. */
export const session = computed<Session | null>(() => desk.value?.session ?? null);

/** What is on the air as speech; music alone is not. */
export const air = computed<AirShown | null>(() => desk.value?.air ?? null);

/** Takes the keys that changed. */
export function patchDesk(changed: Partial<DeskView>): void {
  if (changed.now !== undefined) setServerTime(changed.now);
  if (desk.value !== undefined) desk.value = { ...desk.value, ...changed };
}

/** Asks for the whole desk again. @throws Problem */
export async function refreshDesk(): Promise<void> {
  const view = await get<DeskView>('/api/desk');
  setServerTime(view.now);
  desk.value = view;
}

/** True when who is signed in holds one of these posts; an administrator may do everything. */
export function mayDo(...roles: readonly string[]): boolean {
  const held = session.value?.roles ?? [];
  return held.includes('administrator') || roles.some((role) => held.includes(role));
}

/** Rounds of what is on the air. */
export function roundsOf(shown: AirShown): number {
  return shown.times;
}
