// npm run bench: the speeds of trust.md as ratios against a floor measured in the same run.
import './root.mjs';
import { build } from './build.mjs';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: true });
await build();
await import('../.build/test/bench/bench.js');
