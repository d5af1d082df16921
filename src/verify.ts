import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadSettings } from '../config/load.ts';
import { verifyChain } from './journal/verify-chain.ts';
import { openDatabase } from './store/database.ts';

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    database: { type: 'string' },
    head: { type: 'string' },
  },
});
const file =
  values.database ??
  join(
    loadSettings(values.config ?? process.env.QINGYU_CONFIG ?? 'config/default.yaml').config.store.folder,
    'qingyu.db',
  );
const database = openDatabase(file);
const report = verifyChain(database, values.head);
database.close();
if (report.whole) {
  console.log(`whole: ${report.rows} entries, head ${report.head}`);
} else {
  console.error(`NOT WHOLE: entry ${report.brokenAt} (${report.why}); ${report.rows} entries before it are good`);
  process.exitCode = 1;
}
