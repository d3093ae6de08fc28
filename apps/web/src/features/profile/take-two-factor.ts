import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { twoFactorQuery } from '../../lib/queries/two-factor.query.ts';
import { keys } from '../../lib/query-keys.ts';
import { session } from '../../lib/session/session.ts';

/** The person's record follows; while codes are to be kept, whoever must set up a second factor stays where they are. */
const follow = async (client: QueryClient): Promise<void> => {
  const { enabled } = await client.fetchQuery({ ...twoFactorQuery(), staleTime: 0 });
  const state = session.state();
  if (state.status === 'signed_in' && !client.getQueryData(keys.freshRecoveryCodes)) {
    session.update({ ...state.user, two_factor_enabled: enabled });
  }
};

/** After a change of second factors: has them read anew, and holds recovery codes until they are kept. */
export const takeTwoFactor = async (client: QueryClient, codes: readonly string[] = []): Promise<void> => {
  if (codes.length > 0) client.setQueryData(keys.freshRecoveryCodes, codes);
  await follow(client);
};

/** Recovery codes that are shown only now; another screen, or the whole frame drawn anew, does not lose them. */
export const useFreshCodes = (): readonly string[] | null =>
  useQuery<readonly string[]>({ queryKey: keys.freshRecoveryCodes, queryFn: skipToken, gcTime: Infinity }).data ?? null;

/** The person has kept the codes. */
export const dropFreshCodes = async (client: QueryClient): Promise<void> => {
  client.removeQueries({ queryKey: keys.freshRecoveryCodes });
  await follow(client);
};
