import { routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 50;

/** The entries that the filters leave, newest first. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: keys.auditList(filters),
    queryFn: ({ pageParam, signal }) =>
      call(routes.audit.list, { query: { ...filters, limit: ROWS, cursor: pageParam }, signal }),
    ...byCursor,
    // No event tells of new entries: they are asked for at each opening.
    staleTime: 0,
  });

/** Checks the whole chain. That is work for the database, so it is repeated only on request. */
export const auditCheckQuery = () =>
  queryOptions({
    queryKey: keys.auditCheck,
    queryFn: async ({ signal }) => (await call(routes.audit.verify, { signal })).audit,
    staleTime: Infinity,
  });
