import type { DeviceView } from '../../devices/rules.ts';
import { isForClerks } from '../words/device-words.ts';
import { t } from '../words/t.ts';

/** In the order a person should go to them: what does not work, first what a clerk can mend, then what will stop soon, then the rest. */
export function byUrgency(devices: readonly DeviceView[]): readonly DeviceView[] {
  return devices.toSorted((one, other) => urgency(one) - urgency(other));
}

function urgency({ state, faults }: Pick<DeviceView, 'state' | 'faults'>): number {
  if (state === 'fault') return faults.some(({ code }) => isForClerks(code)) ? 0 : 1;
  return { waiting: 2, starting: 3, ready: 4, off: 5 }[state];
}

/** What a device is called on the page; of several of a kind each has its number, in the order of the configuration. */
export function nameOf(
  device: Pick<DeviceView, 'id' | 'kind'>,
  all: readonly Pick<DeviceView, 'id' | 'kind'>[],
): string {
  const alike = all.filter(({ kind }) => kind === device.kind);
  const name = t(`device.${device.kind}`);
  return alike.length < 2 ? name : `${name} ${alike.findIndex(({ id }) => id === device.id) + 1}`;
}
