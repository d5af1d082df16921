import { spawnSync } from 'node:child_process';

/** Workers and child processes run from `.build/`; a stale build would test yesterday's code. */
export default function buildFirst(): void {
  const built = spawnSync(process.execPath, ['.tools/build.mjs'], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('the build failed, so the tests did not run');
}
