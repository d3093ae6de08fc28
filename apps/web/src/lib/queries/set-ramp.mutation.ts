import { routes, type SetRamp } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';

/** Sets the share of its limits that an account of any user may use. */
export const useSetRamp = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SetRamp) => call(routes.accounts.setRamp, { params: { id: accountId }, body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.accounts }),
        client.invalidateQueries({ queryKey: keys.limits }),
      ]),
  });
};
