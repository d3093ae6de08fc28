import { skipToken, useQuery, type QueryClient } from '@tanstack/react-query';
import { twoFactorQuery } from '../../lib/queries/two-factor.query.ts';
import { keys } from '../../lib/query-keys.ts';
import { session } from '../../lib/session/session.ts';

/** Updates the person's record, except while recovery codes are shown: the setup screen must stay open for them. */
const follow = async (client: QueryClient): Promise<void> => {
  const { enabled } = await client.fetchQuery({ ...twoFactorQuery(), staleTime: 0 });
  const state = session.state();
  if (state.status === 'signed_in' && !client.getQueryData(keys.freshRecoveryCodes)) {
    session.update({ ...state.user, two_factor_enabled: enabled });
  }
};

/** After a change of second factors: refetches them, and holds new recovery codes until they are saved. */
export const takeTwoFactor = async (client: QueryClient, codes: readonly string[] = []): Promise<void> => {
  if (codes.length > 0) client.setQueryData(keys.freshRecoveryCodes, codes);
  await follow(client);
};

/** Recovery codes that are shown only now; they survive other screens and a redraw of the frame. */
export const useFreshCodes = (): readonly string[] | null =>
  useQuery<readonly string[]>({ queryKey: keys.freshRecoveryCodes, queryFn: skipToken, gcTime: Infinity }).data ?? null;

/** The person has saved the codes. */
export const dropFreshCodes = async (client: QueryClient): Promise<void> => {
  client.removeQueries({ queryKey: keys.freshRecoveryCodes });
  await follow(client);
};
