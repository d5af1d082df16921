import type { DeviceView } from '../../src/devices/rules.ts';
import type { World } from './world.ts';

/** Waits until the devices page shows a device in this state, and gives what it shows. */
export async function deviceIs(world: World, id: string, state: DeviceView['state']): Promise<DeviceView> {
  return world.until(`${id} to be ${state}`, async () => {
    const views: DeviceView[] = await world.desk.ask('GET', '/devices');
    return views.find((view) => view.id === id && view.state === state);
  });
}
