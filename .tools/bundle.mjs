// Joins the compiled service into one file, .build/qingyu.cjs, that .build/qingyu.js runs. Loading some 600 small modules is most of a cold start, more so from an SD card.
import { cpSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const ENTRY = '.build/src/main.js';
const BUNDLE = '.build/qingyu.cjs';
const LAUNCHER = { from: '.tools/launch.mjs', to: '.build/qingyu.js' };
/** Native packages, what only child processes load and what a start does without stay where npm put them. */
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
  'write-excel-file',
  'pinyin-pro',
  'iconv-lite',
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
  // Lines and the names of functions stay, for whoever reads a stack trace; the names within them only cost time at every start.
  const minify = { compress: false, mangle: { keepNames: true }, codegen: { removeWhitespace: false } };
  const { output } = await made.generate({
    format: 'cjs',
    codeSplitting: false,
    comments: false,
    dynamicImportInCjs: false,
    minify,
  });
  await made.close();
  writeFileSync(BUNDLE, inAscii(output[0].code), 'latin1');
  cpSync(LAUNCHER.from, LAUNCHER.to);
}

/** One byte a character: V8 keeps and reads it in half the room. What is beyond ASCII stands in strings, templates and patterns only. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
