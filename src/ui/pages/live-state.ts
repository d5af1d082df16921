import { signal } from '@preact/signals';
import type { LiveView } from '../../live/rules.ts';
import type { RecordingsView, TakeView } from '../../recordings/rules.ts';
import { get } from '../desk/api.ts';
import { session } from '../desk/desk.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { onEvent } from '../desk/events.ts';

/** The microphone as last told, and when, to let the seconds run between two reports. */
export const live = signal<{ readonly view: LiveView; readonly atMs: number } | undefined>(undefined);
/** How loud the talk is, 0–1. */
export const liveLevel = signal(0);
export const recordings = signal<RecordingsView | undefined>(undefined);
/** Zones that are chosen for the next talk; empty: all. */
export const chosenZones = signal<readonly string[]>([]);

export function tellLive(view: LiveView): void {
  live.value = { view, atMs: browserMs() };
  if (view.talk?.state !== 'ready') liveLevel.value = 0;
}

const ignore = (): undefined => undefined;

export async function loadRecordings(): Promise<void> {
  if (session.value !== null) recordings.value = await get<RecordingsView>('/api/recordings');
}

/** Follows microphone and recordings while the page is open; returns the function that stops it. */
export function followLive(): () => void {
  const offs = [
    onEvent('live', (view: LiveView) => tellLive(view)),
    onEvent('live-level', ({ level }: { readonly level: number }) => {
      liveLevel.value = level;
    }),
    onEvent('take', ({ take }: { readonly take: TakeView | null }) => {
      const known = recordings.value;
      if (known !== undefined) recordings.value = { ...known, take };
      // Kept, thrown away or removed, maybe by another screen.
      if (take === null) loadRecordings().catch(ignore);
    }),
  ];
  get<LiveView>('/api/live').then(tellLive, ignore);
  loadRecordings().catch(ignore);
  return () => {
    for (const off of offs) off();
  };
}
