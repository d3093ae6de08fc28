import { lies, onImport } from './imports.mjs';

/** A package, or some of its names, may be imported in the named places only. */
export const confinedImport = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: { confined: '{{source}} may be imported only in: {{places}}.' },
  },
  create(context) {
    const rules = context.options[0]?.imports ?? [];
    return onImport((node, source) => {
      for (const rule of rules) {
        if (source !== rule.source && !source.startsWith(`${rule.source}/`)) continue;
        if (lies(context.filename, rule.only)) continue;
        const imported = (node.specifiers ?? []).map((one) => one.imported?.name ?? one.local?.name ?? '*');
        const whole = (node.specifiers ?? []).some((one) => one.type !== 'ImportSpecifier');
        if (rule.names && !whole && !imported.some((name) => rule.names.includes(name))) continue;
        context.report({
          node,
          messageId: 'confined',
          data: { source, places: rule.only.join(', ') || 'nowhere here' },
        });
      }
    });
  },
};
