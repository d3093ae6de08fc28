import { onImport, target } from './imports.mjs';

const moduleOf = (path) => /\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;

/** One module reaches another through its index.ts alone, and `platform` reaches none. */
export const moduleDoors = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      door: 'Import module "{{to}}" through its index.ts.',
      platform: 'platform knows no domain: it may not import modules.',
    },
  },
  create(context) {
    const from = moduleOf(context.filename);
    const inPlatform = context.filename.includes('/src/platform/');
    return onImport((node, source) => {
      const path = target(context.filename, source);
      const to = path && moduleOf(path);
      if (!to) return;
      if (inPlatform) context.report({ node, messageId: 'platform' });
      else if (to !== from && !/\/modules\/[^/]+\/index\.ts$/.test(path)) {
        context.report({ node, messageId: 'door', data: { to } });
      }
    });
  },
};
