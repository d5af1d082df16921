// npm run reader:key -- --config FILE --reader ID [--new-key]: puts the site key into an OSDP reader in install mode.
import './root.mjs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: false });
await build();
await import('../.build/src/reader-key.js');
