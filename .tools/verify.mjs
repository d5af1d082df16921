// npm run verify [-- --database FILE] [-- --head HASH]: recomputes the journal's whole hash chain.
import './root.mjs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: false });
await build();
await import('../.build/src/verify.js');
