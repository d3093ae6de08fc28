import { type AccountChanges, accountDetailAnswerSchema } from '@pacekeeper/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';
import { takeAccount } from './take-account.ts';

const read = answers(accountDetailAnswerSchema);

/** Changes what is set for one account alone. */
export const useChangeAccount = (accountId: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: AccountChanges) => api.patch(`bot/accounts/${accountId}`, changes, read),
    onSuccess: (answer) => {
      const {
        proxy_host: _host,
        device: _device,
        connected: _connected,
        working_hours: _hours,
        ...account
      } = answer.account;
      client.setQueryData(keys.account(accountId), answer);
      takeAccount(client, account);
    },
  });
};
