import { inForce } from '../../config/ruled.ts';
import type { Direction } from '../attendance/rules.ts';
import { rosterLineOf } from '../roster/actions.ts';
import { coveringOf, type PunchOn } from './checks.rules.ts';
import { insertForm, printForm } from './fill.ts';
import { planForm } from './fill-facts.ts';
import { after, eachDay, isAlive } from './leave-length.rules.ts';
import { type Forms, formRulesOn, todayOf } from './open-forms.ts';

/** A shift that is over and lacks a punch or both, and no form says why. */
export interface Gap {
  readonly day: string;
  readonly shiftId: string;
  readonly direction: Direction | 'both';
}

/**
 * Somebody has just punched: prints the forms that became necessary with it. The slip of a missed punch or a missed day comes once for each;
 * what was allowed by phone comes when its person is back. While nobody vouches for the clock nothing does.
 */
export function afterPunch(forms: Forms, { personId }: { readonly personId: number }): void {
  const { wallMs: nowMs, quality } = forms.desk.clock.read();
  if (quality === 'unsure') return;
  const gaps = gapsOf(forms, personId).filter(({ day, shiftId }) => !forms.store.hasGapSlip(personId, day, shiftId));
  const oral = forms.store.oralUnprinted(personId, nowMs);
  if (gaps.length + oral.length === 0) return;
  forms.desk.change('system', (change) => {
    for (const form of oral) printForm(forms, change, form);
    for (const { day, shiftId, direction } of gaps) {
      const asking = { personId, reason: '', asked: { kind: 'exception', day, shiftId, direction } } as const;
      const plan = planForm(forms, asking, nowMs);
      printForm(forms, change, insertForm(forms, change, asking, plan, 'gap'));
    }
  });
}

/** The gaps of the days the rules look back, oldest first. A day before somebody's first punch of that time is none: it may not have been theirs. */
export function gapsOf(forms: Forms, personId: number): Gap[] {
  const { needs, store, desk } = forms;
  const nowMs = desk.clock.read().wallMs;
  const today = todayOf(forms, nowMs);
  const lookBack = formRulesOn(forms, today).gapLooksBackDays.value;
  const from = after(today, -lookBack);
  const punches = needs.punchesSince(personId, from);
  const known = store.touching(personId, from, today);
  const firstDay = punches.map(({ day }) => day).sort()[0] ?? today;
  return eachDay(from, lookBack + 1)
    .filter((day) => day >= firstDay)
    .flatMap((day) => {
      const { latestOutMinutes } = inForce(needs.attendanceRules, day);
      return rosterLineOf(needs.roster, personId, day)
        .shifts.filter(({ endMs }) => nowMs > endMs + latestOutMinutes.value * 60_000)
        .flatMap(({ shiftId, startMs, endMs }): Gap[] => {
          if (coveringOf(known, { fromMs: startMs, untilMs: endMs }) !== undefined) return [];
          const isThere = (direction: Direction): boolean =>
            punches.some(
              (punch: PunchOn & { day: string }) =>
                punch.day === day && punch.shiftId === shiftId && punch.direction === direction,
            ) ||
            known.some(
              (form) =>
                form.kind === 'exception' &&
                isAlive(form) &&
                form.day === day &&
                form.shiftId === shiftId &&
                form.direction === direction,
            );
          const lacks = (['in', 'out'] as const).filter((direction) => !isThere(direction));
          const direction = lacks.length === 2 ? 'both' : lacks[0];
          return direction === undefined ? [] : [{ day, shiftId, direction }];
        });
    });
}
