import type { SheetCell, SheetPage } from '../exports/sheet.rules.ts';
import type { Sentence } from '../ports/device.ts';
import { FINDING_WORDS, type Language, SHEETS, STATE_WORDS, WORDS } from './export-words.rules.ts';
import type { MonthOutcome } from './month.rules.ts';
import type { FindingKind, PunchFact } from './rules.ts';
import type { DayView, FindingView } from './view.rules.ts';

/** A month of one person as it is saved. */
export interface SavedMonth {
  readonly staffNo: string;
  readonly name: string;
  readonly department: string;
  readonly days: readonly DayView[];
  readonly outcome: MonthOutcome;
  readonly undecided: number;
}

/** How the tables are written. */
export interface TableFrame {
  readonly language: Language;
  /** `2026-11-20T08:30:05` of UTC ms, on the desk's wall clock. */
  momentOf(ms: number): string;
  /** `A` of column 0. */
  letters(column: number): string;
}

interface Column<Row> extends Sentence {
  readonly width: number;
  of(row: Row, frame: TableFrame, at: number): SheetCell;
}

interface PersonDay {
  readonly person: SavedMonth;
  readonly day: DayView;
}

/** The numbers of a day, summed up for each person and for all: the same column in both tables. */
const FIGURES = [
  { zh: '迟到(分)', en: 'late (min)', of: (day) => minutesOf(day, 'late') },
  { zh: '早退(分)', en: 'early (min)', of: (day) => minutesOf(day, 'early') },
  { zh: '漏打卡(次)', en: 'missed punches', of: ({ findings }) => findings.filter(isMissed).length },
  {
    zh: '旷工(天)',
    en: 'absent (days)',
    of: ({ day }, { absences }) => absences.reduce((sum, one) => sum + (one.day === day ? one.days : 0), 0),
  },
  { zh: '请假(分)', en: 'leave (min)', of: (day) => minutesOf(day, 'leave') },
  { zh: '外出(分)', en: 'business (min)', of: (day) => minutesOf(day, 'business') },
  { zh: '工时(分)', en: 'worked (min)', of: ({ workedMinutes }) => workedMinutes },
] as const satisfies readonly (Sentence & { of(day: DayView, outcome: MonthOutcome): number })[];

const DAY_COLUMNS: readonly Column<PersonDay>[] = [
  { zh: '工号', en: 'Staff no.', width: 10, of: ({ person }) => person.staffNo },
  { zh: '姓名', en: 'Name', width: 12, of: ({ person }) => person.name },
  { zh: '部门', en: 'Department', width: 14, of: ({ day }) => day.line.department },
  { zh: '日期', en: 'Day', width: 12, of: ({ day: { day } }) => ({ day }) },
  { zh: '排班', en: 'Roster', width: 24, of: ({ day }, frame) => rosterText(day, frame) },
  { zh: '打卡', en: 'Punches', width: 26, of: ({ day }, frame) => punchText(day.punches, frame) },
  { zh: '结果', en: 'Outcome', width: 12, of: ({ day }, { language }) => STATE_WORDS[day.state][language] },
  { zh: '依据', en: 'Found, by clause', width: 36, of: ({ day }, { language }) => foundText(day.findings, language) },
  { zh: '决定', en: 'Decided', width: 28, of: ({ day }, { language }) => decidedText(day.findings, language) },
  ...FIGURES.map(({ zh, en, of }) => ({
    zh,
    en,
    width: 12,
    of: ({ person, day }: PersonDay) => of(day, person.outcome),
  })),
];
const FIRST_FIGURE = DAY_COLUMNS.length - FIGURES.length;
const LATE = FIRST_FIGURE;

const PUNCH_COLUMNS: readonly Column<PersonDay & { readonly punch: PunchFact }>[] = [
  { zh: '工号', en: 'Staff no.', width: 10, of: ({ person }) => person.staffNo },
  { zh: '姓名', en: 'Name', width: 12, of: ({ person }) => person.name },
  { zh: '部门', en: 'Department', width: 14, of: ({ day }) => day.line.department },
  { zh: '班次日期', en: 'Day of the shift', width: 14, of: ({ day: { day } }) => ({ day }) },
  { zh: '时间', en: 'Time', width: 20, of: ({ punch }, { momentOf }) => ({ moment: momentOf(punch.atMs) }) },
  { zh: '方向', en: 'In or out', width: 10, of: ({ punch }, { language }) => WORDS[punch.direction][language] },
  { zh: '班次', en: 'Shift', width: 16, of: ({ day, punch }, { language }) => shiftText(day, punch, language) },
  {
    zh: '时钟',
    en: 'Clock',
    width: 10,
    of: ({ punch }, { language }) => WORDS[punch.sure ? 'sure' : 'unsure'][language],
  },
  { zh: '打卡号', en: 'Punch no.', width: 10, of: ({ punch }) => punch.punchId },
];

/** The sums of everybody with live formulas, every day with its punches and its outcome side by side, and every punch. */
export function monthPages(people: readonly SavedMonth[], frame: TableFrame): SheetPage[] {
  return [sumsPage(people, frame), daysPage(people, frame), punchesPage(people, frame)];
}

