import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';
import type { List, ListFilters } from '../lists.ts';

/** The entries of a list that the filters leave, newest first. */
export const entriesQuery = (list: List, filters: ListFilters) =>
  infiniteQueryOptions({
    queryKey: keys.contentEntries(list.name, filters),
    queryFn: ({ pageParam, signal }) => list.page({ ...filters, cursor: pageParam, signal }),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
