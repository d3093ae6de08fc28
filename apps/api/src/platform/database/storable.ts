/** What PostgreSQL cannot store in text: NUL, and halves of characters that were cut through. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** Foreign text without what the database refuses. */
export const storable = (text: string): string => text.replaceAll(UNSTORABLE, '');

/** A value as JSON for a parameter of type jsonb, its texts made storable, keys too. */
export const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return storable(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, of]) => [storable(key), of]));
  });