/** Every day with its punches and its outcome side by side. */
export function daysPage(people: readonly SavedMonth[], frame: TableFrame): SheetPage {
  const rows = people.flatMap((person) => person.days.map((day) => ({ person, day })));
  return page(SHEETS.days, DAY_COLUMNS, rows, frame);
}

function punchesPage(people: readonly SavedMonth[], frame: TableFrame): SheetPage {
  const rows = people.flatMap((person) =>
    person.days.flatMap((day) => day.punches.map((punch) => ({ person, day, punch }))),
  );
  return page(SHEETS.punches, PUNCH_COLUMNS, rows, frame);
}

function page<Row>(
  name: Sentence,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  frame: TableFrame,
): SheetPage {
  return {
    name: name[frame.language],
    columns: columns.map((column) => ({ title: column[frame.language], width: column.width })),
    rows: rows.map((row, at) => columns.map(({ of }) => of(row, frame, at))),
  };
}

interface PersonSums {
  readonly person: SavedMonth;
  /** Rows of the days' sheet, counted from 1; row 1 is the head. */
  readonly from: number;
  readonly until: number;
}

function sumsPage(people: readonly SavedMonth[], frame: TableFrame): SheetPage {
  const { language, letters } = frame;
  const days = SHEETS.days[language];
  const rangeOf = (column: number, { from, until }: PersonSums): string =>
    `'${days}'!${letters(column)}${from}:${letters(column)}${until}`;
  const columns: readonly Column<PersonSums>[] = [
    { zh: '工号', en: 'Staff no.', width: 10, of: ({ person }) => person.staffNo },
    { zh: '姓名', en: 'Name', width: 12, of: ({ person }) => person.name },
    { zh: '部门', en: 'Department', width: 14, of: ({ person }) => person.department },
    ...FIGURES.map(({ zh, en }, at) => ({
      zh,
      en,
      width: 12,
      of: (row: PersonSums) => ({ formula: `SUM(${rangeOf(FIRST_FIGURE + at, row)})` }),
    })),
    {
      zh: '迟到(次)',
      en: 'times late',
      width: 12,
      of: (row) => ({ formula: `COUNTIF(${rangeOf(LATE, row)},">0")` }),
    },
    { zh: '拟扣(分)', en: 'deducted (min)', width: 14, of: ({ person }) => deductedOf(person.outcome) },
    { zh: '待定(项)', en: 'to decide', width: 10, of: ({ person }) => person.undecided },
  ];
  let next = 2;
  const rows = people.map((person): PersonSums => {
    const from = next;
    next += person.days.length;
    return { person, from, until: next - 1 };
  });
  const sums = page(SHEETS.sums, columns, rows, frame);
  const last = rows.length + 1;
  const total = columns.map((_column, at): SheetCell => {
    if (at === 0) return WORDS.total[language];
    return at < 3 ? null : { formula: `SUM(${letters(at)}2:${letters(at)}${last})` };
  });
  return rows.length === 0 ? sums : { ...sums, rows: [...sums.rows, total] };
}

function deductedOf({ deductions }: MonthOutcome): number {
  return deductions.reduce((sum, { deductedMinutes }) => sum + deductedMinutes, 0);
}

/** What counts: excused counts for nothing, and what waits for its paper not yet. */
function minutesOf({ findings }: DayView, kind: FindingKind): number {
  return findings
    .filter((one) => one.kind === kind && one.consequence !== 'excused' && one.confirmation !== 'waiting')
    .reduce((sum, { minutes }) => sum + minutes, 0);
}

function isMissed({ kind, consequence }: FindingView): boolean {
  return (kind === 'missed-in' || kind === 'missed-out') && consequence !== 'excused';
}

function rosterText({ line }: DayView, { language, momentOf }: TableFrame): string {
  if (line.shifts.length === 0) return STATE_WORDS.rest[language];
  return line.shifts
    .map(({ name, startMs, endMs }) => `${name[language]} ${timeOf(momentOf(startMs))}–${timeOf(momentOf(endMs))}`)
    .join(' · ');
}

function punchText(punches: readonly PunchFact[], { language, momentOf }: TableFrame): string {
  return punches.map(({ direction, atMs }) => `${WORDS[direction][language]} ${timeOf(momentOf(atMs))}`).join(' · ');
}

function shiftText({ line }: DayView, { shiftId }: PunchFact, language: Language): string {
  const shift = line.shifts.find((one) => one.shiftId === shiftId);
  return shift?.name[language] ?? STATE_WORDS.rest[language];
}

function foundText(findings: readonly FindingView[], language: Language): string {
  return findings
    .map(({ kind, minutes, clause }) => {
      const sum = minutes > 0 ? ` ${minutes} ${WORDS.minutes[language]}` : '';
      return `${FINDING_WORDS[kind][language]}${sum} [${clause}]`;
    })
    .join(' · ');
}

function decidedText(findings: readonly FindingView[], language: Language): string {
  return findings
    .flatMap(({ decision }) =>
      decision === null
        ? []
        : [
            [WORDS[decision.verdict][language], decision.byName, decision.reason]
              .filter((word) => word !== '')
              .join(' '),
          ],
    )
    .join(' · ');
}

function timeOf(moment: string): string {
  return moment.slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length);
}
