import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// Every browser that runs the desk reads woff2; the second address doubles the style sheet.
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource.*\.css$/.test(id) ? code.replace(/,\s*url\([^)]*\.woff\) format\(['"]woff['"]\)/g, '') : null,
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [onlyWoff2],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../.build/ui', import.meta.url)),
    emptyOutDir: true,
    // Fonts stay files: the browser loads only the unicode ranges a page shows.
    assetsInlineLimit: 0,
    // The desk runs one Chromium, installed with the product.
    target: 'chrome120',
    chunkSizeWarningLimit: 1000,
  },
});
