import { MOST_PASTED, routes } from '@pacekeeper/contracts';
import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';
import type { Added, Entry, EntryPage } from '../entry.ts';
import { ofPlace } from '../entry.ts';
import type { List, With } from '../lists.ts';

type EntryPages = InfiniteData<EntryPage, string | null>;

const useRefresh = (list: List) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.contentList(list.name) });
};

interface Adding extends With {
  readonly entries: readonly string[];
}

/** Adds what was pasted, as many at a time as one request takes. Adding the same again is told, and changes nothing. */
export const useAddEntries = (list: List) => {
  const refresh = useRefresh(list);
  return useMutation({
    mutationFn: async ({ entries, ...more }: Adding): Promise<Added> => {
      const all: Added = { items: [], duplicates: [], refused: [] };
      let sum = all;
      for (let at = 0; at < entries.length && list.pasting; at += MOST_PASTED) {
        const added = await list.pasting.add(entries.slice(at, at + MOST_PASTED), more);
        sum = {
          items: [...sum.items, ...added.items],
          duplicates: [...sum.duplicates, ...added.duplicates],
          refused: [...sum.refused, ...added.refused],
        };
      }
      return sum;
    },
    onSettled: refresh,
  });
};

/** Adds one place. */
export const useAddPlace = (list: List) => {
  const refresh = useRefresh(list);
  return useMutation({
    mutationFn: async (body: { pk: string; name: string }): Promise<Added> => {
      const { items, duplicates, refused } = await call(routes.locations.add, { body });
      return { items: items.map(ofPlace), duplicates, refused };
    },
    onSettled: refresh,
  });
};

/** Changes the note of an entry, or the name of a place. */
export const useChangeEntry = (list: List, id: string) => {
  const refresh = useRefresh(list);
  return useMutation({
    mutationFn: async (text: string) => (list.rename ? list.rename(id, text) : list.setNote?.(id, text || null)),
    onSuccess: refresh,
  });
};

/** Removes an entry; it leaves the pages that are shown at once. */
export const useRemoveEntry = (list: List) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (entry: Entry) => {
      await list.remove(entry.id);
      return entry;
    },
    onSuccess: ({ id }) =>
      client.setQueriesData<EntryPages>(
        { queryKey: keys.contentList(list.name) },
        (pages) =>
          pages && {
            ...pages,
            pages: pages.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id) })),
          },
      ),
  });
};

/** Puts back what was removed. */
export const useRestoreEntry = (list: List) => {
  const refresh = useRefresh(list);
  return useMutation({ mutationFn: (entry: Entry) => list.restore(entry), onSuccess: refresh });
};
