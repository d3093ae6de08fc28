import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { accountsQuery } from '../../lib/queries/accounts.query.ts';

/** What each account is called, by its id, disconnected ones too; empty until it is known. */
export const useAccountNames = (): ReadonlyMap<string, string> => {
  const { data } = useQuery(accountsQuery());
  return useMemo(
    () => new Map((data?.items ?? []).map(({ id, instagram_username: name }) => [id, `@${name}`])),
    [data],
  );
};
