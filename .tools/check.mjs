// npm run check: types of the service and the screen, formatting and lint.
import './root.mjs';
import { spawnSync } from 'node:child_process';
import { ensurePackages } from './packages.mjs';

ensurePackages({ development: true });
const checks = [
  ['types of the service', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']],
  ['types of the screen', ['node_modules/typescript/bin/tsc', '-p', 'src/ui', '--noEmit']],
  ['format and lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']],
];
let failed = false;
for (const [name, args] of checks) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
