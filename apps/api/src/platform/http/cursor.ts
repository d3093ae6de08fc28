import { validationError } from '../errors/validation.ts';

/** Where a list goes on: the sort keys of the last row, opaque to clients. */
export const encodeCursor = (...keys: readonly string[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

/** @throws AppError VALIDATION_FAILED for anything but a cursor whose keys have these forms. */
export const decodeCursor = (cursor: string, forms: readonly RegExp[]): string[] => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits =
      Array.isArray(parsed) &&
      parsed.length === forms.length &&
      parsed.every((key, index) => typeof key === 'string' && forms[index]?.test(key));
    if (fits) return parsed as string[];
  } catch {
    // Falls through to the refusal.
  }
  throw validationError([{ path: ['cursor'], message: 'is not a cursor of an earlier answer' }]);
};

/** A page of `rows` that were read with one row more than asked for. */
export const page = <Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  keysOf: (row: Row) => readonly string[],
): { success: true; items: Item[]; next_cursor: string | null } => {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    success: true,
    items: shown.map(toItem),
    next_cursor: rows.length > limit && last ? encodeCursor(...keysOf(last)) : null,
  };
};
