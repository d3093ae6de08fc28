import { routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { stream } from '../../../lib/http/call.ts';
import type { AuditFilters } from '../../../lib/paths.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Downloads the filtered entries as a CSV file; the download is recorded as an entry too. */
export const useExportAudit = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (filters: AuditFilters) => (await stream(routes.audit.export, { query: filters })).blob(),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.auditLists }),
    // The file is not kept in memory once it was saved.
    gcTime: 0,
  });
};
