import { onImport, target } from './imports.mjs';

const rank = { lib: 0, components: 0, features: 1, app: 2 };
const zoneOf = (path) => {
  const found = /\/web\/src\/(lib|components|features|app)\/(?:([^/]+)\/)?/.exec(path);
  return found ? { zone: found[1], feature: found[1] === 'features' ? found[2] : null } : null;
};

/** In the SPA, imports point one way: lib and components, then features, then app; no feature into another. */
export const webZones = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      up: '{{from}} may not import {{to}}.',
      feature: 'Feature "{{from}}" may not import feature "{{to}}".',
    },
  },
  create(context) {
    const from = zoneOf(context.filename);
    if (!from) return {};
    return onImport((node, source) => {
      const to = zoneOf(target(context.filename, source) ?? '');
      if (!to) return;
      if (rank[to.zone] > rank[from.zone]) {
        context.report({ node, messageId: 'up', data: { from: from.zone, to: to.zone } });
      } else if (to.feature && from.feature && to.feature !== from.feature) {
        context.report({ node, messageId: 'feature', data: { from: from.feature, to: to.feature } });
      }
    });
  },
};
