import { routes, type UpdateUser } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { keys } from '../query-keys.ts';
import { session } from '../session/session.ts';

/** Changes the user's own record. */
export const useUpdateSelf = (userId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: UpdateUser) => (await call(routes.users.update, { params: { id: userId }, body })).user,
    onSuccess: (user) => {
      session.update(user);
      void client.invalidateQueries({ queryKey: keys.users });
      // The day of the limits begins and ends by the time zone.
      void client.invalidateQueries({ queryKey: keys.limits });
    },
  });
};
