import { routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** Ends one login session. */
export const useEndSession = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(routes.loginSessions.end, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.loginSessions }),
  });
};

/** Signs out everywhere but here; brings how many login sessions ended. */
export const useEndOtherSessions = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => (await call(routes.loginSessions.endOthers)).ended,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.loginSessions }),
  });
};
