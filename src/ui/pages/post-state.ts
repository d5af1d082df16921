import type { CellView, RoundView } from '../../post-room/view.rules.ts';
import { desk } from '../desk/desk.ts';
import { isoDay, timeOfDay } from '../desk/local-time.ts';
import type { LampState } from '../kit/kit.ts';
import { w } from '../words/post-words.ts';

/** Who works in the post room. */
export const postPosts = ['clerk', 'shift-lead', 'supervisor', 'hr'] as const;

/** Which delivery of which department is looked at. */
export type PostCell = Pick<CellView, 'deliveryId' | 'nominal' | 'department'>;

export const lamps: Readonly<Record<CellView['state'], LampState>> = {
  received: 'done',
  part: 'wait',
  due: 'wait',
  missing: 'need',
  none: 'off',
};

/** `2/3 张` where sheets are known, else a word. */
export function cellWords({ arrived, sheets, state }: CellView): string {
  return sheets > 0 && state !== 'received' ? w('state.sheets', { arrived, sheets }) : w(`state.${state}`);
}

/** `周四 22:00` */
export function dueWords({ dueMs }: Pick<RoundView, 'dueMs'>): string {
  const day = isoDay(dueMs, zone());
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return w('board.due', { day: w(`day.${weekday as 1 | 2 | 3 | 4 | 5 | 6 | 7}`), at: timeOfDay(dueMs, zone()) });
}

/** `11-20 17:00` */
export function momentOf(ms: number): string {
  return `${isoDay(ms, zone()).slice(5)} ${timeOfDay(ms, zone())}`;
}

/** Below `/api/post-room`. */
export function pathOf({ deliveryId, nominal, department }: PostCell): string {
  return `/api/post-room/rounds/${deliveryId}/${nominal}/departments/${encodeURIComponent(department)}`;
}

function zone(): string {
  return desk.value?.timeZone ?? 'UTC';
}
