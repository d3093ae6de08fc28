import { PASSWORD } from '@pacekeeper/testing';
import fc from 'fast-check';

/** What of JSON Schema the OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** What fits a field by its name, where its schema does not say how. */
const FITTING: Readonly<Record<string, readonly unknown[]>> = {
  code: ['123456'],
  current_password: [PASSWORD],
  hashtag: ['travel'],
  new_password: ['seven loud geese cross the road'],
  password: [PASSWORD],
  time_zone: ['Europe/Berlin', 'UTC'],
};

/** Texts that have broken something somewhere. */
export const NASTY_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  '\u202eabc',
  'e\u0301\u200b',
  '𝒳🐙',
  'x'.repeat(10_000),
  `'; DROP TABLE users; --`,
  '$1',
  '%',
  '%00',
  '../../etc/passwd',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '9223372036854775808',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-02-30T00:00:00Z',
  '-infinity',
  'W10',
  'WyIiXQ',
  'WyI5OTk5OTk5OTk5OTk5OTk5OTkiXQ',
  'javascript:alert(1)',
];
const NASTY_NUMBERS = [0, -0, -1, 0.5, 1e-7, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, -(2 ** 63), 1e308];

/** Any value of JSON, nasty ones often. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...NASTY_TEXTS, ...NASTY_NUMBERS),
  fc.constantFrom<unknown>(null, true, false, {}, [], [[]], [null], { __proto__: null, length: -1 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const text = ({ format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<unknown> => {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'email') return fc.emailAddress();
  const most = Math.min(Math.max(maxLength, minLength), minLength + 40);
  return fc.oneof(
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength, maxLength: most }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength, maxLength: most }) },
    { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{3,12}$/) },
  );
};

const whole = (schema: Schema) => {
  const min = Math.max(schema.minimum ?? -(2 ** 31), -(2 ** 53) + 1);
  return fc.integer({ min, max: Math.max(min, Math.min(schema.maximum ?? 2 ** 31, 2 ** 53 - 1)) });
};

const object = (schema: Schema, schemas: Schemas, depth: number): fc.Arbitrary<unknown> => {
  const properties = Object.entries(schema.properties ?? {});
  const field = (key: string, one: Schema) => {
    const any = arbitraryOf(one, schemas, depth + 1);
    const fitting = FITTING[key];
    return fitting
      ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...fitting) }, { weight: 1, arbitrary: any })
      : any;
  };
  const shape = Object.fromEntries(properties.map(([key, one]) => [key, field(key, one)]));
  const requiredKeys = (schema.required ?? []).filter((key) => key in shape);
  return fc.record(shape, { requiredKeys, noNullPrototype: true });
};

/** Values as a schema has them: most fit, some only nearly, since patterns are not followed. */
export const arbitraryOf = (schema: Schema, schemas: Schemas, depth = 0): fc.Arbitrary<unknown> => {
  if (depth > 6) return fc.constant(null);
  if (schema.$ref) return arbitraryOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, depth + 1);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((one) => arbitraryOf(one, schemas, depth + 1)));
  const [type] = [schema.type ?? []].flat();
  switch (type) {
    case 'object':
      return object(schema, schemas, depth);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, schemas, depth + 1), { maxLength: 4 });
    case 'string':
      return text(schema);
    case 'integer':
      return whole(schema);
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return anything;
  }
};

/** The same value with one thing in it wrong: changed, taken away, or too many. */
export const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(value, fc.nat(), fc.constantFrom('change', 'remove', 'add'), anything).map(([good, place, how, other]) => {
    if (typeof good !== 'object' || good === null || Array.isArray(good)) return other;
    const entries = Object.entries(good);
    const [key = 'role'] = entries[place % Math.max(1, entries.length)] ?? [];
    if (how === 'add') return { ...good, is_admin: other };
    const rest = entries.filter(([one]) => one !== key);
    return Object.fromEntries(how === 'remove' ? rest : [...rest, [key, other]]);
  });
