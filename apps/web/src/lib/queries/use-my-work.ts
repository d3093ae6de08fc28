import type { Account, Bot, Job } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { type Need, needsOf } from '../selectors/needs.ts';
import { accountsQuery } from './accounts.query.ts';
import { useBots } from './bots.query.ts';
import { openJobsQuery } from './open-jobs.query.ts';
import { pendingQuery } from './pending.query.ts';

interface MyWork {
  readonly accounts: readonly Account[];
  readonly bots: ReadonlyMap<string, Bot>;
  readonly openJobs: readonly Job[];
  readonly needs: readonly Need[];
}

const NONE: readonly never[] = [];

/** Only these have something to tell beside what the list of accounts says. */
const isQuiet = ({ session_valid: connected, state }: Account): boolean => connected && state === 'running';

/** What every part of the frame and the dashboard is drawn from. `all`: the bots that run as well. */
export const useMyWork = ({ all = false }: { readonly all?: boolean } = {}): MyWork => {
  const { data: list } = useQuery(accountsQuery());
  const { data: openJobs = NONE } = useQuery(openJobsQuery());
  const { data: pending = NONE } = useQuery(pendingQuery());
  const accounts = list?.items ?? NONE;
  const bots = useBots(all ? accounts : accounts.filter((account) => !isQuiet(account)));
  return { accounts, bots, openJobs, needs: needsOf({ accounts, bots, openJobs, pending }) };
};
