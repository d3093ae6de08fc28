import { type ChangePassword, routes } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { call, stream } from '../../../lib/http/call.ts';
import { session } from '../../../lib/session/session.ts';

/** The token stays valid; the returned record no longer asks for a change. */
export const useChangePassword = (userId: string) =>
  useMutation({
    mutationFn: (body: ChangePassword) => call(routes.passwords.change, { params: { id: userId }, body }),
    onSuccess: ({ user }) => session.update(user),
  });

/** Everything that is stored about the person, as a file. */
export const useExport = (userId: string) =>
  useMutation({
    mutationFn: async () => (await stream(routes.users.export, { params: { id: userId } })).blob(),
    gcTime: 0,
  });
