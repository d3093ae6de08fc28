import { decodeCursor } from '../../platform/http/cursor.ts';

/** A row of a list that shows the newest first. */
export interface Dated {
  readonly id: string;
  /** `created_at` as microseconds since 1970, which a Date cannot hold. */
  readonly us: string;
}

/** What a page asks for: rows behind `after`, whose text has `search` in it. */
export interface PageOf {
  readonly limit: number;
  readonly after: readonly [us: string, id: string] | null;
  readonly search: string | null;
}

const NUMBER = /^\d{1,17}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** One row more than asked for tells whether there is another page. @throws AppError VALIDATION_FAILED */
export const pageOf = (query: {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
}): PageOf => {
  const [us = '', id = ''] = query.cursor ? decodeCursor(query.cursor, [NUMBER, UUID]) : [];
  return { limit: query.limit + 1, after: query.cursor ? [us, id] : null, search: query.search || null };
};

export const keysOf = ({ us, id }: Dated): readonly [string, string] => [us, id];

/** The parameters of `behind`, as the statements below take them: `$1` is the user. */
export const valuesOf = (userId: string, { limit, after, search }: PageOf): unknown[] => [
  userId,
  after?.[0] ?? null,
  after?.[1] ?? null,
  search,
  limit,
];

/** Parts of a statement that reads a page of a user's rows. */
export const US = '(extract(epoch FROM created_at) * 1000000)::bigint AS us';
export const BEHIND = `user_id = $1
  AND ($2::bigint IS NULL OR (created_at, id) < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::uuid))`;
export const NEWEST_FIRST = 'ORDER BY created_at DESC, id DESC LIMIT $5';
