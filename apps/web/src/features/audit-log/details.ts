import { number, sentenceCase } from '../../lib/format/number.ts';

type Details = Readonly<Record<string, unknown>>;
export type Detail = readonly [name: string, value: string];

const isRecord = (value: unknown): value is Details =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const flat = (value: unknown, path: readonly string[]): Detail[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([key, inner]) => flat(inner, [...path, key]))
    : [[sentenceCase(path.join('_')), textOf(value)]];

/** "50, then 12" for each thing that a change touched. */
const changes = (before: Details, after: Details): Detail[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((key) => [
    sentenceCase(key),
    `${textOf(before[key])}, then ${textOf(after[key])}`,
  ]);

/** The details of an entry as names and values to read. */
export const detailsInWords = (details: Details): Detail[] => {
  const { before, after, ...rest } = details;
  return isRecord(before) && isRecord(after) ? [...changes(before, after), ...flat(rest, [])] : flat(details, []);
};
