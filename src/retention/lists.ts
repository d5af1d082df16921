import type { Acted, Change, Command } from '../journal/desk.ts';
import { paperDate } from '../printing/letterhead.ts';
import { destructionPapers } from './papers.ts';
import {
  listUnderWay,
  needsPost,
  needsReason,
  nothingDue,
  notPrinted,
  samePerson,
  unknownEntry,
  wrongState,
} from './refusals.ts';
import {
  dueNow,
  keptLedgers,
  listOf,
  type RetentionRoom,
  requireClock,
  rulesOf,
  subjectOf,
  tell,
  writeStep,
} from './retention-room.ts';
import { type ListEntry, nextList, OPEN_STATES, paperStanding, totalsOf } from './rules.ts';
import type { StoredList } from './store.ts';

/** Who decides, with the posts that person holds. */
export interface Decider {
  readonly staffId: number;
  readonly posts: readonly string[];
}

/**
 * Lists what is past its time, the oldest first; nothing is destroyed before two people have approved the list and its paper is signed.
 * @throws DeskError `retention/under-way`, `retention/nothing-due`, `retention/clock-unsure`
 */
export function proposeList(room: RetentionRoom, command: Command): Acted<{ id: number; number: string }> {
  return room.desk.act(command, 'retention/propose', (change) => {
    requireClock(room);
    const { store } = room;
    const underWay = OPEN_STATES.flatMap((state) => store.inState(state))[0];
    if (underWay !== undefined) throw listUnderWay(underWay.number);
    const { keptYears, mostEntries } = rulesOf(room);
    const due = dueNow(room).slice(0, mostEntries.value);
    if (due.length === 0) throw nothingDue(keptYears.clause);
    const day = paperDate(change.at.wallMs, room.desk.timeZone).replaceAll('-', '');
    const number = `D-${day}-${String(change.nextNumber(`D-${day}`)).padStart(3, '0')}`;
    const { clause } = keptYears;
    const id = store.insert({ number, clause, by: change.actor, atMs: change.at.wallMs }, due);
    change.record({ kind: 'retention/list-proposed', subject: subjectOf(id), body: { number, entries: due.length } });
    tell(change, id);
    return { id, number };
  });
}

/**
 * A named person approves. After the second one, who must be another, the list is printed to be signed.
 * @throws DeskError `retention/needs-post`, `retention/same-person`, `retention/wrong-state`
 */
export function approveList(
  room: RetentionRoom,
  command: Command,
  id: number,
  decider: Decider,
): Acted<{ state: string }> {
  return room.desk.act(command, 'retention/approve', (change) => {
    const list = listOf(room, id);
    const state = nextList(list.state, 'approved');
    if (state === undefined) throw wrongState(list.state);
    requirePost(room, decider);
    const by = `staff:${decider.staffId}`;
    if (list.first?.by === by) throw samePerson(rulesOf(room).approvers.clause);
    const deed = { by, atMs: change.at.wallMs };
    const body = { by };
    if (list.first === null) {
      writeStep(room, change, list, 'approved', { first: deed }, body);
    } else {
      const paper = `${subjectOf(id)}/${change.nextNumber(subjectOf(id))}`;
      printList(room, change, { ...list, second: deed }, paper);
      writeStep(room, change, list, 'approved', { second: deed, paper }, body);
    }
    return { state };
  });
}

/** Somebody decides that nothing of it is destroyed, with a reason. @throws DeskError `retention/reason`, `retention/wrong-state` */
export function refuseList(
  room: RetentionRoom,
  command: Command,
  id: number,
  asked: Decider & { readonly reason: string },
): Acted<{ state: string }> {
  return room.desk.act(command, 'retention/refuse', (change) => {
    const list = listOf(room, id);
    requirePost(room, asked);
    const reason = reasonOf(asked.reason);
    endList(room, change, list, 'refused', reason);
    return { state: 'refused' };
  });
}

/**
 * An entry is kept longer, with a reason. Who approved has approved another list, so two people approve anew; a list that is signed is void.
 * @throws DeskError `retention/reason`, `retention/unknown-entry`, `retention/wrong-state`
 */
