import { type Job, routes, type User } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { keys } from '../../../lib/query-keys.ts';

const USERS = 100;
/** Of each user: more than anybody reads. */
const PLANS = 50;

export interface Waiting {
  readonly user: User;
  readonly job: Job;
}

/** Every user whose jobs an administrator approves. */
const usersWithApproval = async (signal: AbortSignal): Promise<User[]> => {
  const found: User[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readUsers>> = await readUsers(cursor, signal);
    found.push(...page.items.filter(({ needs_approval: needs }) => needs));
    cursor = page.next_cursor;
  } while (cursor);
  return found;
};

const readUsers = (cursor: string | null, signal: AbortSignal) =>
  call(routes.users.list, { query: { limit: USERS, cursor }, signal });

/** Plans that wait for an administrator, the oldest first. */
export const approvalsQuery = () =>
  queryOptions({
    queryKey: keys.approvals,
    queryFn: async ({ signal }): Promise<readonly Waiting[]> => {
      const users = await usersWithApproval(signal);
      const lists = await Promise.all(
        users.map(async (user) => {
          const query = { user_id: user.id, state: 'planned', limit: PLANS } as const;
          const { items } = await call(routes.jobs.list, { query, signal });
          return items.map((job): Waiting => ({ user, job }));
        }),
      );
      return lists.flat().toSorted((a, b) => a.job.created_at.localeCompare(b.job.created_at));
    },
  });
