// Runs the service from its bundle, with what V8 compiled of it at the build: to parse some megabytes anew is a third of a cold start.
// Built as .build/qingyu.js. QINGYU_KEEP_COMPILED writes what was compiled until the process ends.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const bundle = fileURLToPath(new URL('./qingyu.cjs', import.meta.url));
const compiled = fileURLToPath(new URL('./qingyu.compiled', import.meta.url));
const code = readFileSync(bundle);
// V8 itself only asks whether the length is the same.
const digest = createHash('sha256').update(code).digest();
const script = new vm.Script(`(function(require,module,exports,__filename){${code.latin1Slice()}\n})`, {
  filename: bundle,
  cachedData: keptFor(digest),
});
if (process.env.QINGYU_KEEP_COMPILED !== undefined) {
  process.once('exit', () => writeFileSync(compiled, Buffer.concat([digest, script.createCachedData()])));
}
const module = { exports: {} };
script.runInThisContext()(createRequire(bundle), module, module.exports, bundle);

/** What was compiled of this very bundle; V8 takes it only where its own version and flags are the same. */
function keptFor(digest) {
  try {
    const kept = readFileSync(compiled);
    return kept.subarray(0, digest.length).equals(digest) ? kept.subarray(digest.length) : undefined;
  } catch {
    return undefined;
  }
}
