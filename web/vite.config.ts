// Bundles src/main.ts as one classic script, map.js, and one style sheet, map.css, which todoku
// writes into index.html.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2022',
    lib: { entry: 'src/main.ts', formats: ['iife'], name: 'todokuMap', fileName: () => 'map.js' },
    rollupOptions: { output: { assetFileNames: 'map.[ext]' } },
  },
});
