import '../config/schema-settings.ts';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config/load.ts';
import { ConfigError } from '../config/located-error.ts';
import { ListenError } from './http/server.ts';
import { sdNotify, startWatchdog } from './sd-notify.ts';
import { startService } from './service.ts';
import { StoreError } from './store/database.ts';

const { values } = parseArgs({ options: { config: { type: 'string' } } });

void start();

async function start(): Promise<void> {
  try {
    const settings = loadSettings(values.config ?? process.env.QINGYU_CONFIG ?? 'config/default.yaml');
    const service = await startService(settings);
    const stopWatchdog = startWatchdog(service.clock.after);
    const stop = async (): Promise<void> => {
      sdNotify('--stopping');
      stopWatchdog();
      await service.stop();
      process.exit(0);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
    console.log(`晴雨 Qingyu: ${service.address}${settings.config.plaza.demo ? '  (演示 demo)' : ''}`);
    sdNotify('--ready');
  } catch (error) {
    const isForPeople = [ConfigError, StoreError, ListenError].some((kind) => error instanceof kind);
    console.error(isForPeople && error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
