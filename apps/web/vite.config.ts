import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SCRIPT = 'src/app/color-scheme.js';

/**
 * Puts the script that chooses the theme into the head, to run before the first paint: a plain script with a hashed
 * name beside the others, since the page's policy allows none inside it.
 */
const colorScheme = (): Plugin => ({
  name: 'color-scheme',
  buildStart() {
    if (this.environment.mode !== 'build') return;
    const source = readFileSync(new URL(SCRIPT, import.meta.url));
    this.emitFile({ type: 'asset', name: 'color-scheme.js', source });
  },
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => {
      const files = Object.values(bundle ?? {});
      const file = files.find((one) => one.type === 'asset' && one.names.includes('color-scheme.js'));
      return [{ tag: 'script', attrs: { src: `/${file?.fileName ?? SCRIPT}` }, injectTo: 'head-prepend' }];
    },
  },
});

/** Each script and style also compressed, so that the API has nothing to compress while people wait. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css|svg)$/.test(file.fileName)) continue;
        const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        this.emitFile({
          type: 'asset',
          fileName: `${file.fileName}.br`,
          source: await promisify(brotliCompress)(plain),
        });
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: await promisify(gzip)(plain) });
      }
    },
  },
});

export default defineConfig({
  cacheDir: '../../node_modules/.vite/web',
  plugins: [react(), colorScheme(), precompressed()],
  server: { proxy: { '/api': 'http://localhost:3000' } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Nothing inlined: the page's policy takes fonts from this origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file holds what every visit needs: many small ones compress worse.
            { name: 'first', tags: ['$initial'], priority: 2 },
            // And one what several screens behind the sign-in share; each screen adds its own.
            { name: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
      },
      // The contracts' files do nothing but declare; so a page that uses a label or a permission loads no schema.
      treeshake: { moduleSideEffects: [{ test: /libs\/contracts\/src/, sideEffects: false }] },
    },
  },
});
