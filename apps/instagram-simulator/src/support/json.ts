/** A decoded form or query: what a client sent, nothing of it checked. */
export type Fields = Readonly<Record<string, unknown>>;

export const NO_FIELDS: Fields = Object.freeze({});

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key as text; '' if absent, null or not a scalar. */
export const textOf = (fields: Fields, key: string): string => {
  const value = fields[key];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
};

/** The value of a key as a whole number; null if it is not one. */
export const wholeOf = (fields: Fields, key: string): number | null => {
  const text = textOf(fields, key);
  return /^-?\d{1,15}$/.test(text) ? Number(text) : null;
};

/** The parsed text; undefined if it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The strings of a JSON array (numbers become strings), flattened; empty where the text is no such array. */
export const idsOf = (value: unknown): string[] => {
  const parsed = typeof value === 'string' ? parseJson(quoteBigNumbers(value)) : value;
  if (!Array.isArray(parsed)) return [];
  return parsed
    .flat(2)
    .filter((id) => typeof id === 'string' || typeof id === 'number')
    .map(String);
};

/** JSON.parse would round a number of more than 15 digits: as a string it survives. */
const quoteBigNumbers = (text: string): string => text.replaceAll(/(?<=[[,\s])(\d{16,})(?=[\],\s])/g, '"$1"');
