import { type AskedAnnouncement, sendToAir } from '../../../src/broadcast/actions.ts';
import type { AirClass } from '../../../src/broadcast/rules.ts';
import { command } from '../../desk-fixture.ts';
import type { Room } from './broadcast-fixture.ts';

let asked = 0;

/** Sends words of a class to the air as a room does. */
export function send(
  room: Pick<Room, 'desk' | 'broadcast'>,
  of: AirClass,
  more: Partial<AskedAnnouncement> = {},
): string {
  const one = command();
  const words = `第${++asked}条`;
  return room.desk.act(one, 'test/send', (change) => {
    change.record({ kind: 'test/send', subject: 'test', body: {} });
    return sendToAir(room.broadcast, change, {
      id: one.id,
      class: of,
      title: { zh: words, en: words },
      parts: [{ kind: 'chime' }, { kind: 'speech', text: words, language: 'zh' }],
      times: 1,
      gapMs: 0,
      ...more,
    });
  }).answer.announcementId;
}

/** The same, and its window of three seconds has ended. */
export async function wait(room: Room, of: AirClass, more: Partial<AskedAnnouncement> = {}): Promise<string> {
  const id = send(room, of, more);
  await room.desk.clock.advance(3_000);
  return id;
}
