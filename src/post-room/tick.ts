import type { Acted, Change, Command } from '../journal/desk.ts';
import { departmentOf, departmentsOf } from './departments.ts';
import { coverPaper, missedPaper, type PostFrame, reminderPaper } from './papers.ts';
import { hasArrived, type PostRoom, placedIn, roundBy, roundView, sheetsOf, subjectOf } from './post-room.ts';
import { alreadyTicked, nothingToDeliver, notTicked, notToHr } from './refusals.ts';
import type { PostStepKind } from './store.ts';
import { cellOf, isAwaited, isTicked, itemOf, stepsBy } from './views.ts';

/** Which delivery of which department. */
export interface PostKey {
  readonly deliveryId: string;
  readonly nominal: string;
  readonly department: string;
}

/**
 * A named person says that a department's delivery is there, or that this was ticked wrongly.
 * @throws DeskError `post-room/no-such-round`, `post-room/no-such-department`, `post-room/already-ticked`, `post-room/not-ticked`
 */
export function tickDelivery(
  room: PostRoom,
  command: Command,
  key: PostKey,
  received: boolean,
  byPersonId: number,
): Acted<{ stepId: number }> {
  return room.desk.act(command, 'post-room/tick', (change) => {
    const round = roundBy(room, key.deliveryId, key.nominal);
    departmentOf(room, round, placedIn(room, [round]), key.department);
    const ticked = isTicked(stepsBy(room, round).get(key.department) ?? []);
    if (ticked && received) throw alreadyTicked();
    if (!ticked && !received) throw notTicked();
    return { stepId: writeStep(room, change, key, received ? 'received' : 'undone', byPersonId) };
  });
}

/** Prints a slip that asks a department for what is missing. @throws DeskError `post-room/no-such-round`, `post-room/no-such-department` */
export function printReminder(
  room: PostRoom,
  command: Command,
  key: PostKey,
  byPersonId: number,
): Acted<{ jobId: number }> {
  return room.desk.act(command, 'post-room/remind', (change) => {
    const item = itemOf(room, key.deliveryId, key.nominal, key.department);
    const paper = reminderPaper(item, frameOf(room, change));
    const jobId = room.needs.queuePaper(change, { document: 'post-reminder', subject: subjectOfKey(key), paper });
    writeStep(room, change, key, 'reminded', byPersonId);
    return { jobId };
  });
}

/** Prints what is missing of the punches, for the department to confirm. @throws DeskError as {@link printReminder} */
export function printMissed(room: PostRoom, command: Command, key: PostKey): Acted<{ jobId: number }> {
  return room.desk.act(command, 'post-room/print-missed', (change) => {
    const item = itemOf(room, key.deliveryId, key.nominal, key.department);
    const paper = missedPaper(item, item.missed ?? [], frameOf(room, change));
    const subject = subjectOfKey(key);
    const jobId = room.needs.queuePaper(change, { document: 'missed-punches', subject, paper });
    change.record({ kind: 'post-room/missed-printed', subject, body: { ...key, jobId } });
    return { jobId };
  });
}

/** Prints what goes in the envelope of a round. @throws DeskError `post-room/no-such-round` */
export function printCover(
  room: PostRoom,
  command: Command,
  deliveryId: string,
  nominal: string,
): Acted<{ jobId: number }> {
  return room.desk.act(command, 'post-room/print-cover', (change) => {
    const round = roundBy(room, deliveryId, nominal);
    const departments = departmentsOf(room, [round], placedIn(room, [round]));
    const items = departments.map(({ name }) => itemOf(room, deliveryId, nominal, name));
    const paper = coverPaper(roundView(room, round), items, frameOf(room, change));
    const subject = subjectOf(deliveryId, nominal);
    const jobId = room.needs.queuePaper(change, { document: 'post-cover', subject, paper });
    change.record({ kind: 'post-room/cover-printed', subject, body: { deliveryId, nominal, jobId } });
    return { jobId };
  });
}

/**
 * The desk has delivered a round to HR: its sheets at the desk are with HR now, and every department of it is ticked.
 * @throws DeskError `post-room/no-such-round`, `post-room/not-to-hr`, `post-room/nothing-to-deliver`
 */
export function deliverRound(
  room: PostRoom,
  command: Command,
  deliveryId: string,
  nominal: string,
  byPersonId: number,
): Acted<{ departments: number; sheets: number }> {
  const round = roundBy(room, deliveryId, nominal);
  if (round.delivery.way !== 'to-hr') throw notToHr();
  const departments = departmentsOf(room, [round], placedIn(room, [round]));
  const going = departments
    .flatMap(({ name }) => sheetsOf(room, round, name))
    .filter((sheet) => !hasArrived(round.delivery, sheet) && sheet.lacking === null)
    .map(({ formId }) => formId);
  // Its own command, so that each of the two acts once, also when the power goes between them.
  if (going.length > 0) room.needs.deliverToHr({ ...command, id: `${command.id}/sheets` }, going);
  return room.desk.act(command, 'post-room/deliver', (change) => {
    const known = stepsBy(room, round);
    const placed = placedIn(room, [round]);
    const open = departments.filter((department) => {
      const steps = known.get(department.name) ?? [];
      const { sheets, state } = cellOf(room, round, department, steps, placed);
      return !isTicked(steps) && (sheets > 0 || isAwaited(state));
    });
    if (open.length === 0 && going.length === 0) throw nothingToDeliver();
    for (const { name } of open)
      writeStep(room, change, { deliveryId, nominal, department: name }, 'received', byPersonId);
    change.record({
      kind: 'post-room/delivered',
      subject: subjectOf(deliveryId, nominal),
      body: { deliveryId, nominal, departments: open.length, sheets: going.length },
    });
    return { departments: open.length, sheets: going.length };
  });
}

function writeStep({ store }: PostRoom, change: Change, key: PostKey, kind: PostStepKind, byPersonId: number): number {
  const stepId = store.insert({ ...key, kind, byPersonId, atMs: change.at.wallMs });
  change.record({ kind: `post-room/${kind}`, subject: subjectOfKey(key), body: { ...key, stepId } });
  change.publish({ name: 'post-room', payload: { ...key } });
  return stepId;
}

function subjectOfKey({ deliveryId, nominal }: PostKey): string {
  return subjectOf(deliveryId, nominal);
}

function frameOf({ desk, needs }: PostRoom, change: Change): PostFrame {
  return { identity: needs.identity, timeZone: desk.timeZone, atMs: change.at.wallMs };
}
