// Joins the compiled service into one file, .build/qingyu.js. Loading some 600 small modules is most of a cold start, more so from an SD card.
import { join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const ENTRY = '.build/src/main.js';
const BUNDLE = '.build/qingyu.js';
/** Native packages and what only child processes load stay where npm put them. */
const OUTSIDE = [
  'better-sqlite3',
  'serialport',
  'onoff',
  'node-hid',
  'libusb',
  'mpg123-decoder',
  '@wasm-audio-decoders/ogg-vorbis',
  '@wasm-audio-decoders/flac',
  'espeak-ng',
  'escpos',
  'fontkit',
  'yaml',
  'read-excel-file',
];

/** A module still finds its neighbours (migrations, child processes, printer profiles) from where it was compiled to. */
const ownUrls = {
  name: 'own-urls',
  transform(code, id) {
    if (!code.includes('import.meta.url') || id.includes('node_modules')) return null;
    const url = JSON.stringify(`./${relative(resolve('.build'), id)}`);
    return { code: code.replaceAll('import.meta.url', `new URL(${url}, import.meta.url).href`), map: null };
  },
};

/** Writes the bundle from the compiled modules. */
export async function bundle() {
  const made = await rolldown({
    input: resolve(ENTRY),
    platform: 'node',
    external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
    plugins: [ownUrls],
    logLevel: 'warn',
  });
  await made.write({
    file: join(BUNDLE),
    format: 'esm',
    codeSplitting: false,
    sourcemap: true,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  await made.close();
}
