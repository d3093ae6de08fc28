import type { Activity } from '@pacekeeper/contracts';
import type { ActivityFilters } from '../../lib/paths.ts';
import type { ActivityPages } from './api/activity.queries.ts';

/** True where a new row belongs to the list that is shown. */
export const belongs = (row: Activity, userId: string, filters: ActivityFilters): boolean =>
  row.user_id === userId &&
  (!filters.status || row.status === filters.status) &&
  (!filters.action || row.action === filters.action) &&
  (!filters.account_id || row.account_id === filters.account_id);

/** The pages with new rows in front, newest first, each row once. */
export const withRows = (pages: ActivityPages, rows: readonly Activity[]): ActivityPages => {
  const known = new Set(pages.pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const fresh = rows.filter(({ id }) => !known.has(id));
  const [first, ...rest] = pages.pages;
  return first && fresh.length > 0
    ? { ...pages, pages: [{ ...first, items: [...fresh, ...first.items] }, ...rest] }
    : pages;
};

/** The waiting rows after a new one arrives while the person reads further down; newest first, each once. */
export const queued = (waiting: readonly Activity[], row: Activity): readonly Activity[] =>
  waiting.some(({ id }) => id === row.id) ? waiting : [row, ...waiting];
