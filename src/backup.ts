import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config/load.ts';
import { createSystemClock } from './clock/system-clock.ts';
import { verifyChain } from './journal/verify-chain.ts';
import { openDatabase } from './store/database.ts';

const { values } = parseArgs({
  options: { config: { type: 'string' }, to: { type: 'string' } },
});
const { config } = loadSettings(values.config ?? process.env.QINGYU_CONFIG ?? 'config/default.yaml');
const folder = resolve(config.store.folder);
const stamp = new Date(createSystemClock().read().wallMs).toISOString().replaceAll(/[:.]/g, '-');
const copy = join(resolve(values.to ?? join(folder, 'backups')), `qingyu-${stamp}.db`);

const database = openDatabase(join(folder, 'qingyu.db'));
await database.backup(copy);
database.close();

// A backup nobody could restore is none: the copy is opened as the service would and its whole chain recomputed.
const restored = openDatabase(copy);
const report = verifyChain(restored);
restored.close();
if (report.whole) {
  console.log(`${copy}: ${report.rows} journal entries, head ${report.head}`);
} else {
  console.error(`${copy} is NOT a good backup: entry ${report.brokenAt} (${report.why})`);
  process.exitCode = 1;
}
