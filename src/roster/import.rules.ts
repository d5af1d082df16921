import { Temporal } from 'temporal-polyfill';
import { counted } from '../ports/counted.ts';
import type { Sentence } from '../ports/device.ts';
import type { RosterLine } from './rules.ts';

/** One cell of a table that is read in, and what it comes to. */
export interface ImportLine {
  /** As a spreadsheet counts, from 1. */
  readonly line: number;
  readonly column: number;
  readonly staffNo: string;
  readonly name: string;
  readonly personId: number | null;
  /** `YYYY-MM-DD`, or what stood there. */
  readonly day: string;
  readonly now: readonly string[];
  /** `null`: the pattern again. */
  readonly wanted: readonly string[] | null;
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'refused';
  /** Why it is refused. */
  readonly why: Sentence | null;
}

/** What a table is read against. */
export interface ImportFrame {
  /** Of the rules of that day. */
  shiftsOn(day: string): readonly NamedShift[];
  readonly mostDays: number;
  /** The first and the last day of the table may be so far apart. */
  readonly widestDays: number;
  person(staffNo: string): { readonly id: number; readonly name: string; readonly active: boolean } | undefined;
  line(personId: number, day: string): RosterLine;
  /** The line as it would be once that is written: who is not here on a day has no shift, whatever is written. */
  lineWith(personId: number, day: string, shiftIds: readonly string[] | null): RosterLine;
}

interface NamedShift {
  readonly id: string;
  readonly names: readonly string[];
}

type Field = 'staffNo' | 'name' | 'day' | 'shift';

const HEADS: Readonly<Record<Field, readonly string[]>> = {
  staffNo: ['工号', '员工号', '员工编号', 'staffno', 'staffnumber', 'no', 'number'],
  name: ['姓名', '名字', '员工', 'name'],
  day: ['日期', '日子', 'date', 'day'],
  shift: ['班次', '班', '排班', 'shift', 'shifts'],
};
const REST = ['休', '休息', '公休', 'rest', 'off', '-', '—'];
const BY_PATTERN = ['规律', '照规律', 'pattern'];
/** Days since 1899-12-30, as Excel counts: the years 2000 to 2099. */
const SERIALS = { first: 36_526, last: 73_050 };

/** What a table would do to the roster, cell by cell, by line and column. Either each line is a day of a person, or each column is a day. */
export function readRosterTable(rows: readonly (readonly string[])[], frame: ImportFrame): ImportLine[] {
  const headAt = rows.findIndex((row) => row.some((cell) => cell !== ''));
  const head = rows[headAt];
  if (head === undefined) return [refusal(1, 1, '', say('表是空的', 'the table is empty'))];
  const columns = head.map((cell) => fieldOf(cell));
  const problems = headProblems(head, headAt + 1, columns);
  if (problems.length > 0) return problems;
  const staffAt = columns.indexOf('staffNo');
  const lines: ImportLine[] = [];
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (index <= headAt || row.every((cell) => cell === '')) continue;
    for (const cell of cellsOf(head, columns, row)) {
      if (lines.length >= frame.mostDays)
        return [
          refusal(index + 1, 1, '', say(`最多 ${frame.mostDays} 天`, `${counted(frame.mostDays, 'day')} at most`)),
        ];
      const name = row[columns.indexOf('name')] ?? '';
      lines.push(readCell({ ...cell, line: index + 1, staffNo: row[staffAt] ?? '', staffAt, name }, frame, seen));
    }
  }
  if (lines.length === 0) return [refusal(headAt + 1, 1, '', say('表里没有一天', 'there is no day in the table'))];
  return tooWide(lines, frame) ?? lines;
}

function headProblems(
  head: readonly string[],
  line: number,
  columns: readonly (Field | 'date' | undefined)[],
): ImportLine[] {
  const unknown = head.flatMap((cell, at) =>
    columns[at] === undefined && cell !== ''
      ? [refusal(line, at + 1, '', say(`不认识“${cell}”这一列`, `the column “${cell}” is not known`))]
      : [],
  );
  const twice = columns.flatMap((field, at) =>
    field !== undefined && field !== 'date' && columns.indexOf(field) !== at
      ? [refusal(line, at + 1, '', say(`“${head[at]}”这一列有两个`, `the column “${head[at]}” is there twice`))]
      : [],
  );
  const isWhole =
    columns.includes('staffNo') && (columns.includes('date') || (columns.includes('day') && columns.includes('shift')));
  const missing = isWhole
    ? []
    : [
        refusal(
          line,
          1,
          '',
          say(
            '第一行要有：工号、日期、班次；或者工号和一列一天',
            'the first line needs: staff no, date, shift; or staff no and one column for each day',
          ),
        ),
      ];
  return [...missing, ...unknown, ...twice];
}

interface Cell {
  readonly column: number;
  readonly day: string;
  readonly dayColumn: number;
  readonly text: string;
}

function cellsOf(
  head: readonly string[],
  columns: readonly (Field | 'date' | undefined)[],
  row: readonly string[],
): Cell[] {
  const shiftAt = columns.indexOf('shift');
  const dayAt = columns.indexOf('day');
  if (shiftAt >= 0 && dayAt >= 0)
    return [{ column: shiftAt + 1, day: row[dayAt] ?? '', dayColumn: dayAt + 1, text: row[shiftAt] ?? '' }];
  // In a table with a column for each day an empty cell asks for nothing.
  return columns.flatMap((field, at) =>
    field === 'date' && (row[at] ?? '') !== ''
      ? [{ column: at + 1, day: head[at] ?? '', dayColumn: at + 1, text: row[at] ?? '' }]
      : [],
  );
}

