import { activityListSchema } from '@pacekeeper/contracts';
import { queryOptions } from '@tanstack/react-query';
import { answers } from '../http/answers.ts';
import { api } from '../http/api.ts';
import { LATEST_ROWS } from '../live/apply-event.ts';
import { keys } from '../query-keys.ts';

const read = answers(activityListSchema);

/** The newest rows of a job or of an account; live events keep them current. */
export const latestActivityQuery = (whose: { job_id: string } | { account_id: string }) =>
  queryOptions({
    queryKey: keys.latestActivity(whose),
    queryFn: ({ signal }) => api.get('activity-logs', read, { query: { ...whose, limit: LATEST_ROWS }, signal }),
  });
