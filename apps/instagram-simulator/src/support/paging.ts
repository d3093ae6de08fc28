/** A cursor that says nothing to its reader: a position, in a coat. */
export const cursorOf = (position: number): string => Buffer.from(`at:${position}`).toString('base64url');

/** The position of a cursor; 0 where there is none or it is not one of ours. */
export const positionOf = (cursor: string): number => {
  const found = /^at:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  return found ? Number(found[1]) : 0;
};

export interface Page<T> {
  readonly items: T[];
  /** The cursor of the next page; null at the end. */
  readonly next: string | null;
}

export const pageOf = <T>(all: readonly T[], cursor: string, size: number): Page<T> => {
  const start = positionOf(cursor);
  const end = start + size;
  return { items: all.slice(start, end), next: end < all.length ? cursorOf(end) : null };
};
