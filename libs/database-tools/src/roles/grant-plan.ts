import { ident, qualified } from '../sql.ts';

export type TablePrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

/** An exception from the defaults: exactly these privileges on this table, or none or EXECUTE on this function. */
export type GrantRule =
  | { table: string; privileges: readonly TablePrivilege[] }
  /** A function's name, which covers all its overloads. */
  | { function: string; privileges: readonly 'EXECUTE'[] };

/** What a role may do with a function that no rule names. */
export type FunctionDefault = 'execute' | 'nothing';

export type ObjectKind = 'TABLE' | 'VIEW' | 'SEQUENCE' | 'ROUTINE';

/** A privilege that is held: by the app's role, or by all roles (PUBLIC). */
export interface Held {
  by: 'app' | 'public';
  privilege: string;
  /** Whether it may be passed on, or was given on single columns: never wanted, even where the privilege is. */
  odd: boolean;
}

export interface GrantObject {
  kind: ObjectKind;
  name: string;
  /** A routine's argument types as SQL, as in `uuid, text`; null for the others. */
  args: string | null;
  /** The table that a sequence feeds; null for the others. */
  feeds: string | null;
  held: readonly Held[];
}

const tableDefaults: readonly string[] = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];

const ruleFor = (
  rules: readonly GrantRule[],
  { kind, name }: { kind: ObjectKind; name: string },
): GrantRule | undefined =>
  rules.find((rule) =>
    kind === 'ROUTINE' ? 'function' in rule && rule.function === name : 'table' in rule && rule.table === name,
  );

/** What the app's role should have on an object. A view is for reading; a sequence serves those who may insert. */
const wanted = (object: GrantObject, rules: readonly GrantRule[], functions: FunctionDefault): readonly string[] => {
  const rule = object.kind === 'SEQUENCE' ? undefined : ruleFor(rules, object);
  if (rule !== undefined) return rule.privileges;
  switch (object.kind) {
    case 'TABLE':
      return tableDefaults;
    case 'VIEW':
      return ['SELECT'];
    case 'ROUTINE':
      return functions === 'execute' ? ['EXECUTE'] : [];
    case 'SEQUENCE': {
      const fed = object.feeds === null ? undefined : ruleFor(rules, { kind: 'TABLE', name: object.feeds });
      return fed === undefined || fed.privileges.some((privilege) => privilege === 'INSERT') ? ['USAGE'] : [];
    }
  }
};

const onObject = (schema: string, { kind, name, args }: GrantObject): string =>
  `${kind === 'VIEW' ? 'TABLE' : kind} ${qualified(schema, name)}${kind === 'ROUTINE' ? `(${args ?? ''})` : ''}`;

/**
 * The statements that make what the app's role and PUBLIC hold on an object what it should be; none when it is so.
 * PUBLIC holds nothing, as the app's role would hold it too. Pure.
 */
export const grantStatements = (
  schema: string,
  appRole: string,
  object: GrantObject,
  rules: readonly GrantRule[],
  functions: FunctionDefault = 'execute',
): string[] => {
  const target = onObject(schema, object);
  const should = wanted(object, rules, functions);
  const has = object.held.filter(({ by }) => by === 'app');
  const revokeAll = has.some(({ privilege, odd }) => odd || !should.includes(privilege));
  const missing = should.filter((privilege) => revokeAll || !has.some((held) => held.privilege === privilege));
  return [
    ...(object.held.some(({ by }) => by === 'public') ? [`REVOKE ALL ON ${target} FROM PUBLIC`] : []),
    ...(revokeAll ? [`REVOKE ALL ON ${target} FROM ${ident(appRole)}`] : []),
    ...(missing.length > 0 ? [`GRANT ${missing.join(', ')} ON ${target} TO ${ident(appRole)}`] : []),
  ];
};

/** Rules that name something which is not there: a misspelt exception would leave everything allowed. Pure. */
export const rulesWithoutTarget = (objects: readonly GrantObject[], rules: readonly GrantRule[]): string[] =>
  rules
    .filter((rule) => !objects.some((object) => object.kind !== 'SEQUENCE' && ruleFor([rule], object) !== undefined))
    .map((rule) => ('table' in rule ? `table ${rule.table}` : `function ${rule.function}`));
