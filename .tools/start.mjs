// npm start: packages, build, then the service in this very process.
import './root.mjs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: false });
await build();
await import('../.build/qingyu.js');
