import { routes } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../http/call.ts';
import { LATEST_ROWS } from '../live/apply-event.ts';
import { keys } from '../query-keys.ts';

interface Whose {
  readonly job_id?: string;
  readonly account_id?: string;
}

/** The newest rows of a job, of an account, or of the person; live events keep them current. */
export const latestActivityQuery = (whose: Whose = {}) =>
  queryOptions({
    queryKey: keys.latestActivity(whose),
    queryFn: ({ signal }) => call(routes.activity.list, { query: { ...whose, limit: LATEST_ROWS }, signal }),
  });
