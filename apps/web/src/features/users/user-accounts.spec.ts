import { expect, it } from '@jest/globals';
import { aRow } from '../../testing/given.ts';
import { accountsIn } from './user-accounts.ts';

it('finds each connected account once, and names what it cannot', () => {
  const rows = [
    aRow({ account_id: 'a', params: { account: 'mia' } }),
    aRow({ account_id: 'b' }),
    aRow({ account_id: 'a', params: { account: 'mia.old' } }),
    aRow({ account_id: undefined, params: { account: 'tin' } }),
  ];
  expect(accountsIn(rows)).toEqual([
    { id: 'a', name: '@mia' },
    { id: 'b', name: 'an account' },
  ]);
});
