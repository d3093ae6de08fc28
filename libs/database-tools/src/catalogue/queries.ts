/**
 * One query for each section of a snapshot. Each answers `name` and `text`; `$1` is the schema's oid. They run with an
 * empty search_path, so that PostgreSQL writes every name with its schema. What extensions brought is left out, and so
 * is all that depends on history: oids, positions of columns, the state of sequences, statistics.
 */

// The owner, unless it is the database's: then it says nothing, and the database may have another name elsewhere.
const foreignOwner = (column: string): string =>
  `CASE WHEN ${column} = (SELECT datdba FROM pg_database WHERE datname = current_database()) THEN ''
   ELSE ' owner ' || pg_get_userbyid(${column}) END`;

// A role by its purpose in this database: installations may choose names. The caller names the app's role.
const roleName = (oid: string): string =>
  `CASE WHEN ${oid} = 0 THEN 'PUBLIC'
   WHEN ${oid} = (SELECT datdba FROM pg_database WHERE datname = current_database()) THEN '(owner)'
   WHEN pg_get_userbyid(${oid}) = current_setting('pacekeeper.app_role', true) THEN '(app)'
   ELSE pg_get_userbyid(${oid}) END`;

const ofExtension = (catalogue: string, oid: string): string =>
  `EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalogue}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;

const options = (column: string): string =>
  `coalesce(' with ' || (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(${column}) o), '')`;

const grants = (catalogue: string, select: string): string => `
  SELECT o.name || ' ' || ${roleName('a.grantee')} AS name,
    string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ', ' ORDER BY a.privilege_type) AS text
  FROM (${select}) o, aclexplode(o.acl) a
  WHERE a.grantee <> o.owner AND NOT ${ofExtension(catalogue, 'o.oid')}
  GROUP BY 1`;

export const sectionQueries = {
  tables: `
    SELECT c.relname AS name, CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' ELSE 'table' END
      || CASE c.relpersistence WHEN 'u' THEN ' unlogged' ELSE '' END
      || CASE WHEN c.relrowsecurity THEN ' row security' ELSE '' END
      || CASE WHEN c.relforcerowsecurity THEN ' forced' ELSE '' END
      || CASE WHEN c.relkind = 'p' THEN ' by ' || pg_get_partkeydef(c.oid) ELSE '' END
      || CASE WHEN c.relispartition THEN ' ' || pg_get_expr(c.relpartbound, c.oid) ELSE '' END
      || ${options('c.reloptions')} || ${foreignOwner('c.relowner')} AS text
    FROM pg_class c WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p', 'f') AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  columns: `
    SELECT c.relname || '.' || a.attname AS name, format_type(a.atttypid, a.atttypmod)
      || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
      || CASE WHEN a.attcollation <> t.typcollation THEN ' collate ' || l.collname ELSE '' END
      || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
      || CASE a.attgenerated WHEN '' THEN ' default ' ELSE ' generated ' || a.attgenerated::text || ' ' END
      || coalesce(pg_get_expr(d.adbin, d.adrelid), 'none') AS text
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relnamespace = $1 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
      AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  constraints: `
    SELECT coalesce(r.relname, t.typname) || '.' || c.conname AS name, pg_get_constraintdef(c.oid) AS text
    FROM pg_constraint c LEFT JOIN pg_class r ON r.oid = c.conrelid LEFT JOIN pg_type t ON t.oid = c.contypid
    WHERE c.connamespace = $1 AND NOT ${ofExtension('pg_class', 'c.conrelid')}`,
  indexes: `
    SELECT t.relname || '.' || c.relname AS name, pg_get_indexdef(i.indexrelid)
      || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END || CASE WHEN i.indisreplident THEN ' replica identity' ELSE '' END AS text
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relnamespace = $1 AND NOT ${ofExtension('pg_class', 't.oid')}`,
  functions: `
    SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name,
      CASE WHEN p.prokind = 'a' THEN 'aggregate returns ' || pg_get_function_result(p.oid) ELSE pg_get_functiondef(p.oid) END
      || ${foreignOwner('p.proowner')} AS text
    FROM pg_proc p WHERE p.pronamespace = $1 AND NOT ${ofExtension('pg_proc', 'p.oid')}`,
  triggers: `
    SELECT c.relname || '.' || t.tgname AS name, pg_get_triggerdef(t.oid)
      || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || t.tgenabled::text END AS text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = $1 AND NOT t.tgisinternal`,
  policies: `
    SELECT c.relname || '.' || p.polname AS name, CASE WHEN p.polpermissive THEN '' ELSE 'restrictive ' END
      || 'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END
      || ' to ' || (SELECT string_agg(${roleName('r')}, ', ' ORDER BY ${roleName('r')}) FROM unnest(p.polroles) r)
      || coalesce(' using ' || pg_get_expr(p.polqual, p.polrelid), '')
      || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid), '') AS text
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = $1`,
  views: `
    SELECT c.relname AS name, CASE c.relkind WHEN 'm' THEN 'materialized ' ELSE '' END || pg_get_viewdef(c.oid)
      || ${options('c.reloptions')} || ${foreignOwner('c.relowner')} AS text
    FROM pg_class c WHERE c.relnamespace = $1 AND c.relkind IN ('v', 'm') AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  rules: `
    SELECT c.relname || '.' || w.rulename AS name, pg_get_ruledef(w.oid) AS text
    FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class WHERE c.relnamespace = $1 AND w.rulename <> '_RETURN'`,
  sequences: `
    SELECT c.relname AS name, format('%s from %s by %s in %s..%s%s', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement,
        s.seqmin, s.seqmax, CASE WHEN s.seqcycle THEN ' cycle' ELSE '' END)
      || coalesce((SELECT ' for ' || t.relname || '.' || a.attname FROM pg_depend d JOIN pg_class t ON t.oid = d.refobjid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')), '')
      || ${foreignOwner('c.relowner')} AS text
    FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.relnamespace = $1 AND NOT ${ofExtension('pg_class', 'c.oid')}`,
  types: `
    SELECT t.typname AS name, CASE t.typtype
      WHEN 'e' THEN 'enum ' || (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
      WHEN 'd' THEN 'domain ' || format_type(t.typbasetype, t.typtypmod) || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
        || coalesce(' default ' || t.typdefault, '')
      WHEN 'r' THEN 'range' ELSE 'composite ' || (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) END
      || ${foreignOwner('t.typowner')} AS text
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
    WHERE t.typnamespace = $1 AND (t.typtype IN ('e', 'd', 'r') OR c.relkind = 'c') AND NOT ${ofExtension('pg_type', 't.oid')}`,
  schemaGrants: grants(
    'pg_namespace',
    `SELECT oid, nspname AS name, nspowner AS owner, nspacl AS acl FROM pg_namespace WHERE oid = $1`,
  ),
  tableGrants: grants(
    'pg_class',
    `SELECT oid, relname AS name, relowner AS owner, relacl AS acl FROM pg_class WHERE relnamespace = $1`,
  ),
  columnGrants: grants(
    'pg_class',
    `SELECT c.oid, c.relname || '.' || t.attname AS name, c.relowner AS owner, t.attacl AS acl
     FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid WHERE c.relnamespace = $1 AND NOT t.attisdropped`,
  ),
  functionGrants: grants(
    'pg_proc',
    `SELECT oid, proname || '(' || pg_get_function_identity_arguments(oid) || ')' AS name, proowner AS owner,
       coalesce(proacl, acldefault('f', proowner)) AS acl FROM pg_proc WHERE pronamespace = $1`,
  ),
} as const satisfies Record<string, string>;
