import type { Activity } from '@pacekeeper/contracts';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useLiveActivity } from '../../lib/live/live.ts';
import type { ActivityFilters } from '../../lib/paths.ts';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';
import { activityQuery, type ActivityPages } from './api/activity.queries.ts';
import { belongs, queued, withRows } from './live-rows.ts';

/** Distance from the top that still counts as the top, in px. */
const AT_TOP = 120;

interface Waiting {
  /** The view that the waiting rows belong to; another view has none waiting. */
  readonly view: string;
  readonly rows: readonly Activity[];
}

/** The activity that the filters leave, with new rows: at once at the top, else when asked for. */
export const useActivity = (userId: string, filters: ActivityFilters) => {
  const client = useQueryClient();
  const options = activityQuery(userId, filters);
  const view = JSON.stringify(options.queryKey);
  const query = useInfiniteQuery(options);
  const [held, setHeld] = useState<Waiting>({ view, rows: [] });
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const waiting = held.view === view ? held.rows : [];

  const put = (rows: readonly Activity[]) => {
    client.setQueryData<ActivityPages>(options.queryKey, (pages) => pages && withRows(pages, rows));
    setArrived(new Set(rows.map(({ id }) => id)));
    setHeld({ view, rows: [] });
  };

  // Several rows may come before the next drawing: each joins those before it.
  const hold = (row: Activity) =>
    setHeld((before) => ({ view, rows: queued(before.view === view ? before.rows : [], row) }));

  useLiveActivity((row) => {
    if (!belongs(row, userId, filters)) return;
    if (scrollY <= AT_TOP) put(queued(waiting, row));
    else hold(row);
  });

  return {
    query,
    rows: query.data?.pages.flatMap(({ items }) => items) ?? [],
    /** How many rows arrived while the person was reading further down. */
    waiting: waiting.length,
    /** Ids of the rows that came last. */
    arrived,
    showWaiting: () => {
      put(waiting);
      scrollTo({ top: 0 });
    },
  };
};

/** What each account is called, by its id, disconnected ones too; empty until it is known. */
export const useAccountNames = (): ReadonlyMap<string, string> => {
  const { data } = useQuery(accountsQuery());
  return useMemo(
    () => new Map((data?.items ?? []).map(({ id, instagram_username: name }) => [id, `@${name}`])),
    [data],
  );
};
