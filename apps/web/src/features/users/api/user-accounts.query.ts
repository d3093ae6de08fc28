import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';
import { accountsIn } from '../user-accounts.ts';

/** As many of the latest connections as one answer has. */
const ROWS = 100;

/** The Instagram accounts that a user connected, as their activity tells. */
export const userAccountsQuery = (userId: string) =>
  queryOptions({
    queryKey: keys.userAccounts(userId),
    queryFn: async ({ signal }) => {
      const query = { user_id: userId, action: 'account_connected', limit: ROWS };
      return accountsIn((await call(routes.activity.list, { query, signal })).items);
    },
    // Other users' events do not arrive here.
    staleTime: 0,
  });
