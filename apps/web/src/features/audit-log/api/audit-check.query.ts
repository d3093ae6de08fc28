import { auditCheckSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(auditCheckSchema);

/** Goes through the whole chain. That is work for the database, so it is done again only when somebody asks. */
export const auditCheckQuery = () =>
  queryOptions({
    queryKey: keys.auditCheck,
    queryFn: async ({ signal }) => (await api.get('admin/audit-log/verify', read, { signal })).audit,
    staleTime: Infinity,
  });
