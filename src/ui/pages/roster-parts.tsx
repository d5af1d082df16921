import './roster.css';
import type { ComponentChildren } from 'preact';
import type { RosterBreak } from '../../roster/breaks.rules.ts';
import type { RosterLine } from '../../roster/rules.ts';
import type { RosterChoices } from '../../roster/view.rules.ts';
import type { Role } from '../../staff/rules.ts';
import { mayDo, session } from '../desk/desk.ts';
import { Button, Empty, FactRow, Picks, Sheet, Stepper } from '../kit/kit.ts';
import { w } from '../words/roster-words.ts';
import { t } from '../words/t.ts';
import { clauseWords, language, say } from '../words/words.ts';

type Tab = 'week' | 'calendar' | 'import';

/** The pages of the roster, as tabs. */
export const rosterTabs = (current: Tab) =>
  (['week', 'calendar', 'import'] as const).map((tab) => ({
    label: w(`tab.${tab}`),
    href: tab === 'week' ? '/roster' : `/roster/${tab}`,
    current: tab === current,
  }));

/** Stands in for a page whom it is not for. */
export function RosterGate({
  tab,
  roles,
  children,
}: {
  readonly tab: Tab;
  readonly roles?: readonly Role[];
  readonly children: ComponentChildren;
}) {
  const isIn = session.value !== null;
  if (isIn && (roles === undefined || mayDo(...roles))) return <>{children}</>;
  return (
    <Sheet
      tabs={rosterTabs(tab)}
      acts={
        <>
          <Button look="quiet" icon="back" href="/more">
            {t('action.back')}
          </Button>
          {!isIn && (
            <Button look="main" push icon="user" href="/sign-in">
              {t('bar.signIn')}
            </Button>
          )}
        </>
      }
    >
      <Empty icon="calendar">{w(isIn ? 'gate.notYours' : 'gate.signIn')}</Empty>
    </Sheet>
  );
}

const dayMs = 86_400_000;

/** A day so many days later. Days are dates, so they are reckoned in UTC. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** How many days from one to the other. */
export const daysBetween = (from: string, until: string): number =>
  Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);

/** `周四`, `Thu` */
export function weekdayName(day: string): string {
  const locale = language.value === 'zh' ? 'zh-CN' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' }).format(new Date(day));
}

/** `12-03 周四`, `Thu 12-03`. */
export function dayName(day: string, look: 'short' | 'whole' = 'short'): string {
  const weekday = weekdayName(day);
  const date = look === 'whole' ? day : day.slice('2026-'.length);
  return language.value === 'zh' ? `${date} ${weekday}` : `${weekday} ${date}`;
}

/** Shifts in two characters each. */
export function shortNames(choices: RosterChoices | undefined, shiftIds: readonly string[]): readonly string[] {
  return shiftIds.map((id) => {
    const short = choices?.shortNames.find(({ shift }) => shift === id);
    return short === undefined ? id : say(short);
  });
}

/** What a line is, in one word for each shift. */
export function lineWords(choices: RosterChoices | undefined, line: RosterLine): string {
  const names = shortNames(
    choices,
    line.shifts.map(({ shiftId }) => shiftId),
  );
  return names.length === 0 ? w('cell.rest') : names.join(' + ');
}

/** Where a line comes from, with its clause. */
export function sourceWords(choices: RosterChoices | undefined, { source }: RosterLine): string {
  switch (source.kind) {
    case 'pattern': {
      const pattern = choices?.patterns.find(({ id }) => id === source.patternId);
      return w('cell.pattern', { pattern: pattern ? say(pattern) : source.patternId, clause: source.clause });
    }
    case 'holiday':
    case 'make-up-workday':
      return w(`cell.${source.kind}`, { holiday: say(source.name), clause: source.clause });
    case 'change':
      return w(`cell.${source.how}`, { reason: source.reason });
  }
}

/** One rule that is not kept, or kept again. */
export function BreakRow({ one, mended = false }: { readonly one: RosterBreak; readonly mended?: boolean }) {
  return (
    <FactRow state={mended ? 'done' : 'need'} note={clauseWords(one.clause)}>
      {say(one.says)}
    </FactRow>
  );
}

export interface DayPickProps {
  readonly label: string;
  readonly value: string;
  readonly today: string;
  /** Quick choices, in days or by name. */
  readonly quick: readonly { readonly label: string; readonly day: string }[];
  readonly onPick: (day: string) => void;
}

/** A date by touch: a quick choice, then a day to and fro. */
export function DayPick({ label, value, today, quick, onPick }: DayPickProps) {
  const far = daysBetween(today, value);
  return (
    <div class="daypick">
      <Stepper
        value={far}
        text={dayName(value, 'whole')}
        min={-3650}
        max={3650}
        onChange={(days) => onPick(addDays(today, days))}
      />
      <Picks
        label={label}
        choices={quick.map(({ label: word, day }) => ({ value: day, label: word }))}
        value={value}
        onPick={onPick}
      />
    </div>
  );
}
