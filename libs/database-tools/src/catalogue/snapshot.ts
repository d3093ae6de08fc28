import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { sectionQueries } from './queries.ts';

export type CatalogueSection = keyof typeof sectionQueries;

/** By section and by name (`table`, `table.column`, `function(arguments)`), what it is: one text each. Sorted. */
export type CatalogueSnapshot = Record<CatalogueSection, Record<string, string>>;

const sections = Object.keys(sectionQueries) as CatalogueSection[];

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Describes a schema, by default `public`, as PostgreSQL's catalogue has it: tables and whether row-level security is
 * on and forced, columns, constraints, indexes with their WHERE, functions with body and settings, triggers, policies,
 * views, rules, sequences, types and grants. No rows. Two databases of one structure give equal snapshots, whatever
 * their history was; a plain object, to compare and to keep as JSON. The database's owner is called `(owner)` in it, the
 * role `appRole`, if one is named, `(app)`. Throws pg's errors.
 */
export const catalogueSnapshot = (
  connection: Connection,
  { schema = 'public', appRole = '' }: { schema?: string; appRole?: string } = {},
): Promise<CatalogueSnapshot> =>
  withClient(connection, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SELECT set_config('search_path', '', true), set_config('pacekeeper.app_role', $1, true)`, [
      appRole,
    ]);
    const { rows: found } = await client.query<{ oid: number }>('SELECT oid FROM pg_namespace WHERE nspname = $1', [
      schema,
    ]);
    const entries: [CatalogueSection, Record<string, string>][] = [];
    for (const section of sections) {
      const { rows } = await client.query<{ name: string; text: string }>(sectionQueries[section], [
        found[0]?.oid ?? 0,
      ]);
      const pairs = rows.map(({ name, text }): [string, string] => [name, text]).sort(byName);
      entries.push([section, Object.fromEntries(pairs)]);
    }
    return Object.fromEntries(entries) as CatalogueSnapshot;
  });

/** What differs, one line each: `+` is only in `after`, `-` only in `before`. Empty when they are equal. Pure. */
export const snapshotDifferences = (before: CatalogueSnapshot, after: CatalogueSnapshot): string[] =>
  sections.flatMap((section) => {
    const names = [...new Set([...Object.keys(before[section]), ...Object.keys(after[section])])].sort();
    return names.flatMap((name) => {
      const [was, is] = [before[section][name], after[section][name]];
      if (was === is) return [];
      return [
        ...(was === undefined ? [] : [`- ${section} ${name}: ${was}`]),
        ...(is === undefined ? [] : [`+ ${section} ${name}: ${is}`]),
      ];
    });
  });
