import { validationError } from '../errors/validation.ts';

/** Where a list goes on: the sort keys of the last row, opaque to clients. */
export const encodeCursor = (...keys: readonly string[]): string =>
  Buffer.from(JSON.stringify(keys)).toString('base64url');

const notACursor = () => validationError([{ path: ['cursor'], message: 'is not a cursor of an earlier answer' }]);

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
  throw notACursor();
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The time and id of the last row, of a list that is sorted by both.
 * @throws AppError VALIDATION_FAILED also for a time that is in no calendar
 */
export const decodeDatedCursor = (cursor: string): { readonly at: Date; readonly id: string } => {
  const [time = '', id = ''] = decodeCursor(cursor, [INSTANT, UUID]);
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) throw notACursor();
  return { at, id };
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
