import { onImport, target } from './imports.mjs';

const layerOf = (path) => /\.(controller|service|repository|entity|mapper)\.ts$/.exec(path)?.[1] ?? null;

/** What each layer may never import: controller -> service -> repository -> entity, and never back. */
const forbidden = {
  controller: ['repository', 'entity', 'controller'],
  service: ['controller'],
  repository: ['controller', 'service'],
  entity: ['controller', 'service', 'repository', 'mapper'],
  mapper: ['controller', 'service', 'repository'],
};

export const layers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layer: 'A {{from}} may not import a {{to}}.' },
  },
  create(context) {
    const from = layerOf(context.filename);
    if (!from) return {};
    return onImport((node, source) => {
      // A row's type may be named anywhere; what counts is who calls whom.
      if (node.importKind === 'type') return;
      const to = layerOf(target(context.filename, source) ?? '');
      if (to && forbidden[from].includes(to)) context.report({ node, messageId: 'layer', data: { from, to } });
    });
  },
};
