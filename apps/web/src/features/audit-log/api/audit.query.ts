import { auditListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(auditListSchema);
const ROWS = 50;

/** The entries that the filters leave, newest first. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: keys.auditList(filters),
    queryFn: ({ pageParam, signal }) =>
      api.get('admin/audit-log', read, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // No event tells of new entries: they are asked for at each opening.
    staleTime: 0,
  });