function readCell(
  cell: Cell & { readonly line: number; readonly staffNo: string; readonly staffAt: number; readonly name: string },
  frame: ImportFrame,
  seen: Map<string, number>,
): ImportLine {
  const { line, column, staffNo, text } = cell;
  const no = (at: number, why: Sentence): ImportLine => ({
    ...refusal(line, at, staffNo, why),
    day: cell.day,
    name: cell.name,
  });
  const person = frame.person(staffNo);
  if (person === undefined || !person.active)
    return no(cell.staffAt + 1, say(`没有工号“${staffNo}”`, `there is no staff number “${staffNo}”`));
  if (cell.name !== '' && cell.name !== person.name)
    return no(cell.staffAt + 1, say(`工号 ${staffNo} 不叫“${cell.name}”`, `${staffNo} is not called “${cell.name}”`));
  const day = readDay(cell.day);
  if (day === undefined) return no(cell.dayColumn, say(`没有日期“${cell.day}”`, `there is no date “${cell.day}”`));
  const wanted = readShifts(text, frame.shiftsOn(day));
  if (wanted === undefined) return no(column, say(`没有班次“${text}”`, `there is no shift “${text}”`));
  const key = `${person.id} ${day}`;
  const before = seen.get(key);
  if (before !== undefined)
    return no(column, say(`和第 ${before} 行是同一个人同一天`, `the same person and day as line ${before}`));
  seen.set(key, line);
  const is = frame.line(person.id, day);
  const now = idsOf(is);
  const isSame = wanted === null ? is.source.kind !== 'change' : sorted(wanted) === sorted(now);
  // Who is not here has no shift now.
  if (
    !isSame &&
    wanted !== null &&
    now.length === 0 &&
    sorted(idsOf(frame.lineWith(person.id, day, wanted))) !== sorted(wanted)
  )
    return no(column, say(`${person.name}这天不在职`, `${person.name} does not work here that day`));
  const outcome = isSame ? 'unchanged' : now.length === 0 ? 'added' : 'changed';
  return { line, column, staffNo, name: person.name, personId: person.id, day, now, wanted, outcome, why: null };
}

/** Days years apart are a slip of the pen, and reckoned for nothing. */
function tooWide(lines: readonly ImportLine[], { widestDays }: ImportFrame): ImportLine[] | undefined {
  const good = lines.filter(({ outcome }) => outcome !== 'refused');
  const days = good.map(({ day }) => day).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (Temporal.PlainDate.from(first).until(last).days <= widestDays) return undefined;
  const far = good.find(({ day }) => day === last);
  const why = say(`${first} 和 ${last} 相隔太远`, `${first} and ${last} are too far apart`);
  return [refusal(far?.line ?? 1, far?.column ?? 1, far?.staffNo ?? '', why)];
}

function fieldOf(text: string): Field | 'date' | undefined {
  const word = plain(text);
  for (const field of ['staffNo', 'name', 'day', 'shift'] as const) if (HEADS[field].includes(word)) return field;
  return readDay(text) === undefined ? undefined : 'date';
}

/** `2026-12-03`, `2026/12/3`, `2026.12.3`, `2026年12月3日`, `20261203`, at midnight as Excel saves it, or a day as Excel counts it. */
export function readDay(text: string): string | undefined {
  const word = text
    .normalize('NFKC')
    .trim()
    .replace(/\s+0?0:00(?::00)?$/, '');
  if (/^\d{5}$/.test(word)) {
    const serial = Number(word);
    if (serial < SERIALS.first || serial > SERIALS.last) return undefined;
    return Temporal.PlainDate.from('1899-12-30').add({ days: serial }).toString();
  }
  const parts =
    /^(20\d\d)([-/.])(\d{1,2})\2(\d{1,2})$/.exec(word) ??
    /^(20\d\d)(年)(\d{1,2})月(\d{1,2})日?$/.exec(word) ??
    /^(20\d\d)()(\d\d)(\d\d)$/.exec(word);
  if (parts === null) return undefined;
  const [, year, , month, day] = parts.map(Number);
  try {
    return Temporal.PlainDate.from(
      { year: year ?? 0, month: month ?? 0, day: day ?? 0 },
      { overflow: 'reject' },
    ).toString();
  } catch {
    return undefined;
  }
}

function readShifts(text: string, shifts: readonly NamedShift[]): readonly string[] | null | undefined {
  const word = plain(text);
  if (REST.includes(word)) return [];
  if (BY_PATTERN.includes(word)) return null;
  const ids = word
    .split(/[+、,;/&]/)
    .map((part) => shifts.find(({ id, names }) => id === part || names.some((name) => plain(name) === part))?.id);
  const known = ids.flatMap((id) => id ?? []);
  return known.length === ids.length && new Set(known).size === ids.length && ids.length <= 3 ? known : undefined;
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const idsOf = ({ shifts }: RosterLine): string[] => shifts.map(({ shiftId }) => shiftId);
const sorted = (ids: readonly string[]): string => [...ids].sort().join();
const say = (zh: string, en: string): Sentence => ({ zh, en });

function refusal(line: number, column: number, staffNo: string, why: Sentence): ImportLine {
  const nobody = { name: '', personId: null, day: '', now: [], wanted: null };
  return { line, column, staffNo, ...nobody, outcome: 'refused', why };
}
