import { computed, effect } from '@preact/signals';
import { desk } from './desk.ts';
import { nowMs } from './desk-clock.ts';
import { isDay, timeOfDay } from './local-time.ts';

/** The look of the shift: night from closing to opening. */
export const theme = computed<'day' | 'night'>(() => {
  const view = desk.value;
  if (view === undefined) return 'day';
  return isDay(timeOfDay(nowMs.value, view.timeZone), view.day.opens, view.day.closes) ? 'day' : 'night';
});

/** Keeps the page in the theme of the shift. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
  });
}
