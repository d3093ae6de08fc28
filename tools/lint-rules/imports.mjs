import { dirname, resolve } from 'node:path';

/** Calls `visit(node, source)` for every static, re-exporting and dynamic import of a file. */
export const onImport = (visit) => ({
  ImportDeclaration: (node) => visit(node, node.source.value),
  ExportNamedDeclaration: (node) => node.source && visit(node, node.source.value),
  ExportAllDeclaration: (node) => visit(node, node.source.value),
  ImportExpression: (node) => node.source.type === 'Literal' && visit(node, String(node.source.value)),
});

/** The absolute path that a relative import names; null for a package. */
export const target = (filename, source) => (source.startsWith('.') ? resolve(dirname(filename), source) : null);

/** True where one of the fragments is part of the file's path. */
export const lies = (filename, fragments) => fragments.some((part) => filename.includes(part));
