import type { DeviceView } from '../../src/devices/rules.ts';
import type { World } from './world.ts';

/** Waits until the devices page shows a device in one of these states, and gives what it shows. */
export async function deviceIs(world: World, id: string, ...states: DeviceView['state'][]): Promise<DeviceView> {
  let last: DeviceView | undefined;
  return world.until(
    () => `${id} to be ${states.join(' or ')}; it is ${last?.state} ${last?.faults.map(({ code }) => code).join()}`,
    async () => {
      const views: DeviceView[] = await world.desk.ask('GET', '/devices');
      last = views.find((view) => view.id === id);
      return last !== undefined && states.includes(last.state) ? last : undefined;
    },
  );
}
