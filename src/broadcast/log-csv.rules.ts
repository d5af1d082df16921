import type { Sentence } from '../ports/device.ts';
import { actorLine, CLASS_NAMES, type LogLine, withoutName, wordsOf } from './log.rules.ts';

type Language = keyof Sentence;
interface Column extends Sentence {
  of(line: LogLine, language: Language, timeOf: (atMs: number) => string): string | number;
}

/** Excel takes a file without it for the system's code page, and Chinese for rubbish. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS: readonly Column[] = [
  { zh: '时间', en: 'Asked at', of: (line, _, timeOf) => timeOf(line.requestedAtMs) },
  { zh: '类别', en: 'Class', of: (line, language) => CLASS_NAMES[line.class][language] },
  { zh: '编号', en: 'Call', of: (line) => line.number ?? '' },
  { zh: '标题', en: 'Title', of: (line, language) => line.title[language] },
  { zh: '内容', en: 'Words', of: (line, language) => wordsOf(line.parts, language).join(' / ') },
  { zh: '区域', en: 'Zones', of: (line, language) => line.heardIn.map((name) => name[language]).join(' / ') },
  { zh: '要播遍数', en: 'Rounds asked', of: (line) => line.times },
  { zh: '播完遍数', en: 'Rounds aired', of: (line) => line.rounds },
  {
    zh: '开播',
    en: 'First heard',
    of: (line, _, timeOf) => (line.startedAtMs === null ? '' : timeOf(line.startedAtMs)),
  },
  { zh: '结束', en: 'Ended', of: (line, _, timeOf) => (line.endedAtMs === null ? '' : timeOf(line.endedAtMs)) },
  { zh: '结果', en: 'Outcome', of: (line, language) => line.told[language] },
  { zh: '原因', en: 'Why', of: (line, language) => line.says?.[language] ?? '' },
  { zh: '申请人', en: 'Asked by', of: (line, language) => actorLine(line.asked, language) },
  {
    zh: '同意人',
    en: 'Approved by',
    of: (line, language) => (line.approved && actorLine(line.approved, language)) || '',
  },
  {
    zh: '结束人',
    en: 'Ended by',
    of: (line, language) => (line.ended === null ? '' : actorLine(line.ended, language)),
  },
  { zh: '来源', en: 'Asked by the room', of: (line) => line.source ?? '' },
];

/** The first line of the file, with the mark by which a spreadsheet knows its encoding. */
export function csvHead(language: Language): string {
  return `${BYTE_ORDER_MARK}${row(COLUMNS.map((column) => column[language]))}`;
}

/** A line of the log; `personName` is left out where it was not heard. */
export function csvLine(
  line: LogLine,
  language: Language,
  timeOf: (atMs: number) => string,
  personName: string | undefined,
): string {
  const cells = COLUMNS.map((column) => column.of(line, language, timeOf));
  return row(
    cells.map((cell) => (typeof cell === 'string' ? withoutName(cell, personName, line.rounds, language) : cell)),
  );
}

function row(cells: readonly (string | number)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Quoted by RFC 4180; what a spreadsheet would take for a formula is text (OWASP, CSV injection). */
function cellOf(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const plain = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return `"${plain.replaceAll('"', '""')}"`;
}
