import { lies } from './imports.mjs';

/** Time, chance and the environment are handed in: they are read in the named places only. */
export const noAmbient = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object' }],
    messages: {
      time: 'Time and chance come from platform/clock.',
      env: 'The environment is read in platform/config alone.',
    },
  },
  create(context) {
    const { time = [], env = [] } = context.options[0] ?? {};
    const timeHere = lies(context.filename, time);
    const envHere = lies(context.filename, env);
    const is = (node, object, property) =>
      node.object.type === 'Identifier' && node.object.name === object && node.property.name === property;
    return {
      MemberExpression(node) {
        if (!envHere && is(node, 'process', 'env')) context.report({ node, messageId: 'env' });
        if (!timeHere && (is(node, 'Date', 'now') || is(node, 'Math', 'random')))
          context.report({ node, messageId: 'time' });
      },
      NewExpression(node) {
        if (!timeHere && node.callee.name === 'Date' && node.arguments.length === 0) {
          context.report({ node, messageId: 'time' });
        }
      },
    };
  },
};
