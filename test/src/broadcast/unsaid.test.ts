import { afterEach, describe, expect, it } from 'vitest';
import { disposeRooms, openRoom } from './broadcast-fixture.ts';

afterEach(disposeRooms);

// Breaking it on purpose: leave `unsaid` out of followDevice, and the log says that the words were heard.
describe('a call whose words could not be said', () => {
  it.each([
    ['speech/deadline', '念不出来，只放了提示音。请用话筒喊话。'],
    ['recording/unreadable', '录音放不出来，只放了提示音。请用话筒喊话。'],
  ])('is logged as heard without them (%s), and says what to do', async (code, says) => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    room.device.endUnsaid(code);
    const logged = room.broadcast.store.announcementById(announcementId);
    expect(logged).toMatchObject({ state: 'completed', code, says: { zh: says }, rounds: 3 });
  });

  it('is another thing than one that was heard', async () => {
    const room = openRoom();
    const { announcementId } = await room.onAir();
    room.device.end();
    expect(room.broadcast.store.announcementById(announcementId)).toMatchObject({ code: null, says: null });
  });
});
