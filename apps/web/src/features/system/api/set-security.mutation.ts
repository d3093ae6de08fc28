import { securityAnswerSchema, type SetSecurity } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { systemQuery } from './system.query.ts';

const read = answers(securityAnswerSchema);

/** Decides for everybody. */
export const useSetSecurity = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: SetSecurity) => (await api.put('admin/security', body, read)).security,
    onSuccess: (security) => {
      client.setQueryData(systemQuery().queryKey, (system) => system && { ...system, security });
      void client.invalidateQueries({ queryKey: keys.audit });
    },
  });
};
