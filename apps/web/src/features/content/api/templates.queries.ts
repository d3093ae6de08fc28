import { type DmTemplate, MOST_OF, routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** As many as a page may have; a user has two pages of them at the most. */
const ROWS = 100;

/** All of a user's message templates, newest first. */
export const templatesQuery = () =>
  queryOptions({
    queryKey: keys.templates,
    queryFn: async ({ signal }) => {
      const all: DmTemplate[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: DmTemplate[]; next_cursor: string | null } = await call(routes.dmTemplates.list, {
          query: { limit: ROWS, cursor },
          signal,
        });
        all.push(...page.items);
        cursor = page.items.length > 0 ? page.next_cursor : null;
      } while (cursor !== null && all.length < MOST_OF.dm_templates);
      return all;
    },
  });
