import { besides, differences, keysToShow, type Sample } from './sample.ts';

/** A text as a document shows it: ids, hashes and tokens shortened. */
export const shortText = (text: string): string =>
  text
    .replaceAll(/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '$1...')
    .replaceAll(/\b([0-9a-f]{8})[0-9a-f]{24,}\b/g, '$1...')
    .replace(/^eyJ.*$/, 'eyJ...');

/** A value as a document shows it: ids, hashes and tokens shortened. */
const shown = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? shortText(one) : one));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const memberText = (key: string, text: string): string => `${JSON.stringify(key)}:${text}`;

const objectText = (sample: Extract<Sample, { kind: 'object' }>, actual: Readonly<Record<string, unknown>>): string => {
  const named = new Map(sample.members.flatMap((member) => (member === null ? [] : [member])));
  const keys = sample.members.includes(null)
    ? sample.members.map((member) => member?.[0] ?? null)
    : keysToShow(actual, new Set(named.keys()));
  const texts = keys.flatMap((key) => {
    if (key === null) return '...';
    if (!(key in actual)) return [];
    const known = named.get(key);
    return memberText(key, known ? rewrite(known, actual[key], key) : shown(actual[key]));
  });
  return `{${texts.join(',')}}`;
};

/** The text of a sample that fits an answer: what is left out stays so, values that still fit stay as they are. */
export const rewrite = (sample: Sample, actual: unknown, key = ''): string => {
  switch (sample.kind) {
    case 'value':
      return differences(sample, actual, key).length === 0 ? JSON.stringify(sample.value) : shown(actual);
    case 'array': {
      if (!Array.isArray(actual)) return shown(actual);
      if (sample.items.length !== actual.length && !sample.items.includes(null)) return shown(actual);
      const texts = new Map(besides(sample.items, actual).map(([item, value]) => [item, rewrite(item, value)]));
      return `[${sample.items.map((item) => (item === null ? '...' : texts.get(item))).join(',')}]`;
    }
    case 'object':
      return isObject(actual) ? objectText(sample, actual) : shown(actual);
  }
};
