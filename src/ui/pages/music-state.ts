import { effect, signal } from '@preact/signals';
import type { MusicView } from '../../music/music.rules.ts';
import { get } from '../desk/api.ts';
import { browserMs } from '../desk/desk-clock.ts';
import { link, onEvent } from '../desk/events.ts';

/** The music as last told, and when (browser milliseconds), to let it move between two reports. */
export const musicNow = signal<{ readonly view: MusicView; readonly atMs: number } | undefined>(undefined);

function tell(view: MusicView): void {
  musicNow.value = { view, atMs: browserMs() };
}

/** Follows the music while one of its pages is open; returns the function that stops it. */
export function followMusic(): () => void {
  const offs = [
    onEvent('music', tell),
    effect(() => {
      // Harmless to miss: the next event or reconnection brings it.
      if (link.value === 'up') get<MusicView>('/api/music').then(tell, () => undefined);
    }),
  ];
  return () => {
    for (const off of offs) off();
  };
}

/** `3:05` */
export function minutesAndSeconds(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The name of a file without its ending, which nobody needs to read. */
export function titleOf(file: string): string {
  return file.replace(/\.\w+$/, '');
}