export function holdEntry(
  room: RetentionRoom,
  command: Command,
  id: number,
  asked: Decider & { readonly n: number; readonly reason: string },
): Acted<{ state: string }> {
  return room.desk.act(command, 'retention/hold', (change) => {
    const { store } = room;
    const list = listOf(room, id);
    requirePost(room, asked);
    const reason = reasonOf(asked.reason);
    const to = nextList(list.state, 'held');
    if (to === undefined) throw wrongState(list.state);
    const entries = store.entries(id);
    const entry = entries.find(({ n, state }) => n === asked.n && state === 'listed');
    if (entry === undefined) throw unknownEntry(String(asked.n));
    store.setEntry(id, entry.n, 'held');
    store.insertHold(entry, reason, { by: change.actor, atMs: change.at.wallMs });
    const isLast = entries.filter(({ state }) => state === 'listed').length === 1;
    change.record({
      kind: 'retention/kept-longer',
      subject: subjectOf(id),
      body: { number: list.number, ledger: entry.ledger, entry: entry.number },
      personal: { reason },
    });
    if (to === 'withdrawn' || isLast) {
      endList(room, change, list, 'changed', isLast ? 'nothing-left' : 'held');
      return { state: 'withdrawn' };
    }
    voidPapers(room, change, list);
    writeStep(room, change, list, 'held', { approvals: 'void' });
    return { state: to };
  });
}

/** What was kept longer is listed again when it is past its time. @throws DeskError `retention/unknown-entry` */
export function liftHold(room: RetentionRoom, command: Command, holdId: number): Acted<{ lifted: number }> {
  return room.desk.act(command, 'retention/lift', (change) => {
    const hold = room.store.holds().find(({ id }) => id === holdId);
    if (hold === undefined) throw unknownEntry(String(holdId));
    room.store.lift(holdId, { by: change.actor, atMs: change.at.wallMs });
    change.record({
      kind: 'retention/hold-lifted',
      subject: `retention-hold:${holdId}`,
      body: { ledger: hold.ledger, entry: hold.number },
    });
    change.publish({ name: 'retention', payload: { holdId } });
    return { lifted: holdId };
  });
}

/** A person says that every page is out and signed by both. @throws DeskError `retention/not-printed`, `retention/wrong-state` */
export function confirmSigned(room: RetentionRoom, command: Command, id: number): Acted<{ state: string }> {
  return room.desk.act(command, 'retention/signed', (change) => {
    const list = listOf(room, id);
    if (nextList(list.state, 'signed') === undefined) throw wrongState(list.state);
    const stands = paperStanding(list.paper === null ? [] : room.parts.jobsOf(list.paper));
    if (stands !== 'out' && stands !== 'unsure') throw notPrinted();
    writeStep(room, change, list, 'signed', { signed: { by: change.actor, atMs: change.at.wallMs } }, { stands });
    return { state: 'printed' };
  });
}

/** The list comes to nothing: its papers are void with it. */
export function endList(
  room: RetentionRoom,
  change: Change,
  list: StoredList,
  input: 'refused' | 'changed',
  reason: string,
): void {
  const ended = { by: change.actor, atMs: change.at.wallMs };
  writeStep(room, change, list, input, { ended, reason }, {}, { reason });
  voidPapers(room, change, list);
}

function voidPapers({ parts }: RetentionRoom, change: Change, { paper }: StoredList): void {
  if (paper !== null) parts.withdrawPapers(change, paper);
}

function printList(room: RetentionRoom, change: Change, list: StoredList, subject: string): void {
  const { desk, parts, store } = room;
  const entries = store.entries(list.id).filter(({ state }) => state === 'listed');
  const ledgers = keptLedgers(room).map(({ ledger, name, years }) => ({ ledger, name, years }));
  const papers = destructionPapers({
    list,
    entries,
    totals: totalsOf(ledgers, entries),
    approvedBy: [list.first, list.second].flatMap((deed) => (deed === null ? [] : [parts.signature(deed.by)])),
    identity: parts.identity,
    timeZone: desk.timeZone,
    atMs: change.at.wallMs,
    head: desk.journal.head(),
  });
  for (const paper of papers) parts.queuePaper(change, { document: 'destruction-list', subject, paper });
}

/** @throws DeskError `retention/needs-post` */
export function requirePost(room: RetentionRoom, { posts }: Decider): void {
  const { value, clause } = rulesOf(room).approvers;
  if (!value.some((post) => posts.includes(post))) throw needsPost(clause);
}

function reasonOf(reason: string): string {
  const words = reason.trim();
  if (words === '') throw needsReason();
  return words;
}

/** True when every entry that is to go is still past its time, as it was listed. */
export function isStillDue(room: RetentionRoom, entries: readonly ListEntry[]): boolean {
  const due = new Map(dueNow(room).map((one) => [`${one.ledger} ${one.ref}`, one]));
  return entries.every((entry) => {
    const now = due.get(`${entry.ledger} ${entry.ref}`);
    return now !== undefined && now.records === entry.records && now.papers === entry.papers;
  });
}
