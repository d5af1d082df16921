import type { Acted, Command } from '../journal/desk.ts';
import { DeskError } from '../ports/desk-error.ts';
import { announcementOf, type Broadcast, closeNeverAired, silence } from './broadcast-room.ts';
import { inOrder, placeBefore } from './queue.rules.ts';
import type { AnnouncementView } from './rules.ts';

/**
 * Ends one announcement, on the air or before it; what waits behind it has its turn. Anybody at the screen may.
 * @throws DeskError `air/unknown`, `air/ended`
 */
export function stopOne(broadcast: Broadcast, command: Command, id: string): Acted<{ state: string }> {
  return broadcast.desk.act(command, 'broadcast/stop-one', (change) => {
    const one = announcementOf(broadcast, id);
    if (!['armed', 'queued', 'on-air'].includes(one.state)) throw ended(one);
    change.record({
      kind: 'broadcast/stop-pressed',
      subject: `announcement:${id}`,
      body: { state: one.state },
    });
    silence(broadcast, change, [one], one.state === 'on-air' ? 'air/stopped' : 'air/withdrawn');
    closeNeverAired(broadcast, [one], change.at.wallMs);
    return { state: one.state === 'on-air' ? 'ending' : 'withdrawn' };
  });
}

/**
 * Moves one that waits in front of another of its class, or behind all of them. A class never overtakes another.
 *
 * @param before the announcement it is to stand in front of; null: last
 * @throws DeskError `air/unknown`, `air/not-waiting`, `air/other-class`
 */
export function moveInQueue(
  broadcast: Broadcast,
  command: Command,
  id: string,
  before: string | null,
): Acted<{ moved: boolean }> {
  return broadcast.desk.act(command, 'broadcast/queue-moved', (change) => {
    const one = announcementOf(broadcast, id);
    if (one.state !== 'armed' && one.state !== 'queued') throw notWaiting(one);
    const waiting = inOrder(broadcast.store.live().filter(({ state }) => state !== 'on-air'));
    const others = waiting.filter((other) => other.class === one.class && other.id !== id);
    const place = placeBefore(others, before);
    if (place === undefined) throw otherClass(announcementOf(broadcast, before ?? id));
    broadcast.store.move(id, place);
    change.record({ kind: 'broadcast/queue-moved', subject: `announcement:${id}`, body: { before } });
    change.afterCommit(() => {
      broadcast.announceAir();
      broadcast.takeTurns();
    });
    return { moved: true };
  });
}

/** What a source has asked for, oldest first; see {@link AskedAnnouncement.source}. */
export function announcementsOf(broadcast: Broadcast, source: string): readonly AnnouncementView[] {
  return broadcast.store.ofSource(source);
}

function ended({ state }: AnnouncementView): DeskError {
  return new DeskError(
    'wrong-state',
    'air/ended',
    { zh: '这条广播已经结束了。', en: 'This announcement has ended already.' },
    { facts: { state } },
  );
}

function notWaiting({ state }: AnnouncementView): DeskError {
  return new DeskError(
    'wrong-state',
    'air/not-waiting',
    {
      zh: '这条广播不在排队，不能再调顺序。',
      en: 'This announcement is not waiting: its place cannot be changed any more.',
    },
    { facts: { state } },
  );
}

function otherClass({ title }: AnnouncementView): DeskError {
  return new DeskError('wrong-state', 'air/other-class', {
    zh: `只能在同一类里调顺序，“${title.zh}”是另一类，或者已经播了。`,
    en: `The order can be changed within a class only: "${title.en}" is of another, or was aired meanwhile.`,
  });
}
