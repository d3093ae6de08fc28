import { type CreateApiToken, routes } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

/** The answer carries the token; it is forgotten with what shows it. */
export const useCreateToken = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: CreateApiToken) => (await call(routes.apiTokens.create, { body })).token,
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.apiTokens }),
    gcTime: 0,
  });
};

/** Removes a token, which ends at once. */
export const useRemoveToken = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(routes.apiTokens.remove, { params: { id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apiTokens }),
  });
};
