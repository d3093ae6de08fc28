import { type ActionEntry, filtersSchema, type SourceEntry } from '@pacekeeper/contracts';
import { z } from 'zod';
import type { Pair } from './pairs.ts';

/** How a field is typed: by what it is about where that is known, else by what its schema takes. */
export type FieldKind =
  | 'hashtag'
  | 'place'
  | 'person'
  | 'media'
  | 'names'
  | 'template'
  | 'share'
  | 'switch'
  | 'whole'
  | 'decimal'
  | 'choices'
  | 'words'
  | 'text';

export interface JobField {
  /** Its key in the form: names of filters and of parameters may be alike. */
  readonly key: string;
  readonly name: string;
  readonly part: 'source' | 'action' | 'filter';
  readonly kind: FieldKind;
  readonly optional: boolean;
  readonly initial: string | boolean;
  readonly min: number | null;
  readonly max: number | null;
  /** Of a choice. */
  readonly values: readonly string[];
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  hashtag: 'hashtag',
  location_pk: 'place',
  username: 'person',
  media: 'media',
  usernames: 'names',
  template: 'template',
  reaction_chance: 'share',
};

/** What the screen has no field for: the id of a saved text is chosen where those are kept. */
const LEFT_OUT: readonly string[] = ['template_id'];

interface Read {
  readonly inner: z.ZodType;
  readonly optional: boolean;
  readonly initial: unknown;
}

/** What is inside of the wrappers of a schema. */
const read = (schema: unknown, optional = false, initial: unknown = undefined): Read => {
  if (schema instanceof z.ZodDefault) return read(schema.unwrap(), true, schema.def.defaultValue);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return read(schema.unwrap(), true, initial);
  if (schema instanceof z.ZodPipe) return read(schema.in, optional, initial);
  return { inner: schema as z.ZodType, optional, initial };
};

const kindOf = (name: string, inner: z.ZodType): FieldKind => {
  const known = KINDS[name];
  if (known) return known;
  if (inner instanceof z.ZodBoolean) return 'switch';
  if (inner instanceof z.ZodNumber) return inner.isInt || inner.format === 'safeint' ? 'whole' : 'decimal';
  if (inner instanceof z.ZodArray) return inner.element instanceof z.ZodEnum ? 'choices' : 'words';
  return 'text';
};

const bound = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;

const initialOf = (kind: FieldKind, initial: unknown): string | boolean => {
  if (kind === 'switch') return initial === true;
  if (kind === 'share' && typeof initial === 'number') return String(Math.round(initial * 1000) / 10);
  return typeof initial === 'number' || typeof initial === 'string' ? String(initial) : '';
};

const fieldOf = (part: JobField['part'], name: string, schema: unknown): JobField => {
  const { inner, optional, initial } = read(schema);
  const kind = kindOf(name, inner);
  const numeric = inner instanceof z.ZodNumber ? inner : null;
  const element = inner instanceof z.ZodArray ? inner.element : null;
  return {
    key: part === 'filter' ? `filter_${name}` : name,
    name,
    part,
    kind,
    optional,
    initial: initialOf(kind, initial),
    min: bound(numeric?.minValue),
    max: bound(numeric?.maxValue),
    values: element instanceof z.ZodEnum ? element.options.map(String) : [],
  };
};

const fieldsOf = (part: JobField['part'], shape: Readonly<Record<string, unknown>>): JobField[] =>
  Object.entries(shape)
    .filter(([name]) => !LEFT_OUT.includes(name))
    .map(([name, schema]) => fieldOf(part, name, schema));

/** An action may ask for more with some sources; an entry of an older contract asks for nothing. */
type WithSource = ActionEntry & { readonly withSource?: Readonly<Record<string, z.ZodObject>> };

/** What the source asks for. */
export const sourceFields = ({ params }: Pick<SourceEntry, 'params'>): JobField[] => fieldsOf('source', params.shape);

/** What the action asks for, with this source. */
export const actionFields = ({ action, source }: Pair): JobField[] => [
  ...fieldsOf('action', action.options.shape),
  ...fieldsOf('action', (action as WithSource).withSource?.[source.source]?.shape ?? {}),
];

/** Who is left out. */
export const filterFields = (): JobField[] => fieldsOf('filter', filtersSchema.shape);
