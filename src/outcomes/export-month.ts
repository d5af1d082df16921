import { Temporal } from 'temporal-polyfill';
import { columnLetters, fileNamePart, writeCsv, writeWorkbook } from '../exports/actions.ts';
import { rosterLineFor } from '../roster/actions.ts';
import type { Person } from '../staff/actions.ts';
import { punched, visitAll } from './department-month.ts';
import { daysPage, monthPages, type SavedMonth, type TableFrame } from './export.rules.ts';
import type { Language } from './export-words.rules.ts';
import { dayViews, hasBegun, undecidedOf } from './month-view.ts';
import { lastDayOf } from './months.rules.ts';
import type { Outcomes } from './open-outcomes.ts';
import { judgePersonMonth } from './person-month.ts';
import { noSuchDepartment, noSuchMonth } from './refusals.ts';

export const FILE_FORMATS = ['xlsx', 'csv'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Whose month is saved. */
export interface WantedFile {
  /** `YYYY-MM` */
  readonly month: string;
  readonly format: FileFormat;
  readonly language: Language;
  /** Absent: of everybody. */
  readonly department?: string;
}

/**
 * A month as a spreadsheet, punches and outcomes side by side; that it was saved, and by whom, is on record.
 *
 * @param actor `staff:12`
 * @throws DeskError `outcomes/no-such-month`, `outcomes/no-such-department`
 */
export async function saveMonth(outcomes: Outcomes, actor: string, wanted: WantedFile): Promise<Uint8Array> {
  if (!hasBegun(outcomes, wanted.month)) throw noSuchMonth();
  const people = wantedPeople(outcomes, wanted);
  const months: SavedMonth[] = [];
  await visitAll(people, (person) => {
    const judged = judgePersonMonth(outcomes, person.id, wanted.month);
    if (!person.active && !punched(judged)) return;
    months.push({
      staffNo: person.staffNo,
      name: person.name,
      department: judged.days.at(-1)?.line.department ?? person.department,
      days: dayViews(outcomes, judged),
      outcome: judged.outcome,
      undecided: undecidedOf(judged),
    });
  });
  const frame = frameOf(outcomes, wanted.language);
  const file =
    wanted.format === 'csv' ? writeCsv(daysPage(months, frame)) : await writeWorkbook(monthPages(months, frame));
  const { month, format, department } = wanted;
  outcomes.desk.change(actor, (change) =>
    change.record({
      kind: 'outcomes/exported',
      subject: `month:${month}`,
      body: { month, format, people: months.length, ...(department === undefined ? {} : { department }) },
    }),
  );
  return file;
}

/** `考勤-2026-11-客服中心.xlsx` */
export function savedName({ month, format, department }: Omit<WantedFile, 'language'>): string {
  return `${['考勤', month, ...(department === undefined ? [] : [fileNamePart(department)])].join('-')}.${format}`;
}

function wantedPeople({ needs }: Outcomes, { month, department }: WantedFile): readonly Person[] {
  if (department === undefined) return needs.people();
  const people = needs
    .people()
    .filter((person) => rosterLineFor(needs.roster, person, lastDayOf(month)).department === department);
  if (people.length === 0) throw noSuchDepartment();
  return people;
}

function frameOf({ desk }: Outcomes, language: Language): TableFrame {
  return {
    language,
    letters: columnLetters,
    momentOf: (ms) =>
      Temporal.Instant.fromEpochMilliseconds(ms)
        .toZonedDateTimeISO(desk.timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' }),
  };
}
