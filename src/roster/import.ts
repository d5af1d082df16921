import { randomUUID } from 'node:crypto';
import { inForce } from '../../config/ruled.ts';
import type { Acted, Command } from '../journal/desk.ts';
import { plainWords } from '../ports/plain-words.ts';
import { readTable } from '../tables/actions.ts';
import { writeDay } from './actions.ts';
import { type ImportLine, readRosterTable } from './import.rules.ts';
import { type Roster, rosterLineFor, rosterLineIf, rosterRulesOn } from './open-roster.ts';
import {
  importEmpty,
  importTooLarge,
  noSuchImport,
  notAllThere,
  refusedLines,
  rosterChanged,
  wrongPiece,
} from './refusals.ts';
import type { ImportPreview } from './view.rules.ts';
import { markOf, previewDays, todayOf } from './views.ts';

/** A table that is being sent or was read. Kept in memory: after a restart it is sent again. */
interface Import {
  readonly name: string;
  readonly bytes: Buffer;
  received: number;
  read: { readonly mark: string; readonly lines: readonly ImportLine[] } | undefined;
}

/** Tables that are looked at. */
export interface Imports {
  readonly roster: Roster;
  readonly open: Map<string, Import>;
}

/** As many people as look at tables at once. */
const MOST_OPEN = 4;
const MOST_LINES_SHOWN = 300;
const MOST_DAYS_JUDGED = 62;
const WIDEST_DAYS = 400;
const LONGEST_REASON = 60;

export function openImports(roster: Roster): Imports {
  return { roster, open: new Map() };
}

/** Begins to take a file of this length; its pieces follow. @throws DeskError `roster/import-empty`, `roster/import-too-large` */
export function beginImport({ roster, open }: Imports, name: string, bytes: number): { importId: string } {
  const limits = rosterRulesOn(roster, todayOf(roster)).import;
  if (bytes === 0) throw importEmpty();
  if (bytes > limits.bytes) throw importTooLarge(limits.bytes);
  const [oldest] = open.keys();
  if (open.size >= MOST_OPEN && oldest !== undefined) open.delete(oldest);
  const importId = randomUUID();
  open.set(importId, { name: plainWords(name), bytes: Buffer.alloc(bytes), received: 0, read: undefined });
  return { importId };
}

/** Takes the next piece of a file; one that was taken already is taken again. @throws DeskError `roster/no-such-import`, `roster/wrong-piece` */
export function takePiece(imports: Imports, importId: string, at: number, piece: string): { received: number } {
  const one = find(imports, importId);
  const bytes = Buffer.from(piece, 'base64');
  if (at > one.received || at + bytes.length > one.bytes.length) throw wrongPiece();
  bytes.copy(one.bytes, at);
  one.received = Math.max(one.received, at + bytes.length);
  one.read = undefined;
  return { received: one.received };
}

/** What the file would change, line by line, against the roster as it is now. @throws DeskError `roster/no-such-import`, `table/…` */
export async function previewImport(imports: Imports, importId: string): Promise<ImportPreview> {
  const { roster } = imports;
  const one = find(imports, importId);
  if (one.received < one.bytes.length) throw notAllThere();
  const limits = rosterRulesOn(roster, todayOf(roster)).import;
  const table = await readTable(one.bytes, limits);
  const mark = markOf(roster);
  const lines = readRosterTable(table, frameOf(roster, limits.rows));
  one.read = { mark, lines };
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  const wanted = changesOf(lines);
  const order = ['refused', 'changed', 'added', 'unchanged'] as const;
  return {
    name: one.name,
    mark,
    counts: {
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      refused: count('refused'),
    },
    lines: order.flatMap((outcome) => lines.filter((line) => line.outcome === outcome)).slice(0, MOST_LINES_SHOWN),
    broken: wanted.length > MOST_DAYS_JUDGED ? null : previewDays(roster, wanted).broken,
  };
}

/**
 * Writes what the preview showed into the roster, all of it or nothing, once.
 * @throws DeskError `roster/no-such-import`, `roster/refused-lines`, `roster/changed-meanwhile`
 */
export function confirmImport(
  imports: Imports,
  command: Command,
  importId: string,
  mark: string,
): Acted<{ changed: number }> {
  const { roster, open } = imports;
  return roster.desk.act(command, 'roster/import', (change) => {
    const { name, read } = find(imports, importId);
    if (read === undefined || read.mark !== mark || markOf(roster) !== mark) throw rosterChanged();
    if (read.lines.some(({ outcome }) => outcome === 'refused')) throw refusedLines();
    const wanted = changesOf(read.lines);
    const reason = name.slice(0, LONGEST_REASON);
    change.record({
      kind: 'roster/imported',
      subject: 'roster',
      body: { days: wanted.length, lines: read.lines.length },
      personal: { name },
    });
    for (const day of wanted) writeDay(roster, change, { ...day, kind: 'import', reason });
    change.afterCommit(() => open.delete(importId));
    return { changed: wanted.length };
  });
}

function changesOf(lines: readonly ImportLine[]) {
  return lines.flatMap(({ outcome, personId, day, wanted }) =>
    (outcome === 'added' || outcome === 'changed') && personId !== null ? [{ personId, day, shiftIds: wanted }] : [],
  );
}

function find({ open }: Imports, importId: string): Import {
  const one = open.get(importId);
  if (one === undefined) throw noSuchImport();
  return one;
}

function frameOf(roster: Roster, mostDays: number): Parameters<typeof readRosterTable>[1] {
  const today = todayOf(roster);
  const { shortNames } = rosterRulesOn(roster, today);
  const people = new Map(roster.needs.people().map((person) => [person.staffNo, person]));
  const byId = new Map(roster.needs.people().map((person) => [person.id, person]));
  const known = (personId: number) => {
    const person = byId.get(personId);
    if (person === undefined) throw new Error(`no person ${personId}`);
    return person;
  };
  return {
    shiftsOn: (day) =>
      inForce(roster.needs.attendanceRules, day).shifts.map(({ id, name }) => {
        const short = shortNames.find(({ shift }) => shift === id);
        return { id, names: [name.zh, name.en, ...(short === undefined ? [] : [short.zh, short.en])] };
      }),
    mostDays,
    widestDays: WIDEST_DAYS,
    person: (staffNo) => people.get(staffNo),
    line: (personId, day) => rosterLineFor(roster, known(personId), day),
    lineWith: (personId, day, shiftIds) => rosterLineIf(roster, known(personId), day, new Map([[day, shiftIds]])),
  };
}
