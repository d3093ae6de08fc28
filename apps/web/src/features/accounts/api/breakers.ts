import { type Breaker, type ReleaseBreaker, routes } from '@pacekeeper/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

const HOLDING = ['open', 'half_open'] as const;

/** What holds an account back now. */
export const breakersQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.breakers(accountId),
    queryFn: async ({ signal }): Promise<readonly Breaker[]> => {
      const pages = await Promise.all(
        HOLDING.map((state) => call(routes.breakers.list, { query: { account_id: accountId, state }, signal })),
      );
      // One whose time passes between the two answers is in both.
      return [...new Map(pages.flatMap(({ items }) => items.map((one) => [one.id, one] as const))).values()];
    },
    // Its time passes without an event.
    staleTime: 0,
  });

/** Goes on before the time of a breaker is over. */
export const useReleaseBreaker = ({ id, account_id: accountId }: Pick<Breaker, 'id' | 'account_id'>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ReleaseBreaker) => call(routes.breakers.release, { params: { id }, body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.breakers(accountId) }),
        client.invalidateQueries({ queryKey: keys.bot(accountId) }),
        client.invalidateQueries({ queryKey: keys.accounts }),
      ]),
  });
};
