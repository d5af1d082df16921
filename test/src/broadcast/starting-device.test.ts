import { afterEach, expect, it } from 'vitest';
import { withdraw } from '../../../src/broadcast/actions.ts';
import { DeviceError, type DeviceHealth } from '../../../src/ports/device.ts';
import { command } from '../../desk-fixture.ts';
import { settle } from '../../fake-clock.ts';
import { fakePublicAddress } from '../../fake-public-address.ts';
import { disposeRooms, openRoom, restartRoom } from './broadcast-fixture.ts';
import { wait } from './send-to-air.ts';

// Breaking it on purpose: in turns.ts let noSound not mind a device that still starts: red.

afterEach(disposeRooms);

// Red when prepareAhead keeps what came too late: it would never be thrown away.
it('what was rendered after its announcement was taken back is not kept', async () => {
  const room = openRoom();
  const { announcementId } = room.call();
  withdraw(room.broadcast, command(), announcementId);
  await settle();
  expect([room.device.prepared.length, room.broadcast.timelines.size]).toEqual([1, 0]);
});

// Red when stepLater of air.ts goes on in a room that is left: the announcement is given up, and the restart has nothing to air.
it('what is being rendered when the desk is shut down waits over the restart', async () => {
  const room = openRoom();
  await wait(room, 'service');
  let fail: (cause: Error) => void = () => undefined;
  room.device.prepare = () => new Promise((_, reject) => (fail = reject));
  const waits = await wait(room, 'service');
  room.broadcast.stop();
  fail(
    new DeviceError(
      'audio/stopped',
      { zh: '广播设备停了。', en: 'The public address is stopped.' },
      { retryable: true },
    ),
  );
  await settle();
  expect(room.state(waits)).toBe('queued');
});

it('what waited over a restart waits on while the public address still starts, and is heard when it is ready', async () => {
  const room = openRoom();
  await wait(room, 'service');
  const waits = await wait(room, 'service');
  const device = fakePublicAddress();
  const { health, prepare, onHealth } = device;
  let starting = true;
  const heard = new Set<(health: DeviceHealth) => void>();
  device.health = () => (starting ? { state: 'starting', faults: [], counters: {} } : health());
  device.onHealth = (listener) => {
    heard.add(listener);
    return onHealth(listener);
  };
  device.prepare = (announcement) => {
    const says = { zh: '广播设备没有启动。', en: 'The public address is not started.' };
    return starting
      ? Promise.reject(new DeviceError('audio/not-started', says, { retryable: true }))
      : prepare(announcement);
  };
  const again = restartRoom(room, device);
  await again.desk.clock.advance(10_000);
  expect(again.state(waits)).toBe('queued');
  starting = false;
  for (const tell of heard) tell(device.health());
  await again.desk.clock.advance(0);
  expect(device.aired).toEqual([waits]);
});
