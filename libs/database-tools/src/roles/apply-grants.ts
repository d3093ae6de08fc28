import type pg from 'pg';
import { lockForTransaction } from '../advisory-locks.ts';
import { withClient } from '../connection.ts';
import type { Connection } from '../connection.ts';
import { DatabaseToolsError } from '../errors.ts';
import { ident } from '../sql.ts';
import { grantStatements, rulesWithoutTarget } from './grant-plan.ts';
import type { FunctionDefault, GrantObject, GrantRule } from './grant-plan.ts';

// The schema's objects that the current role owns: an extension's objects have another owner, who alone may grant on
// them. `held` is what the app's role ($2) and PUBLIC (grantee 0) have, on the object or on its columns.
const objectsQuery = `
  WITH app AS (SELECT oid FROM pg_roles WHERE rolname = $2),
  objects AS (
    SELECT c.oid, c.relname AS name, NULL AS args, c.relkind::text AS relkind,
      CASE WHEN c.relkind = 'S' THEN 'SEQUENCE' WHEN c.relkind IN ('v', 'm') THEN 'VIEW' ELSE 'TABLE' END AS kind,
      coalesce(c.relacl, acldefault(CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) AS acl
    FROM pg_class c
    WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
      AND pg_has_role(c.relowner, 'USAGE')
    UNION ALL
    SELECT p.oid, p.proname, pg_get_function_identity_arguments(p.oid), NULL, 'ROUTINE',
      coalesce(p.proacl, acldefault('f', p.proowner))
    FROM pg_proc p
    WHERE p.pronamespace = $1::regnamespace AND pg_has_role(p.proowner, 'USAGE')
  ),
  held AS (
    SELECT o.oid, a.grantee, a.privilege_type, a.is_grantable AS odd FROM objects o, aclexplode(o.acl) a
    UNION ALL
    SELECT o.oid, a.grantee, a.privilege_type, true
    FROM objects o JOIN pg_attribute t ON t.attrelid = o.oid AND o.relkind IS NOT NULL, aclexplode(t.attacl) a
  )
  SELECT o.kind, o.name, o.args,
    (SELECT t.relname FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
      WHERE o.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = o.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') LIMIT 1) AS feeds,
    coalesce((SELECT json_agg(json_build_object(
        'by', CASE WHEN h.grantee = 0 THEN 'public' ELSE 'app' END, 'privilege', h.privilege_type, 'odd', h.odd))
      FROM held h WHERE h.oid = o.oid AND h.grantee IN (0, (SELECT oid FROM app))), '[]') AS held
  FROM objects o ORDER BY o.kind, o.name, o.args`;

const schemaStatements = async (client: pg.Client, schema: string, appRole: string): Promise<string[]> => {
  const { rows } = await client.query<{ usage: boolean; create: boolean }>(
    `SELECT has_schema_privilege($2, $1, 'USAGE') AS usage, has_schema_privilege($2, $1, 'CREATE') AS create`,
    [schema, appRole],
  );
  const [{ usage, create } = { usage: false, create: false }] = rows;
  return [
    ...(create ? [`REVOKE CREATE ON SCHEMA ${ident(schema)} FROM PUBLIC, ${ident(appRole)}`] : []),
    ...(usage ? [] : [`GRANT USAGE ON SCHEMA ${ident(schema)} TO ${ident(appRole)}`]),
  ];
};

/**
 * Gives the app's role what it needs in a schema, and takes what is too much; run it as the owner, after migrations.
 * By default: SELECT, INSERT, UPDATE, DELETE on tables, SELECT on views, USAGE on sequences that feed a table which it
 * may insert into, EXECUTE on functions (with `functions: 'nothing'` on those that a rule names, and on no other).
 * PUBLIC gets nothing. `rules` are the exceptions. One transaction, which writes nothing when all is as it should be.
 *
 * Returns the statements that were needed. Throws GRANT_TARGET_MISSING for a rule that names nothing, and pg's errors
 * (42704 when there is no such role).
 */
export const applyGrants = (
  connection: Connection,
  appRole: string,
  rules: readonly GrantRule[],
  { schema = 'public', functions = 'execute' }: { schema?: string; functions?: FunctionDefault } = {},
): Promise<string[]> =>
  withClient(connection, async (client) => {
    await client.query('BEGIN');
    await lockForTransaction(client, 'grants');
    const statements = await schemaStatements(client, schema, appRole);
    const { rows: objects } = await client.query<GrantObject>(objectsQuery, [ident(schema), appRole]);
    const missing = rulesWithoutTarget(objects, rules);
    if (missing.length > 0) {
      throw new DatabaseToolsError(
        'GRANT_TARGET_MISSING',
        `Grants name what is not in schema ${schema}: ${missing.join(', ')}`,
      );
    }
    statements.push(...objects.flatMap((object) => grantStatements(schema, appRole, object, rules, functions)));
    for (const statement of statements) await client.query(statement);
    await client.query('COMMIT');
    return statements;
  });
