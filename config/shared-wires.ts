import type { DeviceConfig } from './schema.ts';

/** A wire that one device has for itself, and where the configuration names it. */
interface Wire {
  readonly kind: 'port' | 'device file' | 'pin';
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** What two places of the configuration claim: a serial port, a device file, a header pin. The later claim is the wrong one. */
export function sharedWires(
  devices: readonly DeviceConfig[],
): readonly { readonly path: Wire['path']; readonly message: string }[] {
  const taken = new Map<string, string>();
  return devices.flatMap((device, index) =>
    wiresOf(device).flatMap(({ kind, name, path }) => {
      const owner = taken.get(name);
      taken.set(name, owner ?? device.id);
      if (owner === undefined) return [];
      return [{ path: [index, ...path], message: `expected another ${kind} than ${name}: “${owner}” has it` }];
    }),
  );
}

function wiresOf(device: DeviceConfig): readonly Wire[] {
  switch (device.kind) {
    case 'umbrella-cabinet': {
      const { link } = device;
      if ('gpio' in link)
        return link.gpio.flatMap(({ lock, sensor }, at) => [
          pin(lock, ['link', 'gpio', at, 'lock']),
          pin(sensor, ['link', 'gpio', at, 'sensor']),
        ]);
      if ('hidRelay' in link && Array.isArray(link.hidRelay))
        return link.hidRelay.map(({ sensor }, at) => pin(sensor, ['link', 'hidRelay', at, 'sensor']));
      return 'serial' in link ? [port(link.serial)] : [];
    }
    case 'contacts':
      return device.inputs.flatMap(({ gpio }, at) => (gpio === undefined ? [] : [pin(gpio, ['inputs', at, 'gpio'])]));
    case 'card-reader':
      return device.link !== 'simulated' && 'serial' in device.link ? [port(device.link.serial)] : [];
    case 'receipt-printer': {
      if (device.link === 'simulated') return [];
      if ('file' in device.link) return [{ kind: 'device file', name: device.link.file, path: ['link', 'file'] }];
      return 'serial' in device.link ? [port(device.link.serial)] : [];
    }
    case 'public-address':
      return (device.zones?.list ?? []).flatMap(({ relay }, at) =>
        relay !== 'simulated' && 'gpio' in relay ? [pin(relay.gpio, ['zones', 'list', at, 'relay', 'gpio'])] : [],
      );
    case 'slip-scanner':
      return [];
  }
}

function pin(
  { chip, offset }: { readonly chip: readonly string[]; readonly offset: number },
  path: Wire['path'],
): Wire {
  return { kind: 'pin', name: `${offset} of ${chip.join(', ')}`, path: [...path, 'offset'] };
}

function port(serial: string): Wire {
  return { kind: 'port', name: serial, path: ['link', 'serial'] };
}
