import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
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
