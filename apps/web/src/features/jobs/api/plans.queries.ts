import { type Job, routes } from '@pacekeeper/contracts';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '../../../lib/http/call.ts';
import { byCursor } from '../../../lib/queries/by-cursor.ts';
import { keys } from '../../../lib/query-keys.ts';

const ROWS = 50;
/** While a plan is being made, its rows arrive without an event of their own. */
const GROWING_MS = 5_000;

/** The plan of a job; read anew for each version, while the earlier one stays in sight. */
export const planQuery = ({ id, state, plan_version: version = 0 }: Pick<Job, 'id' | 'state' | 'plan_version'>) =>
  infiniteQueryOptions({
    queryKey: keys.planOf(id, version),
    queryFn: ({ pageParam, signal }) =>
      call(routes.jobs.readPlan, { params: { id }, query: { limit: ROWS, cursor: pageParam }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: state === 'planning' ? GROWING_MS : false,
    ...byCursor,
  });
