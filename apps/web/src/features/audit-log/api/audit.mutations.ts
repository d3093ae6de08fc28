import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/http/api.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Brings the entries that the filters leave as a CSV file; that somebody took them is an entry too. */
export const useExportAudit = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (filters: AuditFilters) => api.file('admin/audit-log/export', 'text/csv', { ...filters }),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.auditLists }),
    // The file is not kept in memory once it was saved.
    gcTime: 0,
  });
};
