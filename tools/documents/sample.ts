/**
 * A sample answer in a document: JSON in which `...` stands for what is not shown. In an object or an array it leaves out
 * members, at the end of a string it leaves out its rest.
 */
export type Sample =
  | { readonly kind: 'object'; readonly members: ReadonlyArray<readonly [key: string, value: Sample] | null> }
  | { readonly kind: 'array'; readonly items: ReadonlyArray<Sample | null> }
  | { readonly kind: 'value'; readonly value: string | number | boolean | null };

const TOKEN = /\s*(\.\.\.|[{}[\],:]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

class Reader {
  private readonly tokens: string[] = [];
  private at = 0;

  constructor(text: string) {
    let index = 0;
    while (index < text.trimEnd().length) {
      TOKEN.lastIndex = index;
      const found = TOKEN.exec(text);
      if (!found) throw new Error(`no JSON at ${text.slice(index, index + 20)}`);
      this.tokens.push(found[1] ?? '');
      index = TOKEN.lastIndex;
    }
  }

  whole(): Sample {
    const sample = this.value();
    if (this.at < this.tokens.length) throw new Error(`more behind the end: ${this.tokens[this.at]}`);
    return sample;
  }

  private next(): string {
    const token = this.tokens[this.at];
    if (token === undefined) throw new Error('ends too early');
    this.at += 1;
    return token;
  }

  private value(): Sample {
    const token = this.next();
    if (token === '{') return { kind: 'object', members: this.list('}', (first) => this.member(first)) };
    if (token === '[') return { kind: 'array', items: this.list(']', () => (this.at--, this.value())) };
    return { kind: 'value', value: JSON.parse(token) as string | number | boolean | null };
  }

  private member(key: string): readonly [string, Sample] {
    if (this.next() !== ':') throw new Error(`no colon behind ${key}`);
    return [JSON.parse(key) as string, this.value()];
  }

  /** What is between commas up to `end`; null for what is left out. */
  private list<T>(end: string, read: (first: string) => T): Array<T | null> {
    const members: Array<T | null> = [];
    for (let token = this.next(); token !== end; token = this.next()) {
      if (token === ',') continue;
      members.push(token === '...' ? null : read(token));
    }
    return members;
  }
}

/** @throws Error for what is no such JSON */
export const parseSample = (text: string): Sample => new Reader(text).whole();

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Numbers that differ from run to run, by their key. */
const VARYING = new Set([
  'retry_after',
  'duration_ms',
  'seq',
  'size_bytes',
  'entries',
  'occurrences',
  'pace_speed',
  'times',
  'waiting',
]);
/** Text that differs from run to run, by its key. */
const VARYING_TEXT = new Set(['id', 'next_cursor', 'node', 'version', 'device']);
/** What every refusal has and the documents show once. */
export const OF_EVERY_REFUSAL = ['type', 'title', 'status', 'detail', 'success', 'correlation_id'];

const withoutTimes = (text: string): string => text.replaceAll(/\b\d+ s\b/g, 'N s');

/** Whether a text is as shown; `...` stands for any text. */
export const sameText = (shown: string, actual: string): boolean => {
  const parts = shown.split('...').map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(actual);
};

const sameValue = (key: string, sample: string | number | boolean | null, actual: unknown): boolean => {
  if (typeof sample === 'number') return VARYING.has(key) ? typeof actual === 'number' : sample === actual;
  if (typeof sample !== 'string' || typeof actual !== 'string') return sample === actual;
  if (sample.endsWith('...') || VARYING_TEXT.has(key)) return actual !== '';
  if (ISO.test(sample)) return ISO.test(actual);
  return sameText(withoutTimes(sample), withoutTimes(actual));
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys of an answer that a sample has to show: of a refusal, not those of every refusal. */
export const keysToShow = (actual: Readonly<Record<string, unknown>>, shown: ReadonlySet<string>): string[] => {
  const isRefusal = 'correlation_id' in actual && 'type' in actual && !shown.has('type');
  return Object.keys(actual).filter((key) => !(isRefusal && OF_EVERY_REFUSAL.includes(key)));
};

/** Items of an array beside those of its sample: the first ones, and the last ones behind what is left out. */
export const besides = (
  items: ReadonlyArray<Sample | null>,
  actual: readonly unknown[],
): ReadonlyArray<[Sample, unknown]> => {
  const gap = items.indexOf(null);
  const [first, last] = gap < 0 ? [items, []] : [items.slice(0, gap), items.slice(gap + 1)];
  return [
    ...first.map((item, index) => [item, actual[index]] as const),
    ...last.map((item, index) => [item, actual[actual.length - last.length + index]] as const),
  ].flatMap(([item, value]) => (item === null ? [] : [[item, value]]));
};

/** Where an answer differs from its sample in keys, or in values that stay the same; empty: nowhere. */
export const differences = (sample: Sample, actual: unknown, path = ''): string[] => {
  const key = path.slice(path.lastIndexOf('.') + 1);
  switch (sample.kind) {
    case 'value':
      return sameValue(key, sample.value, actual)
        ? []
        : [`${path}: ${JSON.stringify(sample.value)} is ${JSON.stringify(actual)}`];
    case 'array': {
      if (!Array.isArray(actual)) return [`${path}: is no list but ${JSON.stringify(actual)}`];
      const complete = !sample.items.includes(null);
      if (complete && actual.length !== sample.items.length)
        return [`${path}: has ${actual.length} items instead of ${sample.items.length}`];
      return besides(sample.items, actual).flatMap(([item, value], index) =>
        differences(item, value, `${path}[${index}]`),
      );
    }
    case 'object': {
      if (!isObject(actual)) return [`${path}: is no object but ${JSON.stringify(actual)}`];
      const shown = new Set(sample.members.flatMap((member) => member?.[0] ?? []));
      const hidden = sample.members.includes(null) ? [] : keysToShow(actual, shown).filter((one) => !shown.has(one));
      return [
        ...hidden.map((one) => `${path}.${one}: is not shown`),
        ...sample.members.flatMap((member) => {
          if (member === null) return [];
          const [name, value] = member;
          return name in actual ? differences(value, actual[name], `${path}.${name}`) : [`${path}.${name}: is missing`];
        }),
      ];
    }
  }
};
