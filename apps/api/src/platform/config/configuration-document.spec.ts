import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { variables } from './config.ts';

const ROOT = resolve(import.meta.dirname, '../../../../..');
const document = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');

/** Name, default and meaning of each row of the table. */
const rows = new Map(
  [...document.matchAll(/^\| `([A-Z_]+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(
    ([, name = '', given = '', meaning = '']) => [name, { given, meaning }] as const,
  ),
);

/** Read by the tools that start and test, not by the API. */
const OF_THE_TOOLS = ['WORKERS', 'CHROMIUM_PATH'];

const schema = z.toJSONSchema(variables, { io: 'input', unrepresentable: 'any' });
const described = Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
  typeof one === 'object' ? [[name, one] as const] : [],
);

describe('docs/configuration.md', () => {
  it('has every variable, and no other', () => {
    expect([...rows.keys()].toSorted()).toEqual([...Object.keys(variables.shape), ...OF_THE_TOOLS].toSorted());
  });

  it('says the variables of the tools as the tools read them', () => {
    const tools = readdirSync(join(ROOT, 'tools'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map((name) => readFileSync(join(ROOT, 'tools', name), 'utf8'))
      .join('\n');
    for (const name of OF_THE_TOOLS) expect(tools).toContain(`'${name}'`);
  });

  it.each(described)(
    'says the default, the bounds and the values of %s',
    (name, { default: given, minimum, maximum, enum: values }) => {
      const row = rows.get(name);
      const said = `${row?.given} ${row?.meaning}`.replaceAll(',', '');
      if (given !== undefined) expect(row?.given.replaceAll('`', '')).toBe(String(given));
      for (const bound of [minimum, maximum]) {
        if (bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER) expect(said).toContain(String(bound));
      }
      for (const value of values ?? []) expect(said).toContain(`\`${String(value)}\``);
    },
  );
});
