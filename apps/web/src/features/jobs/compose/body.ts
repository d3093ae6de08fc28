import { type CreateJob, createJobSchema, inWords } from '@pacekeeper/contracts';
import { wholeNumber } from '../../../lib/forms/check-with.ts';
import { type Checked, sentence } from '../../../lib/forms/use-form.ts';
import { actionFields, filterFields, type JobField, sourceFields } from './fields.ts';
import type { Pair } from './pairs.ts';
import { FIELD_WORDS, WRONG_AMOUNT } from './words.ts';

/** What is typed, by the keys of the fields. */
export type Typed = Readonly<Record<string, unknown>>;

const listOf = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((one) => one.trim())
    .filter(Boolean);

/** The number of a place, also out of the address of its page. */
const placeOf = (text: string): string => /locations\/(\d+)/.exec(text)?.[1] ?? text.trim();

const decimal = (text: string): number =>
  /^\s*\d+(?:[.,]\d+)?\s*$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;

/** What was typed as what its schema takes; undefined: nothing was said. */
export const valueOf = ({ kind, optional }: Pick<JobField, 'kind' | 'optional'>, typed: unknown): unknown => {
  if (kind === 'switch') return typed === true;
  const text = typeof typed === 'string' ? typed : '';
  if (optional && text.trim() === '') return undefined;
  switch (kind) {
    case 'whole':
      return wholeNumber(text);
    case 'decimal':
      return decimal(text);
    case 'share':
      return decimal(text) / 100;
    case 'names':
      return listOf(text, /[\s,;]+/);
    case 'words':
    case 'choices':
      return listOf(text, /[,;\n]+/);
    case 'place':
      return placeOf(text);
    default:
      return text;
  }
};

const partOf = (fields: readonly JobField[], typed: Typed): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, typed[field.key]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );

/** What a pair asks for, as typed. */
export const paramsOf = (pair: Pair, typed: Typed): Record<string, unknown> => partOf(sourceFields(pair.source), typed);

/** The body of the job, or what is wrong with which field. */
export const checkJob = (pair: Pair, typed: Typed): Checked<CreateJob> => {
  const fields = [...sourceFields(pair.source), ...actionFields(pair)];
  const parsed = createJobSchema.safeParse(
    {
      action: pair.action.action,
      source: pair.source.source,
      ...partOf(fields, typed),
      amount: wholeNumber(String(typed['amount'] ?? '')),
      filters: partOf(filterFields(), typed),
      account_id: typed['account'],
    },
    { error: inWords },
  );
  if (parsed.success) return { body: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const [first = 'form', second] = path.map(String);
    const key = first === 'filters' && second ? `filter_${second}` : first;
    const said = key === 'amount' ? WRONG_AMOUNT : FIELD_WORDS[first]?.wrong;
    errors[key] ??= said ?? sentence(message);
  }
  return { errors };
};
