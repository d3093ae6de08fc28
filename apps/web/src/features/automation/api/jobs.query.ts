import { jobListSchema } from '@pacekeeper/contracts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answers } from '../../../lib/http/answers.ts';
import { api } from '../../../lib/http/api.ts';
import { keys } from '../../../lib/query-keys.ts';

const read = answers(jobListSchema);
const ROWS = 10;

/** The jobs of an account, newest first. */
export const jobsQuery = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: keys.jobList(accountId),
    queryFn: ({ pageParam, signal }) =>
      api.get('bot/jobs', read, { query: { account_id: accountId, limit: ROWS, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
