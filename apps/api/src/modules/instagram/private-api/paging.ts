import { type Body, flagOf } from '../foreign.ts';
import type { Page } from '../instagram.provider.ts';
import type { ListRead } from './mapping.ts';

/** The fields of a library's feed that say where it goes on, as text. */
type Place = Readonly<Record<string, unknown>>;

const isPlace = (value: unknown): boolean => (typeof value === 'string' && value !== '') || typeof value === 'number';

/** A longer one is no place; it would be stored with the job. */
const LONGEST_CURSOR = 20_000;

/** Puts a feed where an earlier page left it. */
export const resume = <Feed extends object>(feed: Feed, cursor: string | null): Feed =>
  cursor === null ? feed : Object.assign(feed, JSON.parse(cursor) as Place);

/**
 * A page with where it goes on: `next` names the fields of the answer that lead there. A page that says there is more, but
 * with the cursor it was asked with, would go round in a circle: it is the last.
 */
export const toPage = <T>(read: ListRead<T>, body: Body, cursor: string | null, next: Place): Page<T> => {
  const leads = Object.values(next).some(isPlace);
  const more = flagOf(body['more_available']) ?? leads;
  const text = JSON.stringify(next);
  const usable = more && leads && text !== cursor && text.length <= LONGEST_CURSOR;
  return { ...read, cursor: usable ? text : null };
};
