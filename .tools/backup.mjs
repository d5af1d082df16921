// npm run backup [-- --config FILE] [-- --to FOLDER]: a whole, checked copy of the database, also while the service runs.
import './root.mjs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: false });
await build();
await import('../.build/src/backup.js');
