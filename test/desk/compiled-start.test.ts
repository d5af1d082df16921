import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeServiceFolder, type ServiceFolder, spawnService } from './service-process.ts';

// What V8 compiled at the build (.tools/compile.mjs, .tools/launch.mjs). Breaking it on purpose: start with other flags, or leave
// keepCompiled out of the build (nothing is taken: red); hand on what is kept without asking for its digest (the other bundle's is
// taken: red).

let folder: ServiceFolder;
afterEach(() => folder.remove());

it('is taken by every later start', async () => {
  expect(await started('')).toMatch(/compiled: true/);
});

it('is left where it is of another bundle, and the desk starts all the same', async () => {
  const ofAnother = `
    const fs = require('node:fs');
    const read = fs.readFileSync;
    fs.readFileSync = (file, ...more) => {
      const bytes = read(file, ...more);
      if (String(file).endsWith('qingyu.compiled')) bytes[0] ^= 1;
      return bytes;
    };
    require('node:module').syncBuiltinESMExports();`;
  expect(await started(ofAnother)).toMatch(/compiled: false/);
});

/** Starts and stops the service with something done first; answers what it said of the compiled code. */
async function started(first: string): Promise<string> {
  folder = makeServiceFolder();
  const hook = join(folder.path, 'hook.cjs');
  writeFileSync(
    hook,
    `${first}
    const vm = require('node:vm');
    const { isMainThread } = require('node:worker_threads');
    if (isMainThread && process.argv.includes('--config')) vm.Script = class extends vm.Script {
      constructor(code, options) {
        super(code, options);
        const taken = options.cachedData !== undefined && this.cachedDataRejected === false;
        process.once('exit', () => console.error('compiled: ' + taken));
      }
    };`,
  );
  const service = spawnService(folder, { NODE_OPTIONS: `--require=${hook}` });
  await service.ready;
  await service.stop();
  return service.complaints;
}
