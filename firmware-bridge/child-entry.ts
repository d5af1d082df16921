import { fileURLToPath } from 'node:url';

/**
 * Where Node finds a worker or child process entry: the compiled JavaScript, also when the caller itself runs from TypeScript
 * (under the test runner, which builds first).
 *
 * @param callerUrl `import.meta.url` of the file that starts the child
 * @param name path of the entry relative to the caller, without its ending, e.g. `./guard-process`
 */
export function childEntry(callerUrl: string, name: string): URL {
  if (callerUrl.endsWith('.js')) return new URL(`${name}.js`, callerUrl);
  const root = fileURLToPath(new URL('..', import.meta.url));
  const source = fileURLToPath(new URL(`${name}.js`, callerUrl));
  return new URL(`../.build/${source.slice(root.length)}`, import.meta.url);
}
