import { botAnswerSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(botAnswerSchema);

export const botQuery = (accountId: string) =>
  queryOptions({
    queryKey: keys.bot(accountId),
    queryFn: async ({ signal }) =>
      (await api.get('bot/status', read, { query: { account_id: accountId }, signal })).bot,
  });
