import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { type Broadcast, callOf, notFound, requireOpen } from './broadcast-room.ts';
import { callById } from './call-view.ts';
import { nextDueMs } from './follow-up.rules.ts';

/**
 * Somebody has done a step of an open call; whoever ticks it again hears who did it first.
 * @throws DeskError `call/unknown`, `call/closed`, `call/not-heard`, `call/unknown-step`
 */
export function tickStep(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  stepId: string,
): Acted<{ by: string; atMs: number }> {
  const earlier = broadcast.followUps.done(callId).find((one) => one.stepId === stepId);
  if (earlier !== undefined)
    return { answer: { by: nameOf(broadcast, earlier.by), atMs: earlier.atMs }, repeated: true };
  return broadcast.desk.act(command, 'broadcast/tick-step', (change) => {
    requireOpen(callOf(broadcast, callId));
    const { next, number } = callById(broadcast, callId);
    if (next.elapsedMs === null) throw notHeard(number);
    if (!next.steps.some(({ id }) => id === stepId)) throw notFound('call/unknown-step', stepId);
    const atMs = change.at.wallMs;
    broadcast.followUps.insertStep(callId, { stepId, by: command.actor, atMs, elapsedMs: next.elapsedMs });
    change.record({ kind: 'broadcast/step-done', subject: `call:${callId}`, body: { number, step: stepId } });
    change.afterCommit(() => broadcast.announceAir());
    return { by: nameOf(broadcast, command.actor), atMs };
  });
}

/**
 * A step of an open call was ticked by mistake: it is to be done again. What was ticked, by whom and when, stays on record beside this.
 * @throws DeskError `call/unknown`, `call/closed`, `call/step-not-done`, `call/step-heard` for one that is done by being heard
 */
export function undoStep(
  broadcast: Broadcast,
  command: Command,
  callId: number,
  stepId: string,
): Acted<{ undone: boolean }> {
  return broadcast.desk.act(command, 'broadcast/undo-step', (change) => {
    requireOpen(callOf(broadcast, callId));
    const { next, number } = callById(broadcast, callId);
    const step = next.steps.find(({ id }) => id === stepId);
    if (step?.state !== 'done') throw notDone();
    if (step.heard !== null) throw wasAired();
    const undone = { stepId, by: command.actor, atMs: change.at.wallMs, elapsedMs: next.elapsedMs ?? 0 };
    broadcast.followUps.insertStep(callId, undone, false);
    change.record({ kind: 'broadcast/step-undone', subject: `call:${callId}`, body: { number, step: stepId } });
    change.afterCommit(() => broadcast.announceAir());
    return { undone: true };
  });
}

/** Tells the screens whenever a step of an open call falls due; returns the function that stops it. */
export function remindOfSteps(broadcast: Broadcast): () => void {
  const { clock } = broadcast.desk;
  let cancel = (): void => undefined;
  const look = (): void => {
    cancel();
    const inMs = broadcast.followUps.openCalls().flatMap((id) => nextDueMs(callById(broadcast, id).next) ?? []);
    if (inMs.length === 0) return;
    cancel = clock.after(Math.max(0, Math.min(...inMs)), () => {
      broadcast.announceAir();
      look();
    });
  };
  const unfollow = broadcast.onAnnouncement(look);
  look();
  return () => {
    unfollow();
    cancel();
  };
}

function nameOf({ parts }: Broadcast, actor: string): string {
  return parts.signature(actor).name;
}

function notHeard(number: string): DeskError {
  return new DeskError('wrong-state', 'call/not-heard', {
    zh: `${number} 还没有播出，出声后再打勾。`,
    en: `${number} has not been heard yet. Tick the steps when it is on the air.`,
  });
}

function notDone(): DeskError {
  return new DeskError('wrong-state', 'call/step-not-done', {
    zh: '这一步还没有打勾，不用撤销。',
    en: 'This step is not ticked. There is nothing to undo.',
  });
}

function wasAired(): DeskError {
  return new DeskError('wrong-state', 'call/step-heard', {
    zh: '这一步已经播出过，撤销不了。',
    en: 'This step was done by being heard. It cannot be undone.',
  });
}
