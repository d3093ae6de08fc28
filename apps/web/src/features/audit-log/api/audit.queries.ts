import { auditCheckSchema, auditListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

const readAuditList = answers(auditListSchema);
const ROWS = 50;

/** The entries that the filters leave, newest first. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: keys.auditList(filters),
    queryFn: ({ pageParam, signal }) =>
      api.get('admin/audit-log', readAuditList, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // No event tells of new entries: they are asked for at each opening.
    staleTime: 0,
  });

const readAuditCheck = answers(auditCheckSchema);

/** Goes through the whole chain. That is work for the database, so it is done again only when somebody asks. */
export const auditCheckQuery = () =>
  queryOptions({
    queryKey: keys.auditCheck,
    queryFn: async ({ signal }) => (await api.get('admin/audit-log/verify', readAuditCheck, { signal })).audit,
    staleTime: Infinity,
  });
