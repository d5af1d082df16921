import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { dayBounds, paperDate } from '../printing/letterhead.ts';
import type { LogLine } from './log.rules.ts';
import { type AirLog, linesOf, logItem } from './log.ts';
import { csvHead, csvLine } from './log-csv.rules.ts';
import { clockTime, dayLogPapers, type ProvenItem } from './log-papers.ts';

/** More lines in one file are a mistake, or a year, which is asked for month by month. */
const MOST_LINES = 50_000;

/** Prints a day's log, oldest first, on papers of a length that can be handled. */
export async function printDayLog(log: AirLog, command: Command, day: string): Promise<Acted<{ papers: number }>> {
  const { desk, parts } = log.broadcast;
  const lines: LogLine[] = [];
  for await (const line of linesOf(log, boundsOf(log, day, day))) lines.push(line);
  return desk.act(command, 'broadcast/print-log', (change) => {
    const items = lines
      .reverse()
      .map((line): ProvenItem => ({ ...logItem(log, line.id), personName: nameIn(log, line) }));
    const papers = dayLogPapers({
      day,
      items,
      identity: parts.identity,
      by: parts.signature(change.actor),
      timeZone: desk.timeZone,
      printedAtMs: change.at.wallMs,
      head: desk.journal.head(),
    });
    change.record({
      kind: 'broadcast/log-printed',
      subject: 'air',
      body: { day, items: items.length, papers: papers.length },
    });
    for (const paper of papers) parts.queuePaper(change, { document: 'air-log', subject: `air-log:${day}`, paper });
    return { papers: papers.length };
  });
}

export interface LogFile {
  /** First and last day, `2026-12-01`; absent: today. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly language: 'zh' | 'en';
}

/** The log of some days as a file for a spreadsheet, newest first. @throws DeskError `log/too-long` */
export async function logAsCsv(log: AirLog, file: LogFile): Promise<Uint8Array> {
  const { timeZone, clock } = log.broadcast.desk;
  const today = paperDate(clock.read().wallMs, timeZone);
  const { from = today, until = today, language } = file;
  const timeOf = (atMs: number) => `${paperDate(atMs, timeZone)} ${clockTime(atMs, timeZone)}`;
  const rows = [csvHead(language)];
  for await (const line of linesOf(log, boundsOf(log, from, until))) {
    rows.push(csvLine(line, language, timeOf, nameIn(log, line)));
    if (rows.length > MOST_LINES) throw tooLong();
  }
  return new TextEncoder().encode(rows.join(''));
}

function boundsOf(log: AirLog, from: string, until: string) {
  const { timeZone } = log.broadcast.desk;
  return { fromMs: dayBounds(from, timeZone).fromMs, untilMs: dayBounds(until, timeZone).untilMs };
}

function nameIn(log: AirLog, { callId }: LogLine): string | undefined {
  const form = callId === null ? undefined : log.broadcast.store.callById(callId)?.form;
  return form?.kind === 'lost-person' ? form.name : undefined;
}

function tooLong(): DeskError {
  return new DeskError('invalid', 'log/too-long', {
    zh: `一个文件最多 ${MOST_LINES} 条，请少选几天。`,
    en: `A file has at most ${MOST_LINES} lines. Please choose fewer days.`,
  });
}
