import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { onImport, target } from './imports.mjs';

const named = (path) => /\.(controller|service|repository|entity|mapper)\.ts$/.exec(path)?.[1] ?? null;

/** What each layer may never import: controller -> service -> repository -> entity, and never back. */
const forbidden = {
  controller: ['repository', 'entity', 'controller'],
  service: ['controller'],
  repository: ['controller', 'service'],
  entity: ['controller', 'service', 'repository', 'mapper'],
  mapper: ['controller', 'service', 'repository'],
};

/** Modules, their doors and their lists of providers put layers together; they are in none. */
const isWiring = (path) => /(?:\.module|\.providers|\/index)\.ts$/.test(path);

const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\sfrom\s+)?'(\.[^']*\.ts)'/gm;
const read = new Map();

/** What a file without a layer in its name imports by value, as absolute paths; and whether it answers requests itself. */
const look = (path) => {
  if (!read.has(path)) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const imports = [...text.matchAll(IMPORT)].map(([, source]) => resolve(dirname(path), source));
    read.set(path, { controller: /^@Controller\(/m.test(text), imports });
  }
  return read.get(path);
};

/**
 * The layer of a file: by its name, or, without one there, by what it does. What has routes is a controller; what reaches a
 * service or a repository, itself or through other such files, is a service.
 */
const layerOf = (path, seen = new Set()) => {
  const layer = named(path);
  if (layer) return layer;
  if (seen.has(path) || isWiring(path)) return null;
  seen.add(path);
  const { controller, imports } = look(path);
  if (controller) return 'controller';
  const reached = imports.map((one) => layerOf(one, seen));
  if (reached.includes('controller')) return 'controller';
  return reached.includes('service') || reached.includes('repository') ? 'service' : null;
};

export const layers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layer: 'A {{from}} may not import a {{to}}.' },
  },
  create(context) {
    if (isWiring(context.filename)) return {};
    // A file without a layer may import every layer except controllers, which no layer may import.
    const from = named(context.filename) ?? 'service';
    return onImport((node, source) => {
      // A row's type may be named anywhere; what counts is who calls whom.
      if (node.importKind === 'type') return;
      const path = target(context.filename, source);
      const to = path && layerOf(path);
      if (to && forbidden[from].includes(to)) context.report({ node, messageId: 'layer', data: { from, to } });
    });
  },
};
