import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config/load.ts';
import { openOsdpReader } from '../hardware/card-reader/open-osdp-reader.ts';
import { writeNewSiteKey } from '../hardware/card-reader/site-key.ts';
import { createSystemClock } from './clock/system-clock.ts';
import { DeviceError } from './ports/device.ts';

// Puts the site key of the configuration into an OSDP reader that is in install mode. The service must not run: it holds the port.
const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    reader: { type: 'string' },
    'new-key': { type: 'boolean', default: false },
  },
});
const { config } = loadSettings(values.config ?? process.env.QINGYU_CONFIG ?? 'config/default.yaml');
const entry = config.devices.find((one) => one.id === values.reader);
if (entry?.kind !== 'card-reader' || entry.model !== 'osdp') {
  fail(`--reader should name an OSDP reader of the configuration, not ${values.reader ?? 'nothing'}`);
} else if (entry.key === 'install') {
  fail(`${entry.id} has key: install; set key: { file: … } first`);
} else {
  await put(entry, entry.key.file);
}

async function put(osdp: Parameters<typeof openOsdpReader>[0], file: string): Promise<void> {
  if (values['new-key'] && existsSync(file)) {
    fail(`${file} is there already: leave out --new-key to use it`);
    return;
  }
  if (values['new-key']) writeNewSiteKey(file);
  const { reader } = openOsdpReader(osdp, createSystemClock());
  await reader.start();
  try {
    await whenTalking(reader);
    await reader.installSiteKey();
    console.log(`${osdp.id} has the key of ${file} now. Keep a copy of that file away from this computer.`);
  } catch (error) {
    fail(error instanceof DeviceError ? error.says.en : String(error));
  } finally {
    await reader.stop();
  }
}

/** Resolves once the reader was heard, with whatever key; fails with the first fault of the cable or the line. */
function whenTalking(reader: ReturnType<typeof openOsdpReader>['reader']): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { state, faults, counters } = reader.health();
      const [fault] = faults;
      if (state === 'ready' || (counters.frames ?? 0) > 0) resolve();
      else if (fault !== undefined) reject(new DeviceError(fault.code, fault.says));
    };
    reader.onHealth(look);
    look();
  });
}

function fail(why: string): void {
  console.error(why);
  process.exitCode = 1;
}
