import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { number } from '../format/number.ts';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';
import { byCursor } from './by-cursor.ts';

const ROWS = 50;

/** Actions whose outcome only the person can tell, newest first. */
export const reviewsQuery = () =>
  infiniteQueryOptions({
    queryKey: keys.reviews,
    queryFn: ({ pageParam, signal }) =>
      call(routes.reviews.list, { query: { limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
  });

export interface ReviewCount {
  /** Of those that were read. */
  readonly count: number;
  /** "3", or "50+" where there are more than were read. */
  readonly words: string;
}

/** How many answers are waited for; null where none is, or while it is not known. */
export const useReviewCount = (): ReviewCount | null => {
  const { data, hasNextPage } = useInfiniteQuery(reviewsQuery());
  const count = data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return count === 0 ? null : { count, words: `${number(count)}${hasNextPage ? '+' : ''}` };
};
